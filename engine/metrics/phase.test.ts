import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { noWork } from '../hotpath/index.js';
import { Phase } from './phase.js';

const s = 1e6;

function boundAt(startedUs: number, endedUs: number, seconds: readonly number[]) {
  const phase = new Phase('p', startedUs);
  for (const second of seconds) phase.bound(startedUs + second * s);
  return phase.end(endedUs).throughput;
}

test('seconds count from the beginning of the phase, and the first with a binding is dropped', () => {
  const t = boundAt(7.3 * s, 10.4 * s, [0.2, 0.9, 1.1, 1.5, 1.9, 2.5]);
  deepEqual([t.samples, t.average, t.podsBound], [2, 2, 6]); // seconds 1 and 2: 3 and 1 pods
});

test('the second in which the phase ended is no sample', () => {
  equal(boundAt(0, 2.4 * s, [0.5, 1.5, 2.1, 2.2]).average, 1); // only second 1
});

test('without a full sample the average is pods by the time to the last binding', () => {
  equal(boundAt(0, 1.2 * s, [0.1, 0.2, 0.25, 0.5]).average, 8); // 4 pods in 0.5 s
});

test('attempts are summarised by how they ended', () => {
  const phase = new Phase('p', 0);
  phase.attempt('scheduled', 2000);
  phase.attempt('scheduled', 4000);
  phase.attempt('unschedulable', 1000);
  const { attempts } = phase.end(s);
  deepEqual([attempts.scheduled.count, attempts.scheduled.meanUs], [2, 3000]);
  deepEqual([attempts.unschedulable.count, attempts.error.count], [1, 0]);
});

test('what cycles looked at is told on average', () => {
  const phase = new Phase('p', 0);
  const work = { ...noWork(), filteredNodes: 100, preFilter: [{ plugin: 'A', work: { nodes: 10, pods: 4 } }] };
  phase.cycle(work);
  phase.cycle({ ...noWork(), filteredNodes: 50 });
  const { cycles } = phase.end(s);
  deepEqual([cycles.count, cycles.filteredNodes], [2, 75]);
  deepEqual(cycles.preFilter['A'], { nodes: 5, pods: 2, terms: 0, merged: 0 });
});
