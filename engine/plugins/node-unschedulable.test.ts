import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Action } from '../framework/index.js';
import { nodeUnschedulable } from './node-unschedulable.js';
import { aHandle, aNode, aNodeSpec, aPod, askHint, changed } from './testing.js';

const plugin = nodeUnschedulable.create(undefined, aHandle());
const tolerating = { spec: { tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }] } };

test('a cordoned node takes only pods that tolerate it', () => {
  const cordoned = aNode({ unschedulable: true });
  const status = plugin.filter!.check(aPod(), cordoned, undefined);
  equal(status.code, 'UnschedulableAndUnresolvable');
  deepEqual(status.reasons, ['node(s) were unschedulable']);
  equal(plugin.filter!.check(aPod(tolerating), cordoned, undefined).code, 'Success');
  equal(plugin.filter!.check(aPod(), aNode(), undefined).code, 'Success');
});

const open = aNodeSpec({ name: 'a' });
const cordoned = aNodeSpec({ name: 'a', unschedulable: true });
const nodeCases = [
  { what: 'a new node that is open brings a pod back', before: undefined, after: open, hint: 'Queue' },
  { what: 'a new node that is cordoned does not', before: undefined, after: cordoned, hint: 'QueueSkip' },
  { what: 'an uncordoned node does', before: cordoned, after: open, hint: 'Queue' },
  { what: 'a cordoned one does not', before: open, after: cordoned, hint: 'QueueSkip' },
  { what: 'one that was open before does not', before: open, after: open, hint: 'QueueSkip' },
];

for (const { what, before, after, hint } of nodeCases) {
  test(what, () => {
    const action = before === undefined ? Action.Add : Action.UpdateNodeTaint;
    equal(askHint(plugin, { resource: 'Node', action }, aPod(), before, after), hint);
  });
}

test('a new toleration of its own brings a pod back only if it tolerates the cordon', () => {
  const pod = aPod();
  const event = { resource: 'Pod', action: Action.UpdatePodToleration } as const;
  equal(askHint(plugin, event, pod, pod, changed(pod, tolerating)), 'Queue');
  const unrelated = changed(pod, { spec: { tolerations: [{ key: 'example.com/gpu', operator: 'Exists' }] } });
  equal(askHint(plugin, event, pod, pod, unrelated), 'QueueSkip');
  equal(askHint(plugin, event, pod, aPod(), aPod(tolerating)), 'QueueSkip');
});
