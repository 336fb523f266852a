import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { csvText } from '../csv/index.js';
import { styles } from '../terminal/index.js';
import { smallResult } from '../testing.js';
import { seedRow, seedsReport, seedsTable } from './index.js';

const row = { ...seedRow(smallResult), digest: 'd' };
const without = { ...row, seed: '8', podsBound: 0, podsUnplaced: 4, schedulingUsP50: -1, schedulingUsP99: -1 };
const slow = { ...row, seed: '9', podsBound: 4, schedulingUsP50: 10_000, schedulingUsP99: 3_000_000, endedUs: 90e6 };

test('a run’s row has the time from creation to binding as the scheduling latency', () => {
  deepEqual(
    [row.seed, row.podsBound, row.podsUnplaced, row.schedulingUsP50, row.schedulingUsP99, row.endedUs],
    ['7', 3, 1, 8_000, 1_993_000, 60e6],
  );
  equal(seedRow({ ...smallResult, stages: [] }).schedulingUsP50, -1);
});

test('the table has a line a seed; a latency that there is not is an empty cell', () => {
  const [titles, first, second] = csvText(seedsTable([row, without])).split('\n');
  equal(
    titles,
    'seed,digest,input_hash,ended_us,end_reason,pods_created,pods_bound,pods_unplaced,throughput_average_pods_per_s,created_to_bound_p50_us,created_to_bound_p99_us,refused',
  );
  equal(first, `7,d,${row.inputHash},60000000,settled,4,3,1,${row.throughputAverage},8000,1993000,${row.refused}`);
  equal(second!.split(',').slice(9, 11).join(), ',');
});

test('least, middle and greatest are over the runs that have the figure', () => {
  const lines = seedsReport([row, without, slow], { title: 'x', style: styles(false), notes: ['said'] });
  const cells = lines.slice(6).map((line) => line.trim().split(/ {2,}/));
  //                            bound, unplaced, pods/s, p50, p99, ended: of two p50s the mean, (8 + 10) / 2 ms
  deepEqual(cells[1]!.toSpliced(3, 1), ['min', '0', '1', '8.00 ms', '1.99 s', '1m00s']);
  deepEqual(cells[2]!.toSpliced(3, 1), ['median', '3', '1', '9.00 ms', '2.50 s', '1m00s']);
  deepEqual(cells[3]!.toSpliced(3, 1), ['max', '4', '4', '10.0 ms', '3.00 s', '1m30s']);
  deepEqual(lines.slice(-3), ['', 'Notes', '  • said']);
});

test('the middle of an even number of counts may end in a half', () => {
  const lines = seedsReport([row, slow], { title: 'x', style: styles(false), notes: [] });
  equal(lines.at(-2)!.split(/ {2,}/)[1], '3.5'); //  of 3 and 4
});
