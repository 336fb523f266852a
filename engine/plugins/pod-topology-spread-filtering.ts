/** PodTopologySpread's PreFilter and Filter: pods by domain, and the smallest domain. Upstream: plugins/podtopologyspread/filtering.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type PreFilterPoint, type Status, skip, success, unresolvable, unschedulable } from '../framework/index.js';
import { DomainCounts } from './domain-counts.js';
import {
  countMatching,
  hasAllKeys,
  type SpreadConstraint,
  type SpreadConstraints,
} from './pod-topology-spread-constraints.js';

const mismatchReason = "node(s) didn't match pod topology spread constraints";
const mismatch = unschedulable(mismatchReason);
const missingLabel = unresolvable(`${mismatchReason} (missing required label)`);

/** Go's math.MaxInt32: the minimum where there is no domain at all. */
export const noMinimum = 2 ** 31 - 1;

/** One hard constraint of the waiting pod and how things stand. */
export interface Spread {
  readonly constraint: SpreadConstraint;
  /** 1 if the pod matches its own selector, else 0. */
  readonly selfMatch: number;
  /** Matching pods by domain; every domain of an eligible node is there. */
  readonly counts: DomainCounts;
  readonly smallest: Smallest;
}

/** The count of the smallest domain. */
export interface Smallest {
  readonly minimum: number;
  /** A domain's count changed. */
  update(value: string, count: number): void;
  /** An independent copy. */
  copy(): Smallest;
}

/** What PreFilter leaves: one entry a constraint. */
export type SpreadFilterState = readonly Spread[];

/**
 * The smallest domain and one that is next. Two are enough to follow the minimum while one domain changes, which is all that
 * nominated pods and preemption on one node do.
 */
export class SmallestDomains implements Smallest {
  private firstValue = '';
  private secondValue = '';
  private second = noMinimum;
  minimum = noMinimum;

  update(value: string, count: number): void {
    if (value === this.firstValue) this.minimum = count;
    else if (value === this.secondValue) this.second = count;
    else if (count < this.minimum) this.putFirst(value, count);
    else if (count < this.second) this.putSecond(value, count);
    if (this.minimum > this.second) this.putFirst(this.secondValue, this.second);
  }

  copy(): SmallestDomains {
    return Object.assign(new SmallestDomains(), this);
  }

  private putFirst(value: string, count: number): void {
    this.putSecond(this.firstValue, this.minimum);
    this.firstValue = value;
    this.minimum = count;
  }

  private putSecond(value: string, count: number): void {
    this.secondValue = value;
    this.second = count;
  }
}

/** The plugin's PreFilter. */
export function spreadPreFilter(rules: SpreadConstraints): PreFilterPoint<SpreadFilterState> {
  return {
    check(pod, { cluster }) {
      const { hard } = rules.of(pod);
      if (hard.length === 0) return { status: skip };
      return { status: success, state: countedState(pod, cluster.nodes, hard, rules) };
    },
    skipsFilter: (pod) => rules.of(pod).hard.length === 0,
    clone: copyState,
    addPod: (state, pod, added, node) => changeState(state, pod, added, node, 1, rules),
    removePod: (state, pod, removed, node) => changeState(state, pod, removed, node, -1, rules),
  };
}

/** Counts, for each constraint, the matching pods in every domain of the nodes that have all topology keys and are included. */
function countedState(
  pod: Pod,
  nodes: readonly NodeInfo[],
  constraints: readonly SpreadConstraint[],
  rules: SpreadConstraints,
): SpreadFilterState {
  const state = constraints.map((constraint) => ({
    constraint,
    selfMatch: constraint.selector.matches(pod.labels) ? 1 : 0,
    counts: new DomainCounts(),
    smallest: new SmallestDomains(),
  }));
  for (const node of nodes) if (hasAllKeys(node.labels, constraints)) countNode(state, pod, node, rules);
  for (const { counts, smallest } of state) for (const [value, count] of counts) smallest.update(value, count);
  return state;
}

/** Constraints that share a selector share its count. */
function countNode(state: SpreadFilterState, pod: Pod, node: NodeInfo, rules: SpreadConstraints): void {
  let selector = null;
  let matching = 0;
  for (const { constraint, counts } of state) {
    if (!rules.includes(constraint, pod, node)) continue;
    if (constraint.selector !== selector) {
      selector = constraint.selector;
      matching = countMatching(node.pods, selector, pod.namespace);
    }
    counts.add(node.labels.get(constraint.topologyKey)!, matching);
  }
}

/** A copy that may change apart from the original. */
function copyState(state: SpreadFilterState): SpreadFilterState {
  return state.map((spread) => ({ ...spread, counts: spread.counts.copy(), smallest: spread.smallest.copy() }));
}

/** As if `changed` came to the node (amount 1) or left it (−1); pods being deleted count here, as upstream. */
function changeState(
  state: SpreadFilterState,
  pod: Pod,
  changed: Pod,
  node: NodeInfo,
  amount: 1 | -1,
  rules: SpreadConstraints,
): Status {
  if (changed.namespace !== pod.namespace || node.spec === null) return success;
  if (!state.every(({ constraint }) => node.labels.has(constraint.topologyKey))) return success;
  for (const { constraint, counts, smallest } of state) {
    if (!constraint.selector.matches(changed.labels) || !rules.includes(constraint, pod, node)) continue;
    const value = node.labels.get(constraint.topologyKey)!;
    smallest.update(value, counts.add(value, amount));
  }
  return success;
}

/** matching pods in the domain + 1 if the pod itself matches − smallest domain ≤ maxSkew; fewer than minDomains domains make the smallest 0. */
export function filterSpread(node: NodeInfo, state: SpreadFilterState): Status {
  for (const spread of state) {
    if (!node.labels.has(spread.constraint.topologyKey)) return missingLabel;
    if (isRejected(node, spread)) return mismatch;
  }
  return success;
}

/** Whether the constraint rejects the node; one without the key it does. */
export function isRejected(node: NodeInfo, spread: Spread): boolean {
  const { constraint, selfMatch, counts } = spread;
  const value = node.labels.get(constraint.topologyKey);
  return value === undefined || counts.get(value) + selfMatch - minimumOf(spread) > constraint.maxSkew;
}

/** What the constraint takes for the smallest domain. */
export function minimumOf({ constraint, counts, smallest }: Spread): number {
  return counts.size < constraint.minDomains ? 0 : smallest.minimum;
}
