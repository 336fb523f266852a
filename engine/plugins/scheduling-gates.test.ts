import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Action } from '../framework/index.js';
import { schedulingGates } from './scheduling-gates.js';
import { aHandle, aPod, askHint, changed } from './testing.js';

const plugin = schedulingGates.create(undefined, aHandle());

test('a gated pod waits outside the queue and says for what', () => {
  const gated = aPod({ spec: { schedulingGates: [{ name: 'example.com/quota' }, { name: 'example.com/image' }] } });
  const status = plugin.preEnqueue!(gated);
  equal(status.code, 'UnschedulableAndUnresolvable');
  deepEqual(status.reasons, ['waiting for scheduling gates: [example.com/quota example.com/image]']);
});

test('a pod without gates passes', () => {
  equal(plugin.preEnqueue!(aPod()).code, 'Success');
});

test('only the elimination of its own gates brings a pod back', () => {
  const pod = aPod({ spec: { schedulingGates: [{ name: 'example.com/quota' }] } });
  const other = aPod();
  const event = { resource: 'Pod', action: Action.UpdatePodSchedulingGatesEliminated } as const;
  equal(askHint(plugin, event, pod, pod, changed(pod, {})), 'Queue');
  equal(askHint(plugin, event, pod, other, other), 'QueueSkip');
  equal(askHint(plugin, { resource: 'Pod', action: Action.UpdatePodLabel }, pod, pod, pod), undefined);
  equal(askHint(plugin, { resource: 'Node', action: Action.Add }, pod, undefined, undefined), undefined);
});
