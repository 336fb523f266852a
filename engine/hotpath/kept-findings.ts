/** What a search in trees found. One object answers as findings, as the best node and as its scores; what is seldom read is made when it is. */
import type { NodeInfo } from '../cluster/index.js';
import { Ranking, type RejectedByNode, Status } from '../framework/index.js';
import type { Best, Findings, Search, WinnerScores } from './executor.js';
import type { PodClass } from './pod-class.js';
import { type OwnVerdicts, RejectedNodes } from './rejected-nodes.js';
import { scoreNodes } from './scan-search.js';

/** The position of no node. */
export const nowhere = -1;

export class KeptFindings implements Findings, Best, WinnerScores {
  readonly feasibleCount: number;
  readonly visitedCount: number;
  readonly rejectedCount: number;
  readonly error = null;
  readonly total: number;
  private readonly start: number;
  private readonly version: number;

  /** The class's window is open on this search; `position` is the winner's, or `nowhere`. */
  constructor(
    private readonly search: Search,
    private readonly kept: PodClass,
    private readonly own: OwnVerdicts,
    private readonly position: number,
  ) {
    const { window, feasible } = kept;
    const stopped = feasible.count > search.limit ? 1 : 0;
    this.feasibleCount = window.size;
    this.visitedCount = window.visited;
    this.rejectedCount = window.visited - window.size - stopped;
    this.start = window.start;
    this.total = kept.best.total;
    this.version = kept.version;
  }

  get rejected(): RejectedByNode {
    return new RejectedNodes(this.kept, this.start, this.visitedCount, this.own, this.rejectedCount, this.search);
  }

  get best(): Best | null {
    return this.position === nowhere ? null : this;
  }

  get node(): NodeInfo {
    return this.kept.nodes[this.position]!;
  }

  get scored(): WinnerScores | null {
    return this.feasibleCount > 1 ? this : null;
  }

  get byPlugin(): ReadonlyMap<string, number> {
    this.mustBeFresh();
    return this.kept.best.parts(this.position);
  }

  get runnersUp(): Ranking | null {
    if (this.feasibleCount <= 1) return null;
    return Ranking.besidesBest(this.feasibleCount, () => this.rank());
  }

  /** The plain way's scores of the nodes in the window. */
  private rank() {
    this.mustBeFresh();
    const positions = this.window();
    const nodes = positions.map((position) => this.kept.nodes[position]!);
    const { scoreStates } = this.search.cycle;
    for (const { score, tally } of this.kept.domains?.tallied.scores ?? [])
      scoreStates[score.slot] = tally.scoreState(nodes, nodes.length, () => 1);
    const scores = scoreNodes(this.search, this.kept, positions, nodes);
    if (scores instanceof Status) throw new Error(scores.message);
    return { names: nodes.map((node) => node.name), scores };
  }

  /** The feasible positions that were taken into account, in order. */
  private window(): number[] {
    const { nodes, feasible } = this.kept;
    const positions: number[] = [];
    for (let i = 0; positions.length < this.feasibleCount; i++) {
      const position = (this.start + i) % nodes.length;
      if (feasible.has(position) && this.own?.get(position)?.isSuccess !== false) positions.push(position);
    }
    return positions;
  }

  private mustBeFresh(): void {
    if (this.kept.version !== this.version) throw new Error('findings are read after another search');
  }
}
