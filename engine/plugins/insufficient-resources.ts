/** Which of a pod's requests a node cannot meet. Upstream: plugins/noderesources/fit.go fitsRequest, v1.36. */
import { leavesRoom, type NodeSpec, type Resources } from '../objects/index.js';

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
  found = including(found, 'cpu', requests.cpuMilli, node.allocatableCpuMilli, node.requestedCpuMilli);
  found = including(found, 'memory', requests.memoryBytes, node.allocatableMemoryBytes, node.requestedMemoryBytes);
  found = including(
    found,
    'ephemeral-storage',
    requests.ephemeralStorageBytes,
    node.allocatableEphemeralStorageBytes,
    node.requestedEphemeralStorageBytes,
  );
  for (const [name, amount] of requests.scalars) {
    if (isIgnored(name)) continue;
    found = including(found, name, amount, node.allocatableScalar(name), node.requestedScalar(name));
  }
  return found;
}

/** What can be lacking, without what is not requested or ignored. */
export function amountsOf(requests: Resources, isIgnored: (scalar: string) => boolean): [string, number][] {
  const amounts: [string, number][] = [
    ['cpu', requests.cpuMilli],
    ['memory', requests.memoryBytes],
    ['ephemeral-storage', requests.ephemeralStorageBytes],
    ...[...requests.scalars].filter(([name]) => !isIgnored(name)),
  ];
  return amounts.filter(([, amount]) => amount !== 0);
}

/** The shortages and, if there is one, this. */
function including(
  found: readonly Shortage[],
  name: string,
  amount: number,
  allocatable: number,
  requested: number,
): readonly Shortage[] {
  if (amount === 0 || leavesRoom(amount, allocatable, requested)) return found;
  return [...found, { reason: `Insufficient ${name}`, unresolvable: amount > allocatable }];
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
  };
}
