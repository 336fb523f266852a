import { equal } from 'node:assert/strict';
import test from 'node:test';
import { measuredThroughputs } from './measured.js';

test('measurements are found by test case and workload', () => {
  const row = measuredThroughputs().get('SchedulingBasic/500Nodes')!;
  equal(row.average, 274.97);
  equal(row.averageMin <= row.average && row.average <= row.averageMax, true);
});

test('a measurement that says nothing of the whole phase says null', () => {
  equal(measuredThroughputs().get('MixedSchedulingBasePod/5000Nodes')!.wholePhase, null);
});
