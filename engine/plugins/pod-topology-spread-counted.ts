/** The matching pods of one spread constraint by domain, repaired node by node. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { LabelSelector } from '../objects/index.js';
import { DomainCounts } from './domain-counts.js';
import { LeastCount } from './least-count.js';
import {
  countMatching,
  hasAllKeys,
  isCounted,
  type SpreadConstraint,
  type SpreadConstraints,
} from './pod-topology-spread-constraints.js';
import { type Smallest, SmallestDomains, type Spread } from './pod-topology-spread-filtering.js';

/** Which nodes count: those that the rules include for the pod and that have all these constraints' keys. */
export interface CountingRule {
  readonly pod: Pod;
  readonly rules: SpreadConstraints;
  readonly keys: readonly SpreadConstraint[];
}

/** The row of a node that does not count. */
const uncounted = -1;

export class CountedConstraint implements Spread {
  readonly selfMatch: number;
  readonly counts = new DomainCounts();
  readonly smallest = new KeptSmallest(this.counts);
  /** By row, matching pods; `uncounted`. */
  private matching = new Int32Array(64).fill(uncounted);
  /** By row, the domain in which they count. */
  private readonly values: string[] = [];
  /** How many nodes that count each domain has. */
  private readonly members = new Map<string, number>();

  constructor(
    readonly constraint: SpreadConstraint,
    private readonly rule: CountingRule,
  ) {
    this.selfMatch = constraint.selector.matches(rule.pod.labels) ? 1 : 0;
  }

  get bytes(): number {
    return this.matching.byteLength + 8 * this.values.length;
  }

  /** Counts the node anew. */
  count(node: NodeInfo, objectChanged: boolean): void {
    const { row } = node;
    if (row >= this.matching.length) this.grow(row);
    const before = this.matching[row]!;
    if (objectChanged) {
      this.leave(row);
      if (this.includes(node))
        this.enter(row, node.labels.get(this.constraint.topologyKey) ?? '', this.matchingOn(node));
    } else if (before !== uncounted) this.change(row, this.matchingOn(node) - before);
  }

  /** A pod came to the node in this row (1) or left it (−1). */
  podChanged(row: number, pod: Pod, amount: 1 | -1): void {
    const counts = (this.matching[row] ?? uncounted) !== uncounted;
    if (counts && isCounted(pod, this.constraint.selector, this.rule.pod.namespace)) this.change(row, amount);
  }

  /** The node in this row counts no longer. */
  leave(row: number): void {
    const before = this.matching[row] ?? uncounted;
    if (before === uncounted) return;
    this.change(row, -before);
    this.matching[row] = uncounted;
    const value = this.values[row]!;
    const left = this.members.get(value)! - 1;
    this.members.set(value, left);
    if (left > 0) return;
    this.members.delete(value);
    this.counts.drop(value);
    this.smallest.forget(0);
  }

  private enter(row: number, value: string, matching: number): void {
    this.matching[row] = 0;
    this.values[row] = value;
    this.members.set(value, (this.members.get(value) ?? 0) + 1);
    if (!this.counts.has(value)) {
      this.counts.add(value, 0);
      this.smallest.learn(0);
    }
    this.change(row, matching);
  }

  private change(row: number, amount: number): void {
    if (amount === 0) return;
    this.matching[row]! += amount;
    const after = this.counts.add(this.values[row]!, amount);
    this.smallest.forget(after - amount);
    this.smallest.learn(after);
  }

  private includes(node: NodeInfo): boolean {
    const { pod, rules, keys } = this.rule;
    return hasAllKeys(node.labels, keys) && rules.includes(this.constraint, pod, node);
  }

  private matchingOn(node: NodeInfo): number {
    return countMatching(node.pods, this.constraint.selector, this.rule.pod.namespace);
  }

  private grow(row: number): void {
    let size = this.matching.length;
    while (size <= row) size *= 2;
    const next = new Int32Array(size).fill(uncounted);
    next.set(this.matching);
    this.matching = next;
  }
}

/** The matching pods of every node, by row. */
export class HostMatching {
  private matching = new Int32Array(64);

  constructor(
    private readonly selector: LabelSelector,
    private readonly namespace: string,
  ) {}

  get bytes(): number {
    return this.matching.byteLength;
  }

  count({ row, pods }: NodeInfo): void {
    if (row >= this.matching.length) {
      const next = new Int32Array(2 * row);
      next.set(this.matching);
      this.matching = next;
    }
    this.matching[row] = countMatching(pods, this.selector, this.namespace);
  }

  podChanged(row: number, pod: Pod, amount: 1 | -1): void {
    if (isCounted(pod, this.selector, this.namespace)) this.matching[row]! += amount;
  }

  on({ row }: NodeInfo): number {
    return this.matching[row]!;
  }
}

/** The smallest domain while any domain may change; a copy follows one of them. */
class KeptSmallest implements Smallest {
  private readonly least = new LeastCount();
  /** What copies are made of; null once something changed. */
  private origin: SmallestDomains | null = null;

  constructor(private readonly counts: DomainCounts) {}

  get minimum(): number {
    return this.least.minimum;
  }

  /** A domain has this count now. */
  learn(count: number): void {
    this.least.add(count);
    this.origin = null;
  }

  /** A domain had this count. */
  forget(count: number): void {
    this.least.remove(count);
    this.origin = null;
  }

  update(): void {
    throw new Error('what is kept is only changed as the cluster is');
  }

  copy(): Smallest {
    if (this.origin === null) {
      this.origin = new SmallestDomains();
      for (const [value, count] of this.counts) this.origin.update(value, count);
    }
    return this.origin.copy();
  }
}
