import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { nodesToFind } from './sampling.js';

for (const { nodes, percentage, find, why } of [
  { nodes: 99, percentage: 10, find: 99, why: 'below 100 nodes all' },
  { nodes: 100, percentage: 0, find: 100, why: '50 % would be 50, at least 100' },
  { nodes: 1000, percentage: 0, find: 420, why: '50 − 8 = 42 %' },
  { nodes: 5000, percentage: 0, find: 500, why: '50 − 40 = 10 %' },
  { nodes: 6000, percentage: 0, find: 300, why: '50 − 48 = 2, at least 5 %' },
  { nodes: 1000, percentage: 40, find: 400, why: 'as asked' },
  { nodes: 1000, percentage: 3, find: 100, why: '30 would be too few' },
  { nodes: 999, percentage: 33, find: 329, why: '329.67 is cut off' },
]) {
  test(`of ${nodes} nodes at ${percentage} % ${find} are looked for: ${why}`, () => {
    equal(nodesToFind(percentage, nodes), find);
  });
}
