/** A class's raw scores on every node that it does not reject, and the index that finds the best of them. */
import type { NodeInfo, NodeTable, Pod } from '../cluster/index.js';
import { type ByRow, type CycleState, type DomainTally, maxNodeScore, type ScorePoint } from '../framework/index.js';
import type { DomainOverlay } from './domain-overlay.js';
import { NodeGroups } from './node-groups.js';
import type { PlacedScore } from './node-local.js';
import { RawColumn } from './raw-column.js';
import { noScore, ScoreIndex } from './score-index.js';

/** More groups than this are not indexed: looking at every node of the window costs no more then. */
export const maxGroups = 64;

/** A Score plugin ready to be asked, and what it said. */
export interface Scorer {
  readonly score: PlacedScore;
  readonly point: ScorePoint<unknown, unknown>;
  readonly state: unknown;
  readonly filterState: unknown;
  readonly column: RawColumn;
  /** What its score hangs on besides the node itself: it is asked about one node of each group in every search. */
  readonly tally: DomainTally | null;
  /** Its place among a group's raw scores; −1 where it normalises none, or has a tally. */
  readonly place: number;
  /** Where the table's columns tell the score. */
  readonly byRow: ByRow<number> | null;
  read: ((row: number) => number) | null;
}

export class KeptScores {
  /** In the order of the profile. */
  readonly all: readonly Scorer[];
  /** Those that look at a node alone. */
  readonly scorers: readonly Scorer[];
  /** The same by slot, and null for those that score nothing for this class. */
  readonly bySlot: ReadonlyMap<number, Scorer | null>;
  /** Those that normalise, in the order of the profile. */
  readonly normalizing: readonly Scorer[];
  index = new ScoreIndex(0);
  groups = new NodeGroups();
  /** Set once a plugin failed: such a node may end the search, so nothing here is of use. */
  failed = false;
  /** Set once the index cannot hold what plugins say; the columns still can. */
  unindexed: boolean;
  private readonly plain: readonly Scorer[];
  /** Those that follow what pods do on a node. */
  readonly onUsage: readonly Scorer[];
  /** Those whose raw scores are a group's. */
  private readonly grouping: readonly Scorer[];
  private raw: number[] = [];

  /** The pod stands for its class; its PreFilter and PreScore plugins have run in this cycle. */
  constructor(
    scores: readonly PlacedScore[],
    private readonly pod: Pod,
    cycle: CycleState,
    private readonly domains: DomainOverlay | null,
  ) {
    let places = 0;
    this.bySlot = new Map(
      scores.map((score) => {
        if (cycle.skippedScores.has(score.slot)) return [score.slot, null];
        return [score.slot, scorer(score, pod, cycle, score.plugin.score!.normalize === undefined ? -1 : places++)];
      }),
    );
    this.scorers = [...this.bySlot.values()].filter((entry) => entry !== null);
    const tallied = domains?.tallied.scores.map(({ score, tally }) => talliedScorer(score, tally)) ?? [];
    this.all = [...this.scorers, ...tallied].sort((a, b) => a.score.order - b.score.order);
    this.grouping = this.scorers.filter(({ place }) => place >= 0);
    this.plain = this.scorers.filter(({ point }) => point.normalize === undefined);
    this.normalizing = this.all.filter(({ point }) => point.normalize !== undefined);
    this.onUsage = this.scorers.filter(({ score }) => score.followsUsage);
    const most = this.plain.reduce((sum, { score }) => sum + score.weight * maxNodeScore, 0);
    this.unindexed = most >= 2 ** 31 || this.normalizing.some(({ point }) => point.normalizesAlike !== true);
  }

  get bytes(): number {
    return this.index.bytes + this.scorers.reduce((sum, { column }) => sum + column.bytes, 0);
  }

  /** Reads the table's columns from now on. */
  readFrom(table: NodeTable): void {
    for (const entry of this.scorers) entry.read = entry.byRow?.on(table) ?? null;
  }

