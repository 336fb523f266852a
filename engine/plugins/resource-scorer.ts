/** Scores a node by how much of some resources would be taken there. Upstream: plugins/noderesources/resource_allocation.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { failure, type ResourceWeight, type Status } from '../framework/index.js';
import { isScalarResource, type Resources, roundedSum } from '../objects/index.js';
import { scoringRequests } from './scoring-requests.js';

/** What a node has and what is taken, by scored resource; a resource that does not count there has 0 of all. */
export interface Shares {
  readonly allocatable: Float64Array;
  /** Without the pod. */
  readonly allocated: Float64Array;
  /** With the pod; rounded where the sum is no float64. */
  readonly requested: Float64Array;
  /** What the pod adds. */
  readonly added: readonly number[];
}

/** 0 … 100 from a node's shares. */
export type ScoreShares = (shares: Shares) => number;

/** Whether CPU and memory are counted as requested, or with defaults for containers that request none. */
export type Counting = 'requested' | 'non-zero';

/** One resource as the scorer reads it. */
interface Scored {
  /** Extended and the like: it counts only for pods that request it. */
  readonly isScalar: boolean;
  amountIn(requests: Resources): number;
  allocatableOn(node: NodeInfo): number;
  allocatedOn(node: NodeInfo): number;
}

export class ResourceScorer {
  private readonly resources: readonly Scored[];
  private readonly shares: { -readonly [Field in keyof Shares]: Shares[Field] };

  constructor(
    resources: readonly ResourceWeight[],
    private readonly scoreShares: ScoreShares,
    private readonly counting: Counting,
  ) {
    this.resources = resources.map(({ name }) => scored(name, counting));
    const count = resources.length;
    this.shares = {
      allocatable: new Float64Array(count),
      allocated: new Float64Array(count),
      requested: new Float64Array(count),
      added: [],
    };
  }

  /** What the pod adds, by resource. */
  requestsOf({ spec }: Pod): readonly number[] {
    const requests = this.counting === 'requested' ? spec.requests : scoringRequests(spec);
    return this.resources.map((resource) => resource.amountIn(requests));
  }

  score(node: NodeInfo, added: readonly number[]): number | Status {
    if (this.resources.length === 0) return failure('resources not found');
    for (let i = 0; i < this.resources.length; i++) this.look(i, node, added[i]!);
    this.shares.added = added;
    return this.scoreShares(this.shares);
  }

  private look(i: number, node: NodeInfo, added: number): void {
    const resource = this.resources[i]!;
    const { allocatable, allocated, requested } = this.shares;
    allocatable[i] = added === 0 && resource.isScalar ? 0 : resource.allocatableOn(node);
    allocated[i] = allocatable[i] === 0 ? 0 : resource.allocatedOn(node);
    requested[i] = allocatable[i] === 0 ? 0 : roundedSum(allocated[i]!, added);
  }
}

function scored(name: string, counting: Counting): Scored {
  const isScalar = isScalarResource(name);
  switch (name) {
    case 'cpu':
      return counting === 'requested' ? requestedCpu : nonZeroCpu;
    case 'memory':
      return counting === 'requested' ? requestedMemory : nonZeroMemory;
    case 'ephemeral-storage':
      return ephemeralStorage;
    default:
      return {
        isScalar,
        amountIn: (requests) => requests.scalars.get(name) ?? 0,
        allocatableOn: (node) => node.allocatableScalar(name),
        allocatedOn: (node) => node.requestedScalar(name),
      };
  }
}

const requestedCpu: Scored = {
  isScalar: false,
  amountIn: (requests) => requests.cpuMilli,
  allocatableOn: (node) => node.allocatableCpuMilli,
  allocatedOn: (node) => node.requestedCpuMilli,
};

const nonZeroCpu: Scored = {
  ...requestedCpu,
  allocatedOn: (node) => node.nonZeroCpuMilli,
};

const requestedMemory: Scored = {
  isScalar: false,
  amountIn: (requests) => requests.memoryBytes,
  allocatableOn: (node) => node.allocatableMemoryBytes,
  allocatedOn: (node) => node.requestedMemoryBytes,
};

const nonZeroMemory: Scored = {
  ...requestedMemory,
  allocatedOn: (node) => node.nonZeroMemoryBytes,
};

const ephemeralStorage: Scored = {
  isScalar: false,
  amountIn: (requests) => requests.ephemeralStorageBytes,
  allocatableOn: (node) => node.allocatableEphemeralStorageBytes,
  allocatedOn: (node) => node.requestedEphemeralStorageBytes,
};
