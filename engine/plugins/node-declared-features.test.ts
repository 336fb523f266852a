import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Action } from '../framework/index.js';
import type { PodSpecV1 } from '../objects/index.js';
import { nodeDeclaredFeatures } from './node-declared-features.js';
import { aCluster, aCycle, aHandle, aNode, aNodeSpec, aPod, askHint, changed, type HandleOptions } from './testing.js';

const make = (options: HandleOptions = {}) => nodeDeclaredFeatures.create(undefined, aHandle(options));
const plugin = make();
const cycle = aCycle(aCluster());
const restartAll = 'RestartAllContainersOnContainerExits';
const userNamespaces = 'UserNamespacesHostNetworkSupport';

const restarting: Partial<PodSpecV1> = {
  containers: [
    { name: 'c', restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }] },
  ],
};
const hostNetworked: Partial<PodSpecV1> = { hostNetwork: true, hostUsers: false };

const needs: { what: string; spec: Partial<PodSpecV1>; features?: string[] }[] = [
  { what: 'most pods need no feature', spec: {} },
  { what: 'a rule that restarts all containers needs one', spec: restarting, features: [restartAll] },
  { what: 'so it does in an init container', spec: { initContainers: restarting.containers! }, features: [restartAll] },
  { what: 'another rule does not', spec: { containers: [{ name: 'c', restartPolicyRules: [{ action: 'Restart' }] }] } },
  { what: 'user namespaces in the host network need one', spec: hostNetworked, features: [userNamespaces] },
  { what: 'either alone does not', spec: { hostNetwork: true } },
  { what: 'both can be needed', spec: { ...restarting, ...hostNetworked }, features: [restartAll, userNamespaces] },
];

for (const { what, spec, features } of needs) {
  test(what, () => {
    const { status, state } = plugin.preFilter!.check(aPod({ spec }), cycle);
    equal(status.code, features === undefined ? 'Skip' : 'Success');
    deepEqual(state, features);
  });
}

test('a node has to declare every feature that is needed', () => {
  const pod = aPod({ spec: { ...restarting, ...hostNetworked } });
  const { state } = plugin.preFilter!.check(pod, cycle);
  const verdict = (...declaredFeatures: string[]) => plugin.filter!.check(pod, aNode({ declaredFeatures }), state);
  equal(verdict(restartAll, userNamespaces, 'Another').code, 'Success');
  equal(verdict(restartAll).code, 'UnschedulableAndUnresolvable');
  deepEqual(verdict(restartAll).reasons, ["node(s) didn't match Pod's required features"]);
});

test('before 1.36 the rejection names what is missing, and fewer features are looked for', () => {
  const older = make({ minor: '1.35', gates: { NodeDeclaredFeatures: true } });
  const pod = aPod({ spec: { ...restarting, ...hostNetworked } });
  const { state } = older.preFilter!.check(pod, cycle);
  deepEqual(older.filter!.check(pod, aNode(), state).reasons, [
    `node declared features check failed - unsatisfied requirements: ${restartAll}`,
  ]);
});

test('without the gate nothing is asked', () => {
  const off = make({ gates: { NodeDeclaredFeatures: false } });
  equal(off.preFilter!.check(aPod({ spec: restarting }), cycle).status.code, 'Skip');
  deepEqual(off.requeueOn, []);
});

test('filtering without PreFilter fails as upstream does', () => {
  equal(plugin.filter!.check(aPod(), aNode(), undefined).code, 'Error');
});

const node = (...declaredFeatures: string[]) => aNodeSpec({ name: 'a', declaredFeatures });
const nodeHints = [
  { what: 'a new node brings a pod back', before: undefined, after: node(), hint: 'Queue' },
  { what: 'other declared features do', before: node(), after: node(restartAll), hint: 'Queue' },
  { what: 'the same do not', before: node(restartAll), after: node(restartAll), hint: 'QueueSkip' },
];

for (const { what, before, after, hint } of nodeHints) {
  test(what, () => {
    const action = before === undefined ? Action.Add : Action.UpdateNodeDeclaredFeature;
    equal(askHint(plugin, { resource: 'Node', action }, aPod({ spec: restarting }), before, after), hint);
  });
}

test('a change of what a pod needs brings it back, another change or another pod does not', () => {
  const pod = aPod({ spec: restarting });
  const event = { resource: 'Pod', action: Action.UpdatePodLabel } as const;
  equal(askHint(plugin, event, pod, pod, changed(pod, {})), 'Queue');
  equal(askHint(plugin, event, pod, pod, changed(pod, { spec: restarting, labels: { a: 'b' } })), 'QueueSkip');
  const other = aPod();
  equal(askHint(plugin, event, pod, other, changed(other, { spec: restarting })), 'QueueSkip');
});
