/** Scores a window group by group: normalised scores are one number a group, and the rest is the best that the index finds. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type DomainTally, maxNodeScore } from '../framework/index.js';
import { Ties } from './first-best.js';
import { type KeptScores, maxGroups, type Scorer } from './kept-scores.js';
import { noScore } from './score-index.js';
import type { Window } from './window.js';

export class GroupScores {
  /** The best total, once `evaluate` found it. */
  total = 0;
  /** Groups with feasible nodes in the window; as many as counted. */
  private present = new Uint16Array(maxGroups);
  private count = 0;
  /** Those for which the constants hold. */
  private normalized = new Uint16Array(maxGroups);
  private normalizedCount = -1;
  /** Which groups there were when the constants were computed. */
  private groupsVersion = -1;
  /** By group, its best score of plugins that do not normalise. */
  private readonly best = new Int32Array(maxGroups);
  /** By group, the sum of its weighted normalised scores. */
  private readonly constant = new Float64Array(maxGroups);
  /** By group, the weighted normalised score of each plugin that normalises. */
  private readonly weighted: number[][] = [];
  private readonly ties: Ties;

  constructor(
    private readonly scores: KeptScores,
    private readonly window: Window,
    private readonly nodes: readonly NodeInfo[],
  ) {
    this.ties = new Ties(scores.index, window);
  }

  /** Finds the position that wins; −1 where a score is not what it has to be, which the plain way tells better. */
  evaluate(pod: Pod): number {
    this.look();
    if (!this.isAsBefore() && !this.normalize(pod)) return -1;
    const { present, best, constant, ties, count } = this;
    let total = noScore;
    for (let i = 0; i < count; i++) {
      const group = present[i]!;
      const sum = best[group]! + constant[group]!;
      if (sum > total) total = sum;
    }
    ties.clear();
    for (let i = 0; i < count; i++) {
      const group = present[i]!;
      if (best[group]! + constant[group]! === total) ties.add(group, best[group]!);
    }
    this.total = total;
    return ties.first();
  }

  /** Each plugin's weighted score of the node just found. */
  parts(position: number): ReadonlyMap<string, number> {
    const weighted = this.weighted[this.scores.index.group(position)]!;
    const parts = new Map<string, number>();
    let next = 0;
    for (const { point, score, column, tally } of this.scores.all) {
      if (tally?.skipsScore) continue;
      const part = point.normalize === undefined ? column.get(position) * score.weight : weighted[next++]!;
      parts.set(score.name, part + 0);
    }
    return parts;
  }

  private look(): void {
    const { groups } = this.scores;
    let count = 0;
    for (let group = 0; group < groups.count; group++) {
      if (groups.isEmpty(group) || !this.scores.isOpen(group)) continue;
      const best = this.bestOf(group);
      if (best === noScore) continue;
      this.best[group] = best;
      this.present[count++] = group;
    }
    this.count = count;
  }

  private bestOf(group: number): number {
    const { start, stop, around } = this.window;
    const { index } = this.scores;
    if (stop > start) return index.best(group, start, stop);
    return Math.max(index.best(group, start, around), index.best(group, 0, stop));
  }

  private isAsBefore(): boolean {
    const { present, normalized, count } = this;
    if (this.scores.all.length > this.scores.scorers.length) return false;
    if (this.groupsVersion !== this.scores.groups.version || count !== this.normalizedCount) return false;
    for (let i = 0; i < count; i++) if (present[i] !== normalized[i]) return false;
    return true;
  }

  /** Normalises one node of each group; false where a score leaves its range or is no whole number. */
  private normalize(pod: Pod): boolean {
    const { constant, weighted } = this;
    const { groups, normalizing } = this.scores;
    const present = [...this.present.subarray(0, this.count)];
    this.groupsVersion = -1;
    for (const group of present) {
      constant[group] = 0;
      weighted[group] = [];
    }
    const nodes = normalizing.length === 0 ? [] : present.map((group) => this.memberOf(group));
    for (const scorer of normalizing) {
      const { point, score, tally } = scorer;
      if (tally?.skipsScore) continue;
      const state = tally === null ? scorer.state : this.stateOf(tally, nodes);
      const normalized = tally === null ? this.rawOf(scorer) : askNodes(scorer, pod, nodes, state);
      if (normalized === null || !point.normalize!(normalized, pod, nodes, state).isSuccess) return false;
      for (const [k, group] of present.entries()) {
        const value = normalized[k]!;
        if (!(value >= 0 && value <= maxNodeScore && Number.isInteger(value))) return false;
        constant[group]! += value * score.weight;
        weighted[group]!.push(value * score.weight);
      }
    }
    this.groupsVersion = groups.version;
    this.normalized.set(present);
    this.normalizedCount = present.length;
    return true;
  }

  /** What PreScore would leave, told by one node of each group. */
  private stateOf(tally: DomainTally, nodes: readonly NodeInfo[]): unknown {
    return tally.scoreState(nodes, this.window.size, (i) => this.countOf(this.present[i]!));
  }

  /** How many nodes of the window are in the group. */
  private countOf(group: number): number {
    const { start, stop, around } = this.window;
    const { index } = this.scores;
    if (stop > start) return index.count(group, start, stop);
    return index.count(group, start, around) + index.count(group, 0, stop);
  }

  private rawOf({ place }: Scorer): Float64Array {
    const { raw } = this.scores.groups;
    return Float64Array.from(this.present.subarray(0, this.count), (group) => raw[group]![place]!);
  }

  private memberOf(group: number): NodeInfo {
    const { start, stop, around } = this.window;
    const { index } = this.scores;
    const best = this.best[group]!;
    let position = index.firstFrom(group, best, start, stop > start ? stop : around);
    if (position < 0) position = index.firstFrom(group, best, 0, stop);
    return this.nodes[position]!;
  }
}

/** The raw scores of these nodes; null where the plugin fails. */
function askNodes(
  { point, filterState }: Scorer,
  pod: Pod,
  nodes: readonly NodeInfo[],
  state: unknown,
): Float64Array | null {
  const raw = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const score = point.score(pod, nodes[i]!, state, filterState);
    if (typeof score !== 'number') return null;
    raw[i] = score;
  }
  return raw;
}
