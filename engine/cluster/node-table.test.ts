import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { effectiveRequests, nonZeroRequests, type PodSpecV1 } from '../objects/index.js';
import { NodeTable } from './node-table.js';
import { exactCell } from './resource-columns.js';

const largest = 2n ** 63n - 1n;

function add(table: NodeTable, row: number, memory: bigint, sign: 1 | -1 = 1): void {
  const containers = [{ name: 'c', resources: { requests: { memory: String(memory) } } }];
  const spec: PodSpecV1 = { containers };
  table.addRequests(row, effectiveRequests(spec), nonZeroRequests(spec), sign);
}

const requested = (table: NodeTable, row = 0) => exactCell(table.memoryBytes, 'requested', row);

test('small amounts are what the columns hold, and nothing is kept beside them', () => {
  const table = new NodeTable();
  add(table, table.add(), 2n ** 53n - 1n);
  equal(table.memoryBytes.requested[0], 2 ** 53 - 1);
  equal(table.memoryBytes.beyond, null);
});

test('what float64 leaves out of a sum is kept beside it, and the columns are read anew', () => {
  const table = new NodeTable();
  const row = table.add();
  const { layout } = table;
  add(table, row, 2n ** 53n);
  equal(table.layout, layout); // 2⁵³ is a float64
  add(table, row, 1n);
  equal(table.layout, layout + 2); // memory, and memory as scoring counts it
  deepEqual([table.memoryBytes.requested[row], requested(table)], [2 ** 53, 2n ** 53n + 1n]);
  add(table, row, 2n ** 53n, -1);
  deepEqual([table.memoryBytes.requested[row], requested(table)], [1, 1n]);
});

test('a sum that int64 does not hold wraps, and comes back', () => {
  const table = new NodeTable();
  const row = table.add();
  add(table, row, largest);
  equal(requested(table), largest);
  add(table, row, 2n);
  equal(requested(table), -(2n ** 63n) + 1n);
  add(table, row, largest, -1);
  equal(requested(table), 2n);
  equal(table.memoryBytes.requested[row], 2);
});

test('rows are copied, grown and given back to the last unit', () => {
  const table = new NodeTable();
  const row = table.add();
  const allocatable = { ...effectiveRequests({ containers: [] }), pods: 1, exact: new Map([['memory', largest]]) };
  table.setAllocatable(row, { ...allocatable, memoryBytes: 2 ** 63 });
  add(table, row, largest);
  const copy = new NodeTable();
  for (let rows = 0; rows < 40; rows++) copy.add();
  copy.copyRow(3, table, row);
  deepEqual([requested(copy, 3), exactCell(copy.memoryBytes, 'allocatable', 3)], [largest, largest]);
  copy.copyRow(3, copy, 4);
  deepEqual([requested(copy, 3), exactCell(copy.memoryBytes, 'allocatable', 3)], [0n, 0n]);
  for (let rows = 0; rows < 40; rows++) table.add();
  equal(requested(table), largest);
  table.remove(row);
  equal(requested(table), 0n);
});
