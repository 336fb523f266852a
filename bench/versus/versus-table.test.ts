import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { RealFigures } from './measure-real.js';
import type { CaseResult, OurResult } from './run-versus.js';
import { versusTable } from './versus-table.js';

const percentiles = { mean: 1, p50: 1, p90: 1, p99: 1 };
const figures = { schedulePodUs: percentiles, scheduleOneUs: percentiles, runs: 1 };
const serial: RealFigures = { ...figures, parallelism: 1, decisionsPerSecond: 400, podsPerSecond: 300 };
const parallel: RealFigures = { ...figures, parallelism: 16, decisionsPerSecond: 500, podsPerSecond: 250 };
const auto: OurResult = {
  executor: 'auto',
  chosen: 'incremental',
  decisionsPerSecond: 1_000_000,
  podsPerSecond: 600,
  decisionRuns: 5,
  wholeRuns: 5,
  differing: 1,
  differences: [{ pod: 3, expected: 'node-1', got: '' }],
};
const result: CaseResult = {
  kind: 'basic',
  nodes: 5000,
  pods: 2000,
  digest: '',
  real: { go: 'go1.26', serial, parallel },
  ours: [auto],
};

test('ours stands beside the faster of the real ones, differences below', () => {
  const [, row, difference] = versusTable([result]);
  deepEqual(row!.split(/ {2,}/), [
    'basic',
    '5,000',
    '2,000',
    'auto (incremental)',
    '500',
    '1,000,000',
    '2,000×', // 1,000,000/500
    '300',
    '600',
    '2.00×', // 600/300
    '1 of 2,000 differ',
  ]);
  deepEqual(difference, 'basic, 5,000 nodes, auto: pod-3: expected node-1, got none');
});
