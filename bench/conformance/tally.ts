/** Counts by kind of case, and the table of them. */

/** Counts of one kind, or of all. */
export interface Tally {
  cases: number;
  decisions: number;
  differences: number;
}

/** Invariant: every case is counted once, under the first part of its name. */
export class Tallies {
  private readonly byKind = new Map<string, Tally>();

  add(caseName: string, decisions: number, differences: number): void {
    const kind = caseName.split('/', 1)[0]!;
    const tally = this.byKind.get(kind) ?? { cases: 0, decisions: 0, differences: 0 };
    tally.cases++;
    tally.decisions += decisions;
    tally.differences += differences;
    this.byKind.set(kind, tally);
  }

  get total(): Tally {
    const total = { cases: 0, decisions: 0, differences: 0 };
    for (const { cases, decisions, differences } of this.byKind.values()) {
      total.cases += cases;
      total.decisions += decisions;
      total.differences += differences;
    }
    return total;
  }

  /** One line a kind and one for all; numbers stand to the right. */
  table(): string {
    const rows = [...this.byKind].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, tally]) => row(kind, tally));
    const lines = [['kind', 'cases', 'decisions', 'differences'], ...rows, row('all', this.total)];
    const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
    return lines.map((line) => `${line.map((cell, i) => padded(cell, widths[i]!, i)).join('  ')}\n`).join('');
  }
}

function row(kind: string, { cases, decisions, differences }: Tally): string[] {
  return [kind, String(cases), String(decisions), String(differences)];
}

function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
