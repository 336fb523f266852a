/** PodTopologySpread's counts, kept: how many matching pods each node has is remembered, follows the pods that come and go, and is counted anew where the node changed. */
import { type Cluster, NodeFollower, type NodeInfo, type Pod } from '../cluster/index.js';
import { canonical, type DomainPoint, type DomainTally } from '../framework/index.js';
import { nodeAffinitySignature } from './node-affinity-signature.js';
import { hostnameLabel, type SpreadConstraint, type SpreadConstraints } from './pod-topology-spread-constraints.js';
import { CountedConstraint, type CountingRule, HostMatching } from './pod-topology-spread-counted.js';
import { isRejected, minimumOf, type SpreadFilterState } from './pod-topology-spread-filtering.js';
import { domainState, type SpreadScoreState } from './pod-topology-spread-scoring.js';

/** The plugin's domains. */
export function spreadDomains(
  rules: SpreadConstraints,
  cluster: Cluster,
): DomainPoint<SpreadFilterState | undefined, SpreadScoreState | undefined> {
  return {
    signs: (pod) => signature(pod, rules),
    tallyFor: (pod) => new SpreadTally(pod, cluster, rules),
  };
}

/** The constraints, which of them the pod itself matches, and what decides which nodes count. */
function signature(pod: Pod, rules: SpreadConstraints): string {
  const { hard, soft } = rules.of(pod);
  const constraint = (c: SpreadConstraint) => [{ ...c, selector: c.selector.text }, c.selector.matches(pod.labels)];
  const { tolerations } = pod.spec.raw;
  const counting = [nodeAffinitySignature(pod), tolerations ?? null, rules.requiresAllKeys(pod)];
  return canonical([pod.namespace, hard.map(constraint), soft.map(constraint), counting]);
}

class SpreadTally implements DomainTally<SpreadFilterState | undefined, SpreadScoreState | undefined> {
  readonly filterState: SpreadFilterState | undefined;
  readonly skipsScore: boolean;
  private readonly hard: readonly CountedConstraint[];
  private readonly soft: readonly CountedConstraint[];
  private readonly softConstraints: readonly SpreadConstraint[];
  private readonly all: readonly CountedConstraint[];
  readonly filterKeys: readonly string[];
  readonly scoreKeys: readonly string[];
  /** Pods by node for the soft constraint on hostnames, which upstream counts node by node; null where there is none. */
  private readonly onHost: HostMatching | null;
  private readonly requiresAllKeys: boolean;
  private readonly follower: NodeFollower;

  constructor(pod: Pod, cluster: Cluster, rules: SpreadConstraints) {
    const { hard, soft } = rules.of(pod);
    this.requiresAllKeys = rules.requiresAllKeys(pod);
    this.softConstraints = soft;
    const counted = (constraint: SpreadConstraint, keys: readonly SpreadConstraint[]) => {
      const rule: CountingRule = { pod, rules, keys };
      return new CountedConstraint(constraint, rule);
    };
    this.hard = hard.map((constraint) => counted(constraint, hard));
    this.soft = soft.map((constraint) => counted(constraint, this.requiresAllKeys ? soft : []));
    this.all = [...this.hard, ...this.soft.filter(({ constraint }) => constraint.topologyKey !== hostnameLabel)];
    this.filterKeys = hard.map(({ topologyKey }) => topologyKey);
    this.scoreKeys = soft.map(({ topologyKey }) => topologyKey);
    const host = soft.find(({ topologyKey }) => topologyKey === hostnameLabel);
    this.onHost = host === undefined ? null : new HostMatching(host.selector, pod.namespace);
    this.filterState = hard.length === 0 ? undefined : this.hard;
    this.skipsScore = soft.length === 0;
    this.follower = new NodeFollower(cluster, {
      came: (node) => this.count(node, true),
      changed: (node, objectChanged) => this.count(node, objectChanged),
      podChanged: ({ row }, pod, amount) => this.podChanged(row, pod, amount),
      left: (row) => this.leave(row),
    });
  }

  get skipsFilter(): boolean {
    return this.hard.length === 0;
  }

  get bytes(): number {
    return this.all.reduce((sum, counted) => sum + counted.bytes, this.onHost?.bytes ?? 0);
  }

  repair(): void {
    this.follower.follow();
  }

  scoreState(
    nodes: readonly NodeInfo[],
    count: number,
    standsFor: (i: number) => number,
  ): SpreadScoreState | undefined {
    const counts = (i: number) => this.soft[i]!.counts;
    return domainState(nodes, count, standsFor, this.softConstraints, this.requiresAllKeys, counts);
  }

  looksAtDomains(topologyKey: string): boolean {
    return topologyKey !== hostnameLabel;
  }

  differsInDomain(topologyKey: string): boolean {
    return topologyKey === hostnameLabel;
  }

  isClosed(topologyKey: string, node: NodeInfo): boolean {
    for (const counted of this.hard)
      if (counted.constraint.topologyKey === topologyKey && isRejected(node, counted)) return true;
    return false;
  }

  level(topologyKey: string): number | string {
    const levels = this.hard.filter(({ constraint }) => constraint.topologyKey === topologyKey).map(minimumOf);
    return levels.length === 1 ? levels[0]! : levels.join();
  }

  amountOn(topologyKey: string, node: NodeInfo): number {
    if (topologyKey === hostnameLabel) return this.onHost!.on(node);
    const value = node.labels.get(topologyKey);
    const counted = this.soft.find(({ constraint }) => constraint.topologyKey === topologyKey)!;
    return value === undefined ? 0 : counted.counts.get(value);
  }

  private count(node: NodeInfo, objectChanged: boolean): void {
    this.onHost?.count(node);
    for (const counted of this.all) counted.count(node, objectChanged);
  }

  private podChanged(row: number, pod: Pod, amount: 1 | -1): void {
    this.onHost?.podChanged(row, pod, amount);
    for (const counted of this.all) counted.podChanged(row, pod, amount);
  }

  private leave(row: number): void {
    for (const counted of this.all) counted.leave(row);
  }
}
