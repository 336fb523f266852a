/** What a plugin counts by topology domain, kept up to date instead of being counted anew in each cycle. */
import type { NodeInfo, Pod } from '../cluster/index.js';

/** A plugin's PreFilter and PreScore for pods that sign alike: the same answers, repaired where nodes or the pods on them changed. */
export interface DomainTally<F = unknown, S = unknown> {
  /** Brings it up to date with the snapshot. */
  repair(): void;
  /** Whether PreFilter says Skip now; it says Success otherwise. */
  readonly skipsFilter: boolean;
  /** What PreFilter leaves. It follows the cluster, so it is good for the cycle that it was asked in; a clone may be changed. */
  readonly filterState: F;
  /** Whether PreScore says Skip now. */
  readonly skipsScore: boolean;
  /**
   * What PreScore leaves where these nodes stand for all `count` feasible ones: for each there is one that has the same domains, and
   * nodes[i] stands for standsFor(i) of them.
   */
  scoreState(nodes: readonly NodeInfo[], count: number, standsFor: (i: number) => number): S;
  /** Keys of the domains that can close, and of those that raw scores hang on; another array once there are more. */
  readonly filterKeys: readonly string[];
  readonly scoreKeys: readonly string[];
  /** Whether `scoreState` looks at the domains of this key, not only at whether nodes have one. */
  looksAtDomains(topologyKey: string): boolean;
  /** Whether nodes of one domain may add different amounts. */
  differsInDomain(topologyKey: string): boolean;
  /** Whether Filter rejects every node of the node's domain; where none of a node's domains is closed, it passes. Nodes without the key are a domain, too. */
  isClosed(topologyKey: string, node: NodeInfo): boolean;
  /** What is the same now as it was then: since then, domains closed or opened only by what their own nodes and pods did. */
  level(topologyKey: string): number | string;
  /** What the key adds to the node's raw score: nodes with the same keys and, key by key, the same amounts score the same. */
  amountOn(topologyKey: string, node: NodeInfo): number;
  /** What it holds, bytes. */
  readonly bytes: number;
}

/** Of a plugin whose answers hang on counts by domain: pods that sign alike have a tally together. It neither rejects in PreFilter nor fails in PreScore. */
export interface DomainPoint<F = unknown, S = unknown> {
  /** All that the tally reads of a pod and of objects other than nodes and pods. */
  signs(pod: Pod): string;
  tallyFor(pod: Pod): DomainTally<F, S>;
}
