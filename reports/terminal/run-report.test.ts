/** A run, a pod's way and unplaced pods on a terminal: golden texts of a small result. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { textColumn } from '../../engine/index.js';
import { smallResult } from '../testing.js';
import { runReport } from './run-report.js';
import { styles } from './style.js';
import { unplacedLines } from './unplaced.js';
import { walkReport } from './walk-report.js';

const plain = styles(false);
const reportOf = (result: typeof smallResult) => runReport(result, { title: 'small', style: plain, notes: [] });

const golden = `seatrial · small
2 nodes, 1m00s of virtual time, kube-scheduler 1.36; it ended because only steady traffic was left.

4 pods created (1 was there before), 3 bound in 7 scheduling attempts (4 found no place, 0 failed).
2 became ready, 1 completed.
1 pod has no node.

Throughput
  0.500 pods/s on average   p50 0.500   p90 0.500   p99 0.500   (2 samples of one second, the first dropped)

Latency
                   pods      p50     p90     p95     p99     max
  created → bound     3  8.00 ms  1.99 s  1.99 s  1.99 s  1.99 s

  queue               3  2.00 ms  1.98 s  1.98 s  1.98 s  1.98 s

Over time
  pods waiting       █▃▃▃  max 4
  CPU requested      ▂█▅▅  max 50 %
  memory requested   ▁███  max 10 %
                     0 1m00s

Nodes at the end
  shape                            zone  nodes  pods  CPU requested       memory requested
  4 CPU, 16 GiB                    a         1     2  ███░░░░░░░░░  25 %  ██░░░░░░░░░░  13 %
  4 CPU, 16 GiB, 2 nvidia.com/gpu  b         1     1  ███░░░░░░░░░  25 %  █░░░░░░░░░░░ 6.3 %

Busiest stations
  etcd/fsync               █████░░░░░░░░░░░░░░░   25 %   20 jobs, longest queue 3, mean wait 150 µs

Not placed: 1 pod
  shop/huge (unschedulable, 3 attempts)
    0/2 nodes are available: 2 Insufficient cpu.

Refused by the API server: 1
  Pod/shop/bad: @risky: spec.containers: Required value

Notes
  • a note of the reading
  • a note of the run

This run
  seed 7   digest 00000000000000000000000000000002   input 00000000000000000000000000000001   seatrial 0.1.0   fidelity full   12,345 events`;

test('a small run reads so', () => {
  const lines = runReport(smallResult, { title: 'small', style: plain, notes: ['a note of the reading'] });
  deepEqual(lines.join('\n').split('\n'), golden.split('\n'));
});

test('pods without a node are the loudest thing on the page', () => {
  const style = { ...plain, bad: (text: string) => `red ${text}` };
  const red = runReport(smallResult, { title: 'small', style, notes: [] }).filter((line) => line.startsWith('red '));
  deepEqual(red, ['red 1 pod has no node.', 'red Not placed: 1 pod', 'red Refused by the API server: 1']);
});

const nothing = { ...smallResult.counts, podsBound: 0, podsReady: 0, podsCompleted: 0 };
const secondLines = (result: typeof smallResult) => reportOf(result).slice(3, 5);

test('a run in which nothing was bound has no throughput', () => {
  const lines = reportOf({ ...smallResult, counts: nothing, throughput: { ...smallResult.throughput, podsBound: 0 } });
  ok(!lines.includes('Throughput'));
  equal(lines[4], '1 pod has no node.');
});

test('a run in which pods were bound and came no further says so', () => {
  const counts = { ...nothing, podsBound: 3 };
  equal(secondLines({ ...smallResult, counts })[1], 'None became ready, ended or was deleted.');
  equal(
    secondLines({ ...smallResult, counts, fidelity: 'scheduler' })[1],
    'Their way ends at the binding: fidelity scheduler.',
  );
});

test('a run in which no pod was created says that in one sentence', () => {
  const counts = { ...nothing, podsCreated: 0, podsUnplaced: 0, attempts: 0 };
  const stages = smallResult.stages.map((stage) => ({ ...stage, count: 0 }));
  const lines = reportOf({ ...smallResult, counts, stages, throughput: { ...smallResult.throughput, podsBound: 0 } });
  deepEqual(lines.slice(3, 5), ['No pod was created (1 was there before).', '']);
  ok(!lines.includes('Latency'));
});

test('a run too short for a full sample says how its throughput was computed', () => {
  const lines = reportOf({ ...smallResult, throughput: { ...smallResult.throughput, samples: 0 } });
  ok(lines.some((line) => line.endsWith('(too short for a full sample: 3 pods ÷ 2.00 s)')));
});

test('a pod’s way is told from its owner’s first call on', () => {
  equal(
    walkReport(smallResult, 1, plain).join('\n'),
    `shop/web-0 on node-0: 7.00 ms from the first call to the last stage

object      stage         at     took                    share  what happens
ReplicaSet  create     +0 µs  4.00 ms  █████████░░░░░░░   57 %
Pod         queue   +6.00 ms  1.00 ms  ██░░░░░░░░░░░░░░   14 %  activeQ, backoffQ, unschedulablePods`,
  );
});

test('a pod that waits is told up to the end of the run', () => {
  equal(
    walkReport(smallResult, 4, plain).join('\n'),
    `shop/huge has no node: 1m00s from the first call to the end of the run

object  stage     at   took                          share  what happens
Pod     queue  +0 µs  1m00s  ████████████████  still there  activeQ, backoffQ, unschedulablePods`,
  );
});

const withPods = (more: Partial<typeof smallResult.pods>) => ({
  ...smallResult,
  pods: { ...smallResult.pods, ...more },
});

test('a pod that was deleted is told up to then', () => {
  const gone = withPods({
    phase: textColumn(['Running', 'Running', 'Running', 'Succeeded', 'Deleted']),
    finishedUs: Float64Array.of(-1, -1, -1, 34_000_000, 20_009_000),
  });
  const lines = walkReport(gone, 4, plain);
  equal(lines[0], 'shop/huge has no node: 20.0 s from the first call to its deletion');
  ok(lines.at(-1)!.includes('20.0 s  ████████████████  deleted in it'), lines.at(-1));
});

test('of a pod that went its way before the run, what is known is told', () => {
  const end = 'and the run has no stage of it to tell.';
  const before = 'kube-system/dns went its way before the input was taken:';
  const told = (more: Partial<typeof smallResult.pods>, startTime?: string) =>
    walkReport(withPods(more), 0, plain, startTime).join('\n');
  equal(told({}), `${before} it runs on node-0 since before the run began, ${end}`);
  equal(told({}, '2026-05-01'), `${before} it runs on node-0 since 2026-05-01, ${end}`);
  const phase = textColumn(['Deleted', '', '', '', '']);
  equal(
    told({ phase, finishedUs: Float64Array.of(9e6, -1, -1, -1, -1) }, '2026-05-01'),
    `${before} it was on node-0 since 2026-05-01, until 9.00 s (Deleted), ${end}`,
  );
});

test('unplaced pods with one reason stand together, the most first, and nine reasons are eight and a count', () => {
  const row = (pod: string, message: string) => ({ pod, sinceUs: 0, attempts: 1, queue: 'unschedulable', message });
  const many = Array.from({ length: 8 }, (_, i) => row(`p-${i}`, `reason ${i}`));
  const lines = unplacedLines([...many, row('a', 'full'), row('b', 'full')]);
  deepEqual(lines.slice(0, 2), ['a and 1 more (unschedulable, 1 attempt)', '  full']);
  equal(lines.length, 8 * 2 + 1);
  equal(lines.at(-1), '… and 1 more reason');
});

test('a pod that was never tried says where it waits', () => {
  const row = { pod: 'p', sinceUs: 0, attempts: 0, queue: 'active', message: '' };
  deepEqual(unplacedLines([row]), ['p (active, 0 attempts)', '  it waits in active and has not been tried']);
});
