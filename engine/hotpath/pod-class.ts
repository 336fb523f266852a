/** Pods that sign alike, and what is kept about every node for them: repaired from the journal when one of them is next to be placed. */
import type { Cluster, NodeInfo, Pod } from '../cluster/index.js';
import { type CycleState, type Framework, runPreScores, SlotSet } from '../framework/index.js';
import { buildFromColumns } from './build-from-columns.js';
import { DomainOverlay, type TalliedPlugins } from './domain-overlay.js';
import { FeasibleIndex, type FeasiblePositions } from './feasible-index.js';
import { FeasibleSectors } from './feasible-sectors.js';
import { GroupScores } from './group-scores.js';
import { KeptScores } from './kept-scores.js';
import { KeptVerdicts } from './kept-verdicts.js';
import type { PlacedFilter, PlacedScore } from './node-local.js';
import { feasibleCode } from './rejections.js';
import type { Sharing } from './sharing.js';
import { UsageRepair } from './usage-repair.js';
import { Window } from './window.js';
import { YieldingVerdicts } from './yielding-verdicts.js';

/** Where more than one node in so many changed, trees are built anew instead of being mended node by node. */
const rebuiltFrom = 8;
/** From so many changed nodes on, judging all by columns costs less than making ready for that does. */
const builtFrom = 64;

/** The plugins whose answers are kept for a class. */
export interface KeptPlugins {
  readonly filters: readonly PlacedFilter[];
  readonly scores: readonly PlacedScore[];
  /** Those whose answers hang on tallies; null where there are none, or they are asked every time. */
  readonly tallied: TalliedPlugins | null;
}

export class PodClass {
  readonly verdicts: KeptVerdicts;
  readonly scores: KeptScores;
  private readonly usage: UsageRepair;
  readonly yielding: YieldingVerdicts;
  /** The nodes as of the last repair, in snapshot order. */
  nodes: readonly NodeInfo[] = [];
  feasible: FeasiblePositions = new FeasibleIndex(0);
  window = new Window(this.feasible);
  best: GroupScores;
  /** Grows with every repair that changed something, and with every search: what was found before is not to be read any more. */
  version = 0;
  /** The journal's newest entry as of the last repair. */
  private readUpTo = 0;
  /** The layout of the table whose columns are read. */
  private layout = -1;
  private rows = new Int32Array(64);
  /** Plugins whose PreScore says Skip for this class. */
  readonly skippedScores: SlotSet;
  /** Those, and all that are asked every time. */
  private readonly allSkipped = new SlotSet();
  /** By which tallies skip, the same and their plugins. */
  private readonly skippedBy = new Map<number, SlotSet>();
  /** What topology domains add to verdicts and groups; null where no plugin at work looks at them. */
  readonly domains: DomainOverlay | null;
  private readonly preScoreFailed: boolean;
  private readonly cluster: Cluster;

  /** The pod stands for its class; its PreFilter plugins have run in this cycle. */
  constructor(
    framework: Framework,
    pod: Pod,
    cycle: CycleState,
    kept: KeptPlugins,
    private readonly sharing: Sharing | null = null,
  ) {
    this.cluster = framework.cluster;
    this.verdicts = new KeptVerdicts(kept.filters, pod, cycle);
    const slots = new Set(kept.scores.map(({ slot }) => slot));
    const preScores = framework.preScores.filter(({ slot }) => slots.has(slot));
    const scratch = framework.cloneCycle(cycle);
    this.preScoreFailed = !runPreScores({ preScores }, scratch, pod, []).isSuccess;
    this.skippedScores = scratch.skippedScores;
    this.allSkipped.addAll(this.skippedScores);
    const tallied = new Set(kept.tallied?.scores.map(({ score }) => score.slot));
    for (const { slot } of framework.preScores) if (!slots.has(slot) && !tallied.has(slot)) this.allSkipped.add(slot);
    this.domains = kept.tallied === null ? null : new DomainOverlay(kept.tallied);
    this.scores = new KeptScores(kept.scores, pod, scratch, this.domains);
    this.best = new GroupScores(this.scores, this.window, this.nodes);
    this.yielding = new YieldingVerdicts(framework.handle);
    this.usage = new UsageRepair(this.verdicts, this.scores);
  }