  /** Moves raw scores to their new positions and forgets the index; `before` says where they were, −1 for new ones. */
  move(before: Int32Array): void {
    for (const { column } of this.scorers) column.move(before);
    this.forgetIndex(before.length);
  }

  /** Begins an index of so many positions anew. */
  forgetIndex(size: number): void {
    this.index = new ScoreIndex(size);
    this.groups = new NodeGroups();
  }

  /** Whether Filter takes the group's nodes, as far as their domains are its own. */
  isOpen(group: number): boolean {
    return this.domains === null || this.domains.isOpen(this.groups.raw[group]![this.grouping.length]!);
  }

  /** Asks the plugins about a feasible node: all of them, or those that follow what pods do there. */
  ask(position: number, node: NodeInfo, all: boolean): void {
    const asked = all ? this.scorers : this.onUsage;
    for (let i = 0; i < asked.length; i++) this.askOne(asked[i]!, position, node);
  }

  /** Asks those that look at how many nodes there are. */
  askAboutCounts(position: number, node: NodeInfo): void {
    for (const scorer of this.scorers) if (scorer.score.followsCounts) this.askOne(scorer, position, node);
  }

  /** Enters a node's scores into the index, new or in place of older ones. */
  enter(position: number, feasible: boolean, settled: boolean): void {
    if (this.unindexed) return;
    if (this.domains?.unindexed) {
      this.unindexed = true;
      return;
    }
    const { index } = this;
    const before = index.score(position) === noScore ? -1 : index.group(position);
    if (!feasible) {
      if (before < 0) return;
      this.groups.leave(before);
      this.store(position, before, noScore, settled);
      return;
    }
    const group = this.groupAt(position, before);
    if (this.groups.count > maxGroups) this.unindexed = true;
    else this.store(position, group, this.plainScore(position), settled);
  }

  private store(position: number, group: number, score: number, settled: boolean): void {
    while (this.index.groups <= group) this.index.addGroup();
    if (settled) this.index.set(position, group, score);
    else this.index.put(position, group, score);
  }

  private askOne({ point, state, filterState, column, read }: Scorer, position: number, node: NodeInfo): void {
    if (read !== null) {
      column.set(position, read(node.row));
      return;
    }
    const score = point.score(this.pod, node, state, filterState);
    if (typeof score === 'number') column.set(position, score);
    else this.failed = true;
  }

  private groupAt(position: number, before: number): number {
    const { raw, grouping, groups, domains } = this;
    for (let i = 0; i < grouping.length; i++) raw[i] = grouping[i]!.column.get(position);
    domains?.describe(position, raw, grouping.length);
    if (before >= 0) {
      if (groups.has(before, raw)) return before;
      groups.leave(before);
    }
    return groups.join(raw.slice());
  }

  /** Σ score · weight of the plugins that do not normalise. Sums of whole numbers are exact in any order; others are left to the plain way. */
  private plainScore(position: number): number {
    let sum = 0;
    for (let i = 0; i < this.plain.length; i++) {
      const { column, score } = this.plain[i]!;
      const raw = column.get(position);
      if (!(raw >= 0 && raw <= maxNodeScore && Number.isInteger(raw))) this.unindexed = true;
      sum += raw * score.weight;
    }
    return sum;
  }
}

function scorer(score: PlacedScore, pod: Pod, cycle: CycleState, place: number): Scorer {
  const { slot, plugin } = score;
  const point = plugin.score!;
  const [state, filterState] = [cycle.scoreStates[slot], cycle.filterStates[slot]];
  const byRowOf = point.byRow?.(pod, state, filterState) ?? null;
  return { score, point, state, filterState, column: new RawColumn(), tally: null, place, byRow: byRowOf, read: null };
}

function talliedScorer(score: PlacedScore, tally: DomainTally): Scorer {
  const rest = { state: undefined, filterState: undefined, column: new RawColumn(), byRow: null, read: null };
  return { score, point: score.plugin.score!, tally, place: -1, ...rest };
}
