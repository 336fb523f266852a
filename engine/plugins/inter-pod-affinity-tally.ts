/** InterPodAffinity's counts, kept: what each node adds to them is remembered, follows the pods that come and go, and is counted anew where the node changed. */
import { type Cluster, NodeFollower, type NodeInfo, type Pod } from '../cluster/index.js';
import { canonical, type DomainPoint, type DomainTally, type InterPodAffinityArgs } from '../framework/index.js';
import type { Labels } from '../objects/index.js';
import { TopologyCounts, type TopologySink } from './inter-pod-affinity-counts.js';
import {
  type AffinityCounting,
  type AffinityFilterState,
  countingOf,
  countPod,
  isFirstOfGroup,
  requiresNothing,
} from './inter-pod-affinity-filtering.js';
import {
  type AffinityScoreState,
  AffinityWeighing,
  hasPreferredTerms,
  ignoresAll,
} from './inter-pod-affinity-scoring.js';
import type { AffinityNamespaces } from './inter-pod-affinity-terms.js';

/** An addition: bytes of the object and of its place in a list, estimate. */
const additionBytes = 80;
/** A node's place in a list, bytes. */
const rowBytes = 8;

/** The plugin's domains. */
export function affinityDomains(
  namespaces: AffinityNamespaces,
  args: InterPodAffinityArgs,
  cluster: Cluster,
): DomainPoint<AffinityFilterState | undefined, AffinityScoreState | undefined> {
  return {
    signs: ({ spec, labels }) => {
      const { podAffinity, podAntiAffinity } = spec.raw.affinity ?? {};
      const namespacesNow = cluster.objects.version('Namespace');
      return canonical([spec.namespace, labels, podAffinity ?? null, podAntiAffinity ?? null, namespacesNow]);
    },
    tallyFor: (pod) => new AffinityTally(pod, cluster, namespaces, args),
  };
}

/** What a node adds to one of the sums. */
interface Addition {
  readonly sums: TopologyCounts;
  readonly topologyKey: string;
  readonly value: string;
  amount: number;
  /** By how many terms, once a pod; where they are all gone, nothing is left. */
  times: number;
}

class AffinityTally implements DomainTally<AffinityFilterState | undefined, AffinityScoreState | undefined> {
  private readonly state: AffinityFilterState;
  private readonly weights = new TopologyCounts();
  private readonly recording: AffinityCounting<TopologySink>;
  /** Null where no preference counts. */
  private readonly weighing: AffinityWeighing | null;
  private readonly requires: boolean;
  /** Whether the pod requires or prefers anything of others; else only pods with affinity matter. */
  private readonly asks: boolean;
  /** By row, what the node adds; absent: nothing. */
  private readonly additions: (Addition[] | undefined)[] = [];
  /** Where what is recorded goes, and whether it comes or is taken back. */
  private row = 0;
  private sign: 1 | -1 = 1;
  filterKeys: readonly string[];
  scoreKeys: readonly string[] = [];
  private readonly ownKeys: readonly string[];
  private additionCount = 0;
  private existingKeys = 0;
  /** Additions to `weights` that there are, those that cancel out included. */
  private weighed = 0;
  private readonly follower: NodeFollower;

  constructor(
    private readonly pod: Pod,
    cluster: Cluster,
    namespaces: AffinityNamespaces,
    args: InterPodAffinityArgs,
  ) {
    this.state = countingOf(pod, namespaces, () => new TopologyCounts());
    const { existing, affinity, antiAffinity } = this.state;
    this.recording = {
      ...this.state,
      existing: this.recorder(existing),
      affinity: this.recorder(affinity),
      antiAffinity: this.recorder(antiAffinity),
    };
    this.requires = !requiresNothing(pod.spec);
    this.asks = this.requires || hasPreferredTerms(pod);
    const { affinityTerms, antiAffinityTerms } = this.state;
    this.ownKeys = [...affinityTerms, ...antiAffinityTerms].map(({ topologyKey }) => topologyKey);
    this.filterKeys = this.ownKeys;
    const weights = this.recorder(this.weights);
    this.weighing = ignoresAll(pod, args) ? null : new AffinityWeighing(weights, pod, namespaces, args);
    this.follower = new NodeFollower(cluster, {
      came: (node) => this.count(node),
      changed: (node) => this.count(node),
      podChanged: (node, other, amount) => this.change(node, other, amount),
      left: (row) => this.take(row),
    });
  }

