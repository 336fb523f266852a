/** Runs of several seeds as a CSV table, one line a seed. */
import type { Cell, CsvTable } from '../csv/index.js';
import type { SeedRow } from './seed-row.js';

export function seedsTable(rows: readonly SeedRow[]): CsvTable {
  return {
    name: 'seeds',
    columns: cells.map(([column]) => column),
    rows: rows.map((row) => cells.map(([, of]) => of(row))),
  };
}

const cells: readonly (readonly [column: string, cell: (row: SeedRow) => Cell])[] = [
  ['seed', (r) => r.seed],
  ['digest', (r) => r.digest],
  ['input_hash', (r) => r.inputHash],
  ['ended_us', (r) => r.endedUs],
  ['end_reason', (r) => r.endReason],
  ['pods_created', (r) => r.podsCreated],
  ['pods_bound', (r) => r.podsBound],
  ['pods_unplaced', (r) => r.podsUnplaced],
  ['throughput_average_pods_per_s', (r) => r.throughputAverage],
  ['created_to_bound_p50_us', (r) => latency(r.schedulingUsP50)],
  ['created_to_bound_p99_us', (r) => latency(r.schedulingUsP99)],
  ['refused', (r) => r.refused],
];

function latency(us: number): Cell {
  return us < 0 ? '' : us;
}
