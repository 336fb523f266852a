/** Our own measurements of upstream's scheduler_perf, v1.36.3; README.md beside this file says how they were made. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MeasuredThroughput } from '../../reports/index.js';

/** By "TESTCASE/WORKLOAD". */
export function measuredThroughputs(): ReadonlyMap<string, MeasuredThroughput> {
  const [header = '', ...lines] = readFileSync(tableFile(), 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  return new Map(
    lines.map((line) => {
      const cells = new Map(line.split('\t').map((cell, i) => [names[i] ?? '', cell]));
      return [`${cells.get('testcase')}/${cells.get('workload')}`, measuredOf(cells)];
    }),
  );
}

function measuredOf(cells: ReadonlyMap<string, string>): MeasuredThroughput {
  const number = (name: string) => Number(cells.get(name));
  const whole = cells.get('whole_phase') ?? '';
  return {
    average: number('average'),
    p50: number('p50'),
    p90: number('p90'),
    p95: number('p95'),
    p99: number('p99'),
    runs: number('runs'),
    samples: number('samples'),
    wholePhase: whole === '' ? null : Number(whole),
    averageMin: number('average_min'),
    averageMax: number('average_max'),
  };
}

/** The table beside the sources: the compiler leaves it where it is. */
function tableFile(): string {
  const path = join('bench', 'scheduler-perf', 'measured.tsv');
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
    if (folder === dirname(folder)) throw new Error(`${path} is missing`);
  }
}
