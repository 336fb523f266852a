/** Scores a node by how much of some resources would be taken there. Upstream: plugins/noderesources/resource_allocation.go, v1.36. */
import type { Counting, NodeInfo, Pod } from '../cluster/index.js';
import { failure, type ResourceWeight, type Status } from '../framework/index.js';
import { amountIn, exactAmountIn, isScalarResource } from '../objects/index.js';
import { scoringRequests } from './scoring-requests.js';
import { type Added, type ScoreShares, Shares } from './shares.js';

/** One resource as the scorer reads it. */
interface Scored {
  /** Extended and the like: it counts only for pods that request it. */
  readonly isScalar: boolean;
  allocatableOn(node: NodeInfo): number;
  allocatedOn(node: NodeInfo): number;
}

export class ResourceScorer {
  private readonly resources: readonly Scored[];
  private readonly shares: Shares;
  private node: NodeInfo | null = null;

  constructor(
    private readonly weights: readonly ResourceWeight[],
    private readonly scoreShares: ScoreShares,
    private readonly counting: Counting,
  ) {
    this.resources = weights.map(({ name }) => scored(name, counting));
    this.shares = new Shares(weights.length, (i) => this.node!.exactly(weights[i]!.name, counting));
  }

  /** What the pod adds. */
  requestsOf({ spec }: Pod): Added {
    const requests = this.counting === 'requested' ? spec.requests : scoringRequests(spec);
    const amounts = this.weights.map(({ name }) => amountIn(requests, name));
    if (requests.exact === undefined) return { amounts };
    return { amounts, exact: this.weights.map(({ name }) => exactAmountIn(requests, name)) };
  }

  score(node: NodeInfo, added: Added): number | Status {
    if (this.resources.length === 0) return failure('resources not found');
    this.node = node;
    for (let i = 0; i < this.resources.length; i++) this.look(i, node, added);
    return this.scoreShares(this.shares);
  }

  private look(i: number, node: NodeInfo, added: Added): void {
    const resource = this.resources[i]!;
    const allocatable = added.amounts[i] === 0 && resource.isScalar ? 0 : resource.allocatableOn(node);
    this.shares.set(i, allocatable, allocatable === 0 ? 0 : resource.allocatedOn(node), added);
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
        allocatableOn: (node) => node.allocatableScalar(name),
        allocatedOn: (node) => node.requestedScalar(name),
      };
  }
}

const requestedCpu: Scored = {
  isScalar: false,
  allocatableOn: (node) => node.allocatableCpuMilli,
  allocatedOn: (node) => node.requestedCpuMilli,
};

const nonZeroCpu: Scored = {
  ...requestedCpu,
  allocatedOn: (node) => node.nonZeroCpuMilli,
};

const requestedMemory: Scored = {
  isScalar: false,
  allocatableOn: (node) => node.allocatableMemoryBytes,
  allocatedOn: (node) => node.requestedMemoryBytes,
};

const nonZeroMemory: Scored = {
  ...requestedMemory,
  allocatedOn: (node) => node.nonZeroMemoryBytes,
};

const ephemeralStorage: Scored = {
  isScalar: false,
  allocatableOn: (node) => node.allocatableEphemeralStorageBytes,
  allocatedOn: (node) => node.requestedEphemeralStorageBytes,
};
