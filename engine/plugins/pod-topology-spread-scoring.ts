/** PodTopologySpread's PreScore, Score and NormalizeScore. Upstream: plugins/podtopologyspread/scoring.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type Status, success } from '../framework/index.js';
import { log } from '../kernel/index.js';
import { DomainCounts } from './domain-counts.js';
import { mulDiv } from './int64.js';
import { maxNodeScore } from './normalize-scores.js';
import {
  countMatching,
  hasAllKeys,
  hostnameLabel,
  type SpreadConstraint,
  type SpreadConstraints,
} from './pod-topology-spread-constraints.js';

/** One soft constraint of the waiting pod, counted over the cluster. */
interface SoftSpread {
  readonly constraint: SpreadConstraint;
  /** Matching pods by domain, for the domains of feasible nodes; empty for hostnames, which are counted when scored. */
  readonly counts: DomainCounts;
  /** ln(domains + 2), so that many small domains weigh as much as few large ones. */
  readonly weight: number;
}

/** What PreScore leaves. */
export interface SpreadScoreState {
  readonly spreads: readonly SoftSpread[];
  /** Feasible nodes that lack a topology key: they score 0. */
  readonly ignored: ReadonlySet<string>;
}

/** Domains of the feasible nodes with the matching pods of all nodes. */
export function spreadScoreState(
  pod: Pod,
  feasible: readonly NodeInfo[],
  nodes: readonly NodeInfo[],
  constraints: readonly SpreadConstraint[],
  rules: SpreadConstraints,
): SpreadScoreState {
  const requiresAllKeys = rules.requiresAllKeys(pod);
  const state = emptyState(feasible, constraints, requiresAllKeys);
  const counted = state.spreads.filter(({ constraint }) => constraint.topologyKey !== hostnameLabel);
  if (counted.length === 0) return state;
  for (const node of nodes) {
    if (!requiresAllKeys || hasAllKeys(node.labels, constraints)) countNode(counted, pod, node, rules);
  }
  return state;
}

function emptyState(
  feasible: readonly NodeInfo[],
  constraints: readonly SpreadConstraint[],
  requiresAllKeys: boolean,
): SpreadScoreState {
  const scored = requiresAllKeys ? feasible.filter((node) => hasAllKeys(node.labels, constraints)) : feasible;
  const ignored = new Set<string>();
  if (scored.length < feasible.length) {
    for (const node of feasible) if (!hasAllKeys(node.labels, constraints)) ignored.add(node.name);
  }
  const spreads = constraints.map((constraint) => {
    const counts =
      constraint.topologyKey === hostnameLabel ? new DomainCounts() : domainsOf(scored, constraint.topologyKey);
    const domains = constraint.topologyKey === hostnameLabel ? scored.length : counts.size;
    return { constraint, counts, weight: log(domains + 2) };
  });
  return { spreads, ignored };
}

/** The same as `spreadScoreState` where pods are counted already; `nodes` stand for all `count` feasible ones. */
export function domainState(
  nodes: readonly NodeInfo[],
  count: number,
  standsFor: (i: number) => number,
  constraints: readonly SpreadConstraint[],
  requiresAllKeys: boolean,
  countsOf: (i: number) => DomainCounts,
): SpreadScoreState {
  const ignored = new Set<string>();
  let scored = count;
  if (requiresAllKeys) {
    for (const [i, node] of nodes.entries()) {
      if (hasAllKeys(node.labels, constraints)) continue;
      ignored.add(node.name);
      scored -= standsFor(i);
    }
  }
  const spreads = constraints.map((constraint, i) => {
    const onHost = constraint.topologyKey === hostnameLabel;
    const domains = onHost ? scored : countDomains(nodes, ignored, constraint.topologyKey);
    return { constraint, counts: countsOf(i), weight: log(domains + 2) };
  });
  return { spreads, ignored };
}

/** How many values of the key the nodes have that are not ignored; nodes without it have "". */
function countDomains(nodes: readonly NodeInfo[], ignored: ReadonlySet<string>, topologyKey: string): number {
  const values = new Set<string>();
  for (const node of nodes) {
    if (ignored.size === 0 || !ignored.has(node.name)) values.add(node.labels.get(topologyKey) ?? '');
  }
  return values.size;
}

/** The nodes' values of the key, each with no pods yet; nodes without it are a domain, "", as upstream. */
function domainsOf(nodes: readonly NodeInfo[], topologyKey: string): DomainCounts {
  const counts = new DomainCounts();
  for (const node of nodes) counts.add(node.labels.get(topologyKey) ?? '', 0);
  return counts;
}

function countNode(spreads: readonly SoftSpread[], pod: Pod, node: NodeInfo, rules: SpreadConstraints): void {
  for (const { constraint, counts } of spreads) {
    const value = node.labels.get(constraint.topologyKey) ?? '';
    if (!counts.has(value) || !rules.includes(constraint, pod, node)) continue;
    const matching = countMatching(node.pods, constraint.selector, pod.namespace);
    if (matching > 0) counts.add(value, matching);
  }
}

/** Σ over constraints of matching pods in the node's domain · weight + maxSkew − 1, rounded; fewer is better. */
export function scoreSpread(pod: Pod, node: NodeInfo, { spreads, ignored }: SpreadScoreState): number {
  if (ignored.has(node.name)) return 0;
  let score = 0;
  for (const { constraint, counts, weight } of spreads) {
    const value = node.labels.get(constraint.topologyKey);
    if (value === undefined) continue;
    const onHost = constraint.topologyKey === hostnameLabel;
    const count = onHost ? countMatching(node.pods, constraint.selector, pod.namespace) : counts.get(value);
    score += count * weight + (constraint.maxSkew - 1);
  }
  return roundHalfUp(score);
}

/** 100·(max + min − score)/max; 100 where all are 0; ignored nodes get 0 and count for neither extreme. */
export function normalizeSpread(
  scores: Float64Array,
  nodes: readonly NodeInfo[],
  { ignored }: SpreadScoreState,
): Status {
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < scores.length; i++) {
    if (ignored.size > 0 && ignored.has(nodes[i]!.name)) continue;
    if (scores[i]! < min) min = scores[i]!;
    if (scores[i]! > max) max = scores[i]!;
  }
  for (let i = 0; i < scores.length; i++) {
    if (ignored.size > 0 && ignored.has(nodes[i]!.name)) scores[i] = 0;
    else scores[i] = max === 0 ? maxNodeScore : mulDiv(maxNodeScore, max + min - scores[i]!, max);
  }
  return success;
}

/** Go's math.Round for what is not negative; x + 0.5 would round 0.49999999999999994 up. */
function roundHalfUp(x: number): number {
  const whole = Math.trunc(x);
  return x - whole >= 0.5 ? whole + 1 : whole;
}
