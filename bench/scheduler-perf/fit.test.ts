import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { simulate } from '../../engine/index.js';
import { costSpec } from './cost-kinds.js';
import { leastSquares } from './least-squares.js';
import { readTable } from './tsv.js';

test('an exact solution is found', () => {
  const x = leastSquares(
    [
      [1, 2],
      [3, 1],
      [1, 1],
    ],
    [8, 9, 5], // 2 + 2·3, 3·2 + 3, 2 + 3
  );
  deepEqual(
    x.map((value) => Math.round(value * 1e6) / 1e6),
    [2, 3],
  );
});

test('a coefficient that would be negative is 0', () => {
  deepEqual(leastSquares([[1], [1]], [-1, -2]), [0]);
});

test('every kind of pod that was measured can be simulated, and its cycles are counted', async () => {
  for (const kind of new Set(readTable('cost.tsv').map((row) => row['kind']!))) {
    const small = { kind, nodes: 6, initPods: 2, measuredPods: 3, percentageOfNodesToScore: 0 };
    const { program } = await simulate(costSpec(small));
    equal(program?.failure, '', kind);
    deepEqual([program!.phases[0]!.throughput.podsBound, program!.phases[0]!.cycles.count], [3, 3], kind);
  }
});
