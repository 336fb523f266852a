/** What pods that came to a feasible node or left it mean for a class, where the table's columns tell all of it: a few reads and one score. The plain statement is `PodClass.judge`. */
import { maxNodeScore } from '../framework/index.js';
import type { KeptScores } from './kept-scores.js';
import type { KeptVerdicts } from './kept-verdicts.js';
import type { RawColumn } from './raw-column.js';
import { feasibleCode } from './rejections.js';

type ByRow = (row: number) => number;

export class UsageRepair {
  private kinds: readonly ByRow[] = [];
  private reads: readonly ByRow[] = [];
  private columns: readonly RawColumn[] = [];
  private weights: readonly number[] = [];
  private raws = new Float64Array(0);
  /** Whether every plugin that follows usage is read off columns, and none of their scores is normalised. */
  private tellsAll = false;

  constructor(
    private readonly verdicts: KeptVerdicts,
    private readonly scores: KeptScores,
  ) {}

  /** Takes the functions that read the columns as they are now. */
  refresh(): void {
    const { onUsage: filters } = this.verdicts;
    const { onUsage: scorers } = this.scores;
    this.kinds = filters.flatMap(({ kindOf }) => kindOf ?? []);
    this.reads = scorers.flatMap(({ read }) => read ?? []);
    this.columns = scorers.map(({ column }) => column);
    this.weights = scorers.map(({ score }) => score.weight);
    this.raws = new Float64Array(scorers.length);
    const arePlain = scorers.every(({ point }) => point.normalize === undefined);
    this.tellsAll = arePlain && this.kinds.length === filters.length && this.reads.length === scorers.length;
  }

  /** Brings the node's score up to date; false where it takes more than that, and nothing is changed then. */
  repair(position: number, row: number): boolean {
    const { verdicts, scores, reads, raws } = this;
    if (!this.tellsAll || scores.unindexed) return false;
    if (verdicts.codes[position] !== feasibleCode || verdicts.objectCodes[position] !== feasibleCode) return false;
    for (let i = 0; i < this.kinds.length; i++) if (this.kinds[i]!(row) !== 0) return false;
    let change = 0;
    for (let i = 0; i < reads.length; i++) {
      const raw = reads[i]!(row);
      if (!(raw >= 0 && raw <= maxNodeScore && Math.trunc(raw) === raw)) return false;
      raws[i] = raw;
      change += (raw - this.columns[i]!.get(position)) * this.weights[i]!;
    }
    if (change === 0 && !this.differs(position)) return true;
    for (let i = 0; i < reads.length; i++) this.columns[i]!.set(position, raws[i]!);
    const { index } = scores;
    index.set(position, index.group(position), index.score(position) + change);
    return true;
  }

  /** Whether raw scores changed so that the sum did not. */
  private differs(position: number): boolean {
    for (let i = 0; i < this.raws.length; i++) if (this.columns[i]!.get(position) !== this.raws[i]) return true;
    return false;
  }
}
