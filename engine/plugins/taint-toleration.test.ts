import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Action, Status } from '../framework/index.js';
import type { TaintV1, TolerationV1 } from '../objects/index.js';
import { taintToleration } from './taint-toleration.js';
import { aHandle, aNode, aNodeSpec, aPod, askHint, changed } from './testing.js';

const plugin = taintToleration.create(undefined, aHandle());
const hard: TaintV1 = { key: 'dedicated', value: 'batch', effect: 'NoSchedule' };
const running: TaintV1 = { key: 'broken', effect: 'NoExecute' };
const soft: TaintV1 = { key: 'slow', value: 'disk', effect: 'PreferNoSchedule' };

const filterCases: { what: string; taints: TaintV1[]; tolerations: TolerationV1[]; code: string }[] = [
  { what: 'no taints, no toleration needed', taints: [], tolerations: [], code: 'Success' },
  {
    what: 'an untolerated NoSchedule keeps the pod off',
    taints: [hard],
    tolerations: [],
    code: 'UnschedulableAndUnresolvable',
  },
  {
    what: 'so does an untolerated NoExecute',
    taints: [running],
    tolerations: [],
    code: 'UnschedulableAndUnresolvable',
  },
  { what: 'PreferNoSchedule does not', taints: [soft], tolerations: [], code: 'Success' },
  {
    what: 'equal key, value and effect tolerate',
    taints: [hard],
    tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'batch', effect: 'NoSchedule' }],
    code: 'Success',
  },
  {
    what: 'another value does not',
    taints: [hard],
    tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' }],
    code: 'UnschedulableAndUnresolvable',
  },
  {
    what: 'another effect does not',
    taints: [hard],
    tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }],
    code: 'UnschedulableAndUnresolvable',
  },
  {
    what: 'Exists without a key tolerates all',
    taints: [hard, running],
    tolerations: [{ operator: 'Exists' }],
    code: 'Success',
  },
  {
    what: 'each taint has to be tolerated',
    taints: [hard, running],
    tolerations: [{ key: 'dedicated', operator: 'Exists' }],
    code: 'UnschedulableAndUnresolvable',
  },
];

for (const { what, taints, tolerations, code } of filterCases) {
  test(what, () => {
    const status = plugin.filter!.check(aPod({ spec: { tolerations } }), aNode({ taints }), undefined);
    equal(status.code, code);
    if (!status.isSuccess) deepEqual(status.reasons, ['node(s) had untolerated taint(s)']);
  });
}

test('a taint greater than a toleration asks is tolerated only under the gate for comparisons', () => {
  const pod = aPod({ spec: { tolerations: [{ key: 'sla', operator: 'Gt', value: '900', effect: 'NoSchedule' }] } });
  const node = aNode({ taints: [{ key: 'sla', value: '950', effect: 'NoSchedule' }] });
  const gated = taintToleration.create(undefined, aHandle({ gates: { TaintTolerationComparisonOperators: true } }));
  equal(plugin.filter!.check(pod, node, undefined).code, 'UnschedulableAndUnresolvable');
  equal(gated.filter!.check(pod, node, undefined).code, 'Success');
});

test('the more soft taints a pod does not tolerate, the lower a node scores', () => {
  const pod = aPod({ spec: { tolerations: [{ key: 'slow', operator: 'Exists', effect: 'PreferNoSchedule' }] } });
  const other = (key: string): TaintV1 => ({ key, effect: 'PreferNoSchedule' });
  const nodes = [
    aNode({ taints: [soft] }), //                              tolerated: 0
    aNode({ taints: [soft, other('a')] }), //                            1
    aNode({ taints: [other('a'), other('b'), other('c')] }), //          3
    aNode({ taints: [hard] }), //                              not soft: 0
  ];
  const { state } = plugin.preScore!(pod, nodes, undefined, undefined as never);
  const scores = Float64Array.from(nodes.map((node) => plugin.score!.score(pod, node, state, undefined) as number));
  deepEqual([...scores], [0, 1, 3, 0]);
  plugin.score!.normalize!(scores, pod, nodes, state);
  deepEqual([...scores], [100, 67, 0, 100]); // 100 − 100·1/3 = 100 − 33
});

test('a toleration for hard effects only does not count for soft taints', () => {
  const pod = aPod({ spec: { tolerations: [{ key: 'slow', operator: 'Exists', effect: 'NoSchedule' }] } });
  const { state } = plugin.preScore!(pod, [], undefined, undefined as never);
  equal(plugin.score!.score(pod, aNode({ taints: [soft] }), state, undefined), 1);
});

test('scoring without PreScore fails as upstream does', () => {
  const status = plugin.score!.score(aPod(), aNode(), undefined, undefined);
  equal(status instanceof Status && status.code, 'Error');
});

const clean = aNodeSpec({ name: 'a' });
const tainted = aNodeSpec({ name: 'a', taints: [hard] });
const softened = aNodeSpec({ name: 'a', taints: [soft] });
const hintCases = [
  { what: 'a new node without taints brings a pod back', before: undefined, after: clean, hint: 'Queue' },
  { what: 'a new node with a taint in the way does not', before: undefined, after: tainted, hint: 'QueueSkip' },
  { what: 'a taint that goes does', before: tainted, after: clean, hint: 'Queue' },
  { what: 'a taint that becomes soft does', before: tainted, after: softened, hint: 'Queue' },
  { what: 'a change among nodes it could use does not', before: clean, after: softened, hint: 'QueueSkip' },
  { what: 'a taint that comes does not', before: clean, after: tainted, hint: 'QueueSkip' },
];

for (const { what, before, after, hint } of hintCases) {
  test(what, () => {
    const action = before === undefined ? Action.Add : Action.UpdateNodeTaint;
    equal(askHint(plugin, { resource: 'Node', action }, aPod(), before, after), hint);
  });
}

test('any toleration change of its own brings a pod back, none of others', () => {
  const pod = aPod();
  const event = { resource: 'Pod', action: Action.UpdatePodToleration } as const;
  const after = changed(pod, { spec: { tolerations: [{ key: 'unrelated', operator: 'Exists' }] } });
  equal(askHint(plugin, event, pod, pod, after), 'Queue');
  const other = aPod();
  equal(askHint(plugin, event, pod, other, changed(other, {})), 'QueueSkip');
});

test('pods sign alike whose tolerations differ in order alone', () => {
  const [a, b] = [
    { key: 'a', operator: 'Exists' },
    { key: 'b', operator: 'Exists' },
  ];
  const signed = (tolerations: TolerationV1[]) => plugin.signs!(aPod({ spec: { tolerations } }));
  deepEqual(signed([a, b]), signed([b, a]));
});
