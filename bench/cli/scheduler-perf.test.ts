import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { root, start } from './testing.js';

const folder = mkdtempSync(join(tmpdir(), 'seatrial-perf-'));
writeFileSync(
  join(folder, 'perf.yaml'),
  `- name: Small
  workloadTemplate:
  - {opcode: createNodes, countParam: $nodes}
  - {opcode: createPods, countParam: $pods, collectMetrics: true}
  workloads:
  - {name: 3Nodes/5Pods, labels: [short], threshold: 20, params: {nodes: 3, pods: 5}}
  - {name: Old, labels: [short], featureGates: {SchedulerQueueingHints: false}, params: {nodes: 3, pods: 5}}
  - {name: Claims, labels: [long], featureGates: {SchedulerAsyncAPICalls: true}, params: {nodes: 3, pods: 5}}
`,
);

const run = (...args: string[]) => start(['scheduler-perf', join(folder, 'perf.yaml'), ...args], root).ended;

test('a workload runs and is told in one row; what cannot run is named', async () => {
  const { code, out } = await run('--label', 'short');
  equal(code, 0);
  match(out, /^Small\/3Nodes\/5Pods\s+3\s+5\s/m);
  match(out, /Not run: 1 workload\n {2}1 × feature gate SchedulerQueueingHints=false: .*\n {6}Small\/Old/);
});

test('-o json prints an array with exactly these fields', async () => {
  const { out, err } = await run('-o', 'json');
  const [row, ...others] = JSON.parse(out);
  equal(others.length, 0);
  deepEqual(Object.keys(row), [
    'testcase',
    'workload',
    'nodes',
    'podsMeasured',
    'wallSeconds',
    'wallPodsPerSecond',
    'predicted',
    'measured',
    'threshold',
    'digest',
  ]);
  deepEqual(Object.keys(row.predicted), ['average', 'p50', 'p90', 'p95', 'p99']);
  deepEqual([row.workload, row.nodes, row.podsMeasured, row.measured, row.threshold], ['3Nodes/5Pods', 3, 5, null, 20]);
  match(err, /not run: Small\/Old: .*1\.33 for it\n.*not run: Small\/Claims: .*\n.*2 workloads were not run/);
});

test('-o perf-dash prints upstream’s data items', async () => {
  const { out } = await run('--name', 'Small/3Nodes/5Pods', '-o', 'perf-dash');
  const { version, dataItems } = JSON.parse(out);
  equal(version, 'v1');
  const throughput = dataItems.find(
    (item: { labels: { Metric: string } }) => item.labels.Metric === 'SchedulingThroughput',
  );
  equal(throughput.labels.Name, 'Small/3Nodes/5Pods/namespace-1');
  equal(throughput.labels.result, 'not applicable');
  equal(throughput.data.AverageThreshold, 20);
});

test('a name that no workload has is a mistake', async () => {
  const { code, err } = await run('--name', 'Small/Large');
  equal(code, 2);
  match(err, /none of 3 workloads is named Small\/Large/);
});

test('predictions repeat', async () => {
  const [one, two] = await Promise.all([run('-o', 'json'), run('-o', 'json')]);
  const told = (out: string) =>
    JSON.parse(out).map((row: { predicted: object; digest: string }) => [row.predicted, row.digest]);
  deepEqual(told(one.out), told(two.out));
});
