/** Which of a pod's requests a node cannot meet. Upstream: plugins/noderesources/fit.go fitsRequest, v1.36. */
import { exactAmountIn, int64, isSmall, type NodeSpec, type Resources } from '../objects/index.js';

/** What a node has and what is taken of it; a NodeInfo is one. */
export interface NodeRoom {
  readonly podCount: number;
  readonly allocatablePods: number;
  readonly allocatableCpuMilli: number;
  readonly requestedCpuMilli: number;
  readonly allocatableMemoryBytes: number;
  readonly requestedMemoryBytes: number;
  readonly allocatableEphemeralStorageBytes: number;
  readonly requestedEphemeralStorageBytes: number;
  allocatableScalar(name: string): number;
  requestedScalar(name: string): number;
  /** The same to the last unit. */
  exactly(resource: string): ExactRoom;
}

/** What a node has of a resource and what is taken of it. */
export interface ExactRoom {
  readonly allocatable: bigint;
  readonly requested: bigint;
}

/** A request that is not met. */
export interface Shortage {
  readonly reason: string;
  /** More than the node has when it is empty. */
  readonly unresolvable: boolean;
}

const none: readonly Shortage[] = [];
const tooManyPods: Shortage = { reason: 'Too many pods', unresolvable: false };

/** The requests that do not fit: pods, CPU, memory, ephemeral storage, then the others that are not ignored. */
export function shortagesOf(
  requests: Resources,
  node: NodeRoom,
  isIgnored: (scalar: string) => boolean,
): readonly Shortage[] {
  let found = node.podCount + 1 > node.allocatablePods ? [tooManyPods] : none;
  const { cpuMilli, memoryBytes, ephemeralStorageBytes, scalars } = requests;
  found = including(found, requests, node, 'cpu', cpuMilli, node.allocatableCpuMilli, node.requestedCpuMilli);
  found = including(
    found,
    requests,
    node,
    'memory',
    memoryBytes,
    node.allocatableMemoryBytes,
    node.requestedMemoryBytes,
  );
  found = including(
    found,
    requests,
    node,
    'ephemeral-storage',
    ephemeralStorageBytes,
    node.allocatableEphemeralStorageBytes,
    node.requestedEphemeralStorageBytes,
  );
  for (const [name, amount] of scalars) {
    if (isIgnored(name)) continue;
    found = including(found, requests, node, name, amount, node.allocatableScalar(name), node.requestedScalar(name));
  }
  return found;
}

/** 0: nothing is lacking; 1: room; 2: more than there is on the empty node. Of small amounts. */
export function lackOf(amount: number, allocatable: number, requested: number): 0 | 1 | 2 {
  if (amount <= allocatable - requested) return 0;
  return amount > allocatable ? 2 : 1;
}

/** The same of any. */
export function exactLackOf(amount: bigint, { allocatable, requested }: ExactRoom): 0 | 1 | 2 {
  if (amount <= int64(allocatable - requested)) return 0;
  return amount > allocatable ? 2 : 1;
}

/** What can be lacking, without what is not requested or ignored. */
export function amountsOf(
  requests: Resources,
  isIgnored: (scalar: string) => boolean,
): (readonly [resource: string, amount: bigint])[] {
  const names = [
    'cpu',
    'memory',
    'ephemeral-storage',
    ...[...requests.scalars.keys()].filter((name) => !isIgnored(name)),
  ];
  return names.map((name) => [name, exactAmountIn(requests, name)] as const).filter(([, amount]) => amount !== 0n);
}

/** The shortages and, if there is one, this. */
function including(
  found: readonly Shortage[],
  requests: Resources,
  node: NodeRoom,
  name: string,
  amount: number,
  allocatable: number,
  requested: number,
): readonly Shortage[] {
  if (amount === 0) return found;
  const lack =
    isSmall(amount) && isSmall(allocatable) && isSmall(requested)
      ? lackOf(amount, allocatable, requested)
      : exactLackOf(exactAmountIn(requests, name), node.exactly(name));
  return lack === 0 ? found : [...found, { reason: `Insufficient ${name}`, unresolvable: lack === 2 }];
}

/** A node as it would be without pods. */
export function emptyNode({ allocatable }: NodeSpec): NodeRoom {
  return {
    podCount: 0,
    allocatablePods: allocatable.pods,
    allocatableCpuMilli: allocatable.cpuMilli,
    requestedCpuMilli: 0,
    allocatableMemoryBytes: allocatable.memoryBytes,
    requestedMemoryBytes: 0,
    allocatableEphemeralStorageBytes: allocatable.ephemeralStorageBytes,
    requestedEphemeralStorageBytes: 0,
    allocatableScalar: (name) => allocatable.scalars.get(name) ?? 0,
    requestedScalar: () => 0,
    exactly: (resource) => ({ allocatable: exactAmountIn(allocatable, resource), requested: 0n }),
  };
}
