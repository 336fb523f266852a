/** Our own measurements of upstream's scheduler_perf, v1.36.3; README.md beside this file says how they were made. */
import type { MeasuredThroughput } from '../../reports/index.js';
import { readTable, type TsvRow } from './tsv.js';

/** By "TESTCASE/WORKLOAD". */
export function measuredThroughputs(): ReadonlyMap<string, MeasuredThroughput> {
  return new Map(readTable('measured.tsv').map((row) => [`${row['testcase']}/${row['workload']}`, measuredOf(row)]));
}

function measuredOf(row: TsvRow): MeasuredThroughput {
  const number = (name: string) => Number(row[name]);
  const whole = row['whole_phase'] ?? '';
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
