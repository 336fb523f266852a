/** The CSV tables: stable columns, spreadsheet-safe cells. */
import { deepEqual, equal } from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { smallResult } from '../testing.js';
import { csvStream, csvText, runTables } from './index.js';

const columns: Readonly<Record<string, string>> = {
  run:
    'seatrial kubernetes seed digest input_hash fidelity ended_us end_reason events nodes pods_created pods_bound pods_ready ' +
    'pods_completed pods_failed pods_deleted pods_evicted pods_unplaced attempts attempts_unschedulable attempts_error ' +
    'throughput_average_pods_per_s throughput_p50_pods_per_s throughput_p90_pods_per_s throughput_p95_pods_per_s ' +
    'throughput_p99_pods_per_s throughput_samples',
  pods:
    'namespace pod owner priority node phase attempts preexisting created_us bound_us running_us ready_us finished_us ' +
    'created_to_bound_us created_to_ready_us',
  pod_stages: 'namespace pod stage entered_us left_us',
  stages: 'stage kind count mean_us p50_us p90_us p95_us p99_us max_us',
  throughput: 'second pods_bound',
  samples:
    'at_us active_q backoff_q unschedulable pods_bound pods_ready nodes cpu_requested_share memory_requested_share pods_share ' +
    'events_per_virtual_s',
  nodes:
    'node zone pods allocatable_pods requested_cpu_milli allocatable_cpu_milli requested_memory_bytes allocatable_memory_bytes ' +
    'requested|nvidia.com/gpu allocatable|nvidia.com/gpu',
  decisions:
    'at_us cycle_us pod attempt result node evaluated_nodes feasible_nodes score nominated_node plugins victims message',
  unplaced: 'pod since_us attempts queue message',
  refused: 'object at_us reason',
  stations: 'station servers arrivals utilisation max_queue mean_wait_us',
  journeys: 'object stage entered_us left_us',
};

const textOf = (name: string) => csvText(runTables(smallResult).find((table) => table.name === name)!);

test('tables and their columns are the documented ones, in their order', () => {
  const found = runTables(smallResult).map((table) => [table.name, table.columns.join(' ')]);
  deepEqual(
    found,
    Object.entries(columns).map(([name, list]) => [name, list.replaceAll('|', ' ')]),
  );
});

test('every row has a cell for every column', () => {
  for (const { name, columns: titles, rows } of runTables(smallResult)) {
    for (const row of rows) equal(row.length, titles.length, name);
  }
});

test('pods are told with plain numbers and empty cells for moments that never came', () => {
  deepEqual(textOf('pods').split('\n').slice(1), [
    'kube-system,dns,,2000000000,node-0,Running,0,1,0,0,0,0,,,', // there before: no latency of its own
    'shop,web-0,ReplicaSet/web,0,node-0,Running,1,0,5000,12000,1212000,2212000,,7000,2207000',
    'shop,web-1,ReplicaSet/web,0,node-1,Running,1,0,6000,14000,1514000,2514000,,8000,2508000',
    `batch,"'=HYPERLINK(""x"")",Job/-1+1,-100,node-1,Succeeded,2,0,7000,2000000,4000000,,34000000,1993000,`,
    'shop,huge,,0,,Pending,3,0,8000,,,,,,',
    '',
  ]);
});

test('a stage that a pod is still in has no end', () => {
  deepEqual(textOf('pod_stages').split('\n').slice(-3), [
    `batch,"'=HYPERLINK(""x"")",queue,8000,1990000`,
    'shop,huge,queue,9000,',
    '',
  ]);
});

test('an attempt that scored nothing has no score', () => {
  equal(
    textOf('decisions').split('\n')[2],
    '9000,400,shop/huge,1,unschedulable,,2,0,,,NodeResourcesFit,shop/web-0 shop/web-1,0/2 nodes are available: 2 Insufficient cpu.',
  );
});

test('text that a spreadsheet would take for a formula gets an apostrophe before it', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    const line = csvText({ name: 'x', columns: ['a'], rows: [[`${start}1`]] }).split('\n')[1]!;
    equal(line.replaceAll('"', '').trimEnd(), `'${start}1`.trimEnd());
  }
  equal(textOf('refused').split('\n')[1], "Pod/shop/bad,1000,'@risky: spec.containers: Required value");
});

test('numbers stay numbers: negative ones are no formulas, what is none is empty', () => {
  const rows = [[-100, 0.25, Number.NaN, Number.POSITIVE_INFINITY, 9007199254740991, 1e21]];
  equal(
    csvText({ name: 'x', columns: ['a', 'b', 'c', 'd', 'e', 'f'], rows }),
    'a,b,c,d,e,f\n-100,0.25,,,9007199254740991,1e+21\n',
  );
});

test('quotes, commas and line breaks stay within their cell', () => {
  equal(csvText({ name: 'x', columns: ['a', 'b'], rows: [['say "hi"', 'a,b\nc']] }), 'a,b\n"say ""hi""","a,b\nc"\n');
});

test('the stream writes the same bytes as the text', async () => {
  for (const table of runTables(smallResult)) equal(await text(csvStream(table)), csvText(table), table.name);
});

test('a stream of many rows waits for its reader', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [i, 'x'.repeat(20)]);
  const streamed = await text(csvStream({ name: 'x', columns: ['i', 'x'], rows }));
  equal(streamed.split('\n').length, 20_002);
});