  get skipsFilter(): boolean {
    return !this.requires && this.state.existing.isZero;
  }

  get filterState(): AffinityFilterState | undefined {
    return this.skipsFilter ? undefined : this.state;
  }

  get skipsScore(): boolean {
    return this.weighed === 0;
  }

  get bytes(): number {
    return this.additionCount * additionBytes + this.additions.length * rowBytes;
  }

  repair(): void {
    if (!this.follower.follow()) return;
    const { existing } = this.state;
    if (existing.keyCount > this.existingKeys) {
      this.existingKeys = existing.keyCount;
      this.filterKeys = [...new Set([...this.ownKeys, ...existing.keys])];
    }
    if (this.weights.keyCount > this.scoreKeys.length) this.scoreKeys = [...this.weights.keys];
  }

  looksAtDomains(): boolean {
    return false;
  }

  differsInDomain(): boolean {
    return false;
  }

  isClosed(topologyKey: string, { labels }: NodeInfo): boolean {
    const { affinityTerms, antiAffinityTerms, existing, affinity, antiAffinity } = this.state;
    const value = labels.get(topologyKey);
    const isNeeded = affinityTerms.some((term) => term.topologyKey === topologyKey);
    if (value === undefined) return isNeeded;
    if (isNeeded && affinity.get(topologyKey, value) <= 0 && !isFirstOfGroup(this.state)) return true;
    if (existing.get(topologyKey, value) > 0) return true;
    const isAvoided = antiAffinityTerms.some((term) => term.topologyKey === topologyKey);
    return isAvoided && antiAffinity.get(topologyKey, value) > 0;
  }

  level(): number {
    return isFirstOfGroup(this.state) ? 1 : 0;
  }

  amountOn(topologyKey: string, { labels }: NodeInfo): number {
    const value = labels.get(topologyKey);
    return value === undefined ? 0 : this.weights.get(topologyKey, value);
  }

  scoreState(): AffinityScoreState | undefined {
    return this.skipsScore ? undefined : this.weights;
  }

  /** Adds to sums, and remembers it for the node in `row`. */
  private recorder(sums: TopologyCounts): TopologySink {
    const add = (topologyKey: string, labels: Labels, amount: number) => {
      const value = labels.get(topologyKey);
      if (value !== undefined) this.remember(sums, topologyKey, value, this.sign * amount);
    };
    return { add };
  }

  private count(node: NodeInfo): void {
    this.take(node.row);
    const pods = this.asks ? node.pods : node.podsWithAffinity;
    for (const other of pods) this.change(node, other, 1);
  }

  /** A pod came to the node (1) or left it (−1). */
  private change({ row, labels }: NodeInfo, other: Pod, amount: 1 | -1): void {
    this.row = row;
    this.sign = amount;
    countPod(this.recording, this.pod, other, labels, 1);
    this.weighing?.countPod(other, labels);
  }

  /** Takes back what the node added. */
  private take(row: number): void {
    const before = this.additions[row];
    if (before === undefined) return;
    this.additions[row] = undefined;
    this.additionCount -= before.length;
    for (const { sums, topologyKey, value, amount, times } of before) {
      sums.addAt(topologyKey, value, -amount);
      if (sums === this.weights) this.weighed -= times;
    }
  }

  private remember(sums: TopologyCounts, topologyKey: string, value: string, amount: number): void {
    const { sign } = this;
    sums.addAt(topologyKey, value, amount);
    if (sums === this.weights) this.weighed += sign;
    const additions = this.ofRow();
    const at = additions.findIndex((addition) => addition.sums === sums && addition.topologyKey === topologyKey);
    const known = additions[at];
    if (known === undefined) {
      additions.push({ sums, topologyKey, value, amount, times: 1 });
      this.additionCount++;
      return;
    }
    known.amount += amount;
    known.times += sign;
    if (known.times > 0) return;
    additions.splice(at, 1);
    this.additionCount--;
  }

  private ofRow(): Addition[] {
    let additions = this.additions[this.row];
    if (additions === undefined) {
      additions = [];
      this.additions[this.row] = additions;
    }
    return additions;
  }
}