  /** Whether some plugin failed: the plain way says on which node. */
  get failed(): boolean {
    return this.preScoreFailed || this.verdicts.failed || this.scores.failed;
  }

  get bytes(): number {
    return this.verdicts.bytes + this.scores.bytes + this.feasible.bytes + (this.domains?.bytes ?? 0);
  }

  /** Plugins whose PreScore says Skip in a search in which no plugin is asked. */
  skippedNow(): SlotSet {
    if (this.domains === null) return this.allSkipped;
    const { scores } = this.domains.tallied;
    let key = 0;
    for (let i = 0; i < scores.length; i++) if (scores[i]!.tally.skipsScore) key |= 1 << i;
    let skipped = this.skippedBy.get(key);
    if (skipped === undefined) {
      skipped = new SlotSet();
      skipped.addAll(this.allSkipped);
      for (const { score, tally } of scores) if (tally.skipsScore) skipped.add(score.slot);
      this.skippedBy.set(key, skipped);
    }
    return skipped;
  }

  /** The node's place in `nodes`; −1 where it has none, or is gone. */
  positionOf(nodeName: string): number {
    const node = this.cluster.node(nodeName);
    const position = node === undefined ? -1 : (this.cluster.positions[node.row] ?? -1);
    return this.nodes[position] === node ? position : -1;
  }

  /** At most how many nodes a repair would look at. */
  staleNodes(cluster: Cluster): number {
    return this.nodes === cluster.nodes ? cluster.journal.countAfter(this.readUpTo) : cluster.nodes.length;
  }

  /** Brings everything up to date with the snapshot. */
  repair(cluster: Cluster): void {
    const { journal } = cluster;
    if (journal.newest === this.readUpTo && this.nodes === cluster.nodes) return;
    this.version++;
    if (cluster.table.layout !== this.layout) {
      this.layout = cluster.table.layout;
      this.verdicts.readFrom(cluster.table);
      this.scores.readFrom(cluster.table);
      this.usage.refresh();
    }
    const since = this.readUpTo;
    this.readUpTo = journal.newest;
    if (this.nodes === cluster.nodes) this.repairNodes(cluster, since);
    else this.moveTo(cluster, since);
  }

  /** Treats a feasible node as if it were not, until `show`. */
  hide(position: number): void {
    this.feasible.set(position, false);
    this.scores.enter(position, false, true);
  }

  show(position: number): void {
    this.feasible.set(position, true);
    this.scores.enter(position, true, true);
  }

  private repairNodes(cluster: Cluster, since: number): void {
    const { journal, positions } = cluster;
    const count = this.readChanged(cluster, since);
    const { domains } = this;
    const laidOut = domains === null || domains.follow(this.rows, count, positions);
    const alsoChanged = domains?.changed.length ?? 0;
    if (!laidOut) this.beginAnew();
    const settled = laidOut && (count + alsoChanged) * rebuiltFrom < this.nodes.length;
    const isWorthIt = count >= builtFrom || this.sharing?.pays(count);
    if (!settled && isWorthIt && this.build(cluster)) return;
    for (let i = 0; i < count; i++) {
      const row = this.rows[i]!;
      const position = positions[row] ?? -1;
      if (position < 0) continue;
      const objectChanged = journal.objectChangedAfter(row, since);
      const isRepaired = settled && !objectChanged && domains === null && this.usage.repair(position, row);
      if (!isRepaired) this.judge(position, objectChanged, settled);
    }
    if (!laidOut) for (let position = 0; position < this.nodes.length; position++) this.enter(position, false);
    else if (domains !== null) {
      for (const position of domains.changed) this.enter(position, settled);
      if (this.feasible instanceof FeasibleSectors) this.feasible.openOnly(domains.openSectors());
    }
    if (!settled) this.settle();
  }

  private beginAnew(): void {
    this.scores.forgetIndex(this.nodes.length);
    this.beginIndexes();
  }

