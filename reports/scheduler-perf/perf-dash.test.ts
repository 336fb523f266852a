import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import type { PhaseResult } from '../../engine/index.js';
import { perfDash } from './perf-dash.js';
import type { PerfRun } from './perf-row.js';
import { perfTable } from './perf-table.js';

const latency = { count: 2, meanUs: 3000, p50Us: 2000, p90Us: 4000, p95Us: 4000, p99Us: 4000, maxUs: 4000 };
const none = { count: 0, meanUs: 0, p50Us: 0, p90Us: 0, p95Us: 0, p99Us: 0, maxUs: 0 };
const phase: PhaseResult = {
  name: 'namespace-2',
  startedUs: 1e6,
  endedUs: 4.5e6,
  throughput: {
    average: 250,
    p50: 240,
    p90: 280,
    p95: 290,
    p99: 300,
    samples: 3,
    podsBound: 800,
    durationUs: 3.2e6,
    boundPerSecond: [50, 240, 300, 210],
  },
  attempts: { scheduled: latency, unschedulable: none, error: none },
  cycles: {
    count: 800,
    filteredNodes: 100,
    scoredNodes: 100,
    rejectedNodes: 0,
    filterRuns: 400,
    scoreRuns: 500,
    preFilter: {},
    filter: {},
    preScore: {},
  },
};
const run: PerfRun = {
  program: { failure: '', phases: [phase] },
  row: {
    testcase: 'SchedulingBasic',
    workload: '500Nodes',
    nodes: 500,
    podsMeasured: 800,
    wallSeconds: 0.01,
    wallPodsPerSecond: 80_000,
    predicted: { average: 250, p50: 240, p90: 280, p95: 290, p99: 300 },
    measured: null,
    threshold: 200,
    digest: 'd',
  },
};

test('every metric is an item; perf-dash gets all labels on each', () => {
  const { dataItems } = perfDash([run]);
  deepEqual(
    dataItems.map(({ labels, unit }) => [labels['Metric'], labels['result'], unit]),
    [
      ['SchedulingThroughput', 'not applicable', 'pods/s'],
      ['SchedulingDuration', 'not applicable', 's'],
      ['scheduler_scheduling_attempt_duration_seconds', 'scheduled', 'ms'],
    ],
  );
  deepEqual(dataItems[0]!.data, {
    Average: 250,
    Perc50: 240,
    Perc90: 280,
    Perc95: 290,
    Perc99: 300,
    AverageThreshold: 200,
  });
  deepEqual(dataItems[1]!.data, { Duration: 3.5 });
  equal(dataItems[2]!.data['Average'], 3);
});

const plain = { bold: String, dim: String, good: String, bad: String, warn: String };

test('a measurement is told with its range where it was made more than once', () => {
  const measured = {
    average: 275,
    p50: 1,
    p90: 1,
    p95: 1,
    p99: 1,
    runs: 3,
    samples: 3,
    wholePhase: 1,
    averageMin: 267,
    averageMax: 375,
  };
  const [, line] = perfTable([{ ...run, row: { ...run.row, measured } }], [], plain);
  equal(/80,000\s+250\s+240\s+300\s+2\.00 ms\s+4\.00 ms\s+275 \(267–375\)\s+200$/.test(line!), true, line);
});

test('workloads that were not run are told by their reason', () => {
  const skipped = ['A', 'B'].map((workload) => ({ testcase: 'T', workload, reason: 'claims are not simulated' }));
  deepEqual(perfTable([], skipped, plain), [
    '',
    'Not run: 2 workloads',
    '  2 × claims are not simulated',
    '      T/A, T/B',
  ]);
});