  /** Indexes that hold nothing yet, cut by the domains that there are now. */
  private beginIndexes(): void {
    const { domains, nodes } = this;
    domains?.layOut(nodes);
    const sectored = domains?.canClose && !domains.unindexed;
    this.feasible = sectored
      ? new FeasibleSectors(nodes.length, domains.sectorOf, domains.sectors)
      : new FeasibleIndex(nodes.length);
    if (this.feasible instanceof FeasibleSectors) this.feasible.openOnly(domains!.openSectors());
    this.window = new Window(this.feasible);
    this.best = new GroupScores(this.scores, this.window, nodes);
  }

  /** Builds all from columns; false where they do not tell all. */
  private build(cluster: Cluster): boolean {
    if (this.domains !== null) return false;
    const { verdicts, scores } = this;
    const before = this.feasible instanceof FeasibleIndex ? this.feasible : new FeasibleIndex(0);
    const feasible = buildFromColumns(cluster, { verdicts, scores, feasible: before }, this.sharing);
    if (feasible === null) return false;
    this.nodes = cluster.nodes;
    this.feasible = feasible;
    this.window = new Window(this.feasible);
    this.best = new GroupScores(this.scores, this.window, this.nodes);
    return true;
  }

  /** Nodes came or went: those that stayed keep what is known of them, at their new positions. */
  private moveTo(cluster: Cluster, since: number): void {
    if (this.build(cluster)) return;
    const before = this.positionsBefore(cluster);
    const countChanged = this.nodes.length !== cluster.nodes.length;
    this.nodes = cluster.nodes;
    this.verdicts.move(before);
    this.scores.move(before);
    this.beginIndexes();
    this.forgetChanged(cluster, since, before);
    for (let position = 0; position < before.length; position++) {
      const known = before[position]! >= 0;
      if (!known) this.judge(position, true, false);
      else {
        const feasible = this.verdicts.codes[position] === feasibleCode;
        if (feasible && countChanged) this.scores.askAboutCounts(position, this.nodes[position]!);
        this.enter(position, false);
      }
    }
    this.settle();
  }

  /** Where the nodes of the snapshot were before; −1 for new ones. */
  private positionsBefore(cluster: Cluster): Int32Array {
    const before = new Int32Array(cluster.nodes.length).fill(-1);
    for (const [old, node] of this.nodes.entries()) {
      const position = cluster.positions[node.row] ?? -1;
      if (position >= 0 && cluster.nodes[position] === node) before[position] = old;
    }
    return before;
  }

  /** What is known of a node that changed meanwhile is worth nothing. */
  private forgetChanged(cluster: Cluster, since: number, before: Int32Array): void {
    const count = this.readChanged(cluster, since);
    for (let i = 0; i < count; i++) {
      const position = cluster.positions[this.rows[i]!] ?? -1;
      if (position >= 0) before[position] = -1;
    }
  }

  private readChanged({ journal }: Cluster, since: number): number {
    const most = journal.countAfter(since);
    if (this.rows.length < most) this.rows = new Int32Array(2 * most);
    return journal.readAfter(since, this.rows);
  }

  /** Asks about one node what its change makes necessary; its object's change: everything. */
  private judge(position: number, objectChanged: boolean, settled: boolean): void {
    const node = this.nodes[position]!;
    const { verdicts, scores } = this;
    const scored = verdicts.codes[position] === feasibleCode && !objectChanged;
    const feasible = verdicts.judge(position, node, objectChanged);
    if (feasible) scores.ask(position, node, !scored);
    this.enter(position, settled);
  }

  /** Enters the node into the indexes by what is known of it. */
  private enter(position: number, settled: boolean): void {
    const feasible = this.isFeasible(position);
    this.scores.enter(position, feasible, settled);
    if (settled) this.feasible.set(position, feasible);
  }

  /** Whether nothing but perhaps its sector speaks against the node. */
  private isFeasible(position: number): boolean {
    return this.verdicts.codes[position] === feasibleCode && this.domains?.isClosed(position) !== true;
  }

  private settle(): void {
    this.feasible.fill((position) => this.isFeasible(position));
    if (!this.scores.unindexed) this.scores.index.settle();
  }
}
