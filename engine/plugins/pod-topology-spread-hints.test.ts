import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import { Action } from '../framework/index.js';
import type { NodeSpec, TopologySpreadConstraintV1 } from '../objects/index.js';
import { hostname, labelsIn, zone } from './domain-testing.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { aHandle, aNodeSpec, aPod, askHint, changed, type HandleOptions, type PodOptions } from './testing.js';

const args = { defaultConstraints: [], defaultingType: 'List' } as const;
const plugin = podTopologySpread.create(args, aHandle());
const constraint: TopologySpreadConstraintV1 = {
  maxSkew: 1,
  topologyKey: zone,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: { app: 'web' } },
};

function webPod(change: Partial<TopologySpreadConstraintV1> = {}, options: PodOptions = {}): Pod {
  const topologySpreadConstraints = [{ ...constraint, ...change }];
  return aPod({ labels: labelsIn('app=web'), ...options, spec: { topologySpreadConstraints, ...options.spec } });
}

function placed(labels: string, options: PodOptions = {}): Pod {
  return aPod({ labels: labelsIn(labels), nodeName: 'n', ...options });
}

const waiting = webPod();
const podEvents: { fact: string; action: number; before?: Pod; after?: Pod; want: string }[] = [
  { fact: 'a matching pod was added', action: Action.Add, after: placed('app=web'), want: 'Queue' },
  { fact: 'another pod was added', action: Action.Add, after: placed('app=db'), want: 'QueueSkip' },
  { fact: 'a matching pod is gone', action: Action.Delete, before: placed('app=web'), want: 'Queue' },
  { fact: 'another pod is gone', action: Action.Delete, before: placed('app=db'), want: 'QueueSkip' },
  {
    fact: 'a matching pod of another namespace is gone',
    action: Action.Delete,
    before: placed('app=web', { namespace: 'other' }),
    want: 'QueueSkip',
  },
  {
    fact: 'a matching pod that had no place is gone',
    action: Action.Delete,
    before: aPod({ labels: labelsIn('app=web') }),
    want: 'QueueSkip',
  },
  {
    fact: 'a matching pod that was nominated is gone',
    action: Action.Delete,
    before: aPod({ labels: labelsIn('app=web'), nominatedNodeName: 'n' }),
    want: 'Queue',
  },
];
for (const { fact, action, before, after, want } of podEvents) {
  test(`${fact}: ${want}`, () => equal(askHint(plugin, { resource: 'Pod', action }, waiting, before, after), want));
}

const relabelled: [string, string, string, string][] = [
  ['a pod begins to match', 'app=db', 'app=web', 'Queue'],
  ['a pod ceases to match', 'app=web', 'app=db', 'Queue'],
  ['a pod goes on matching', 'app=web', 'app=web,rev=2', 'QueueSkip'],
  ['a pod keeps its labels', 'app=web', 'app=web', 'QueueSkip'],
];
for (const [fact, from, to, want] of relabelled) {
  test(`${fact}: ${want}`, () => {
    const before = placed(from);
    const after = before.with({ labels: new Map(Object.entries(labelsIn(to))) });
    const event = { resource: 'Pod', action: Action.UpdatePodLabel } as const;
    equal(askHint(plugin, event, waiting, before, after), want);
  });
}

test("the waiting pod's own labels count without a place", () => {
  const after = waiting.with({ labels: new Map([['app', 'db']]) });
  equal(askHint(plugin, { resource: 'Pod', action: Action.UpdatePodLabel }, after, waiting, after), 'Queue');
});

for (const [nodeTaintsPolicy, want] of [
  ['Honor', 'Queue'],
  ['Ignore', 'QueueSkip'],
] as const) {
  test(`a new toleration of the waiting pod where taints are under ${nodeTaintsPolicy}: ${want}`, () => {
    const before = webPod({ nodeTaintsPolicy });
    const tolerations = [{ key: 'dedicated', operator: 'Exists' }];
    const after = changed(before, { labels: labelsIn('app=web'), spec: { ...before.spec.raw, tolerations } });
    const event = { resource: 'Pod', action: Action.UpdatePodToleration } as const;
    equal(askHint(plugin, event, after, before, after), want);
  });
}

test('until 1.35 a nominated pod has no place, for a hint', () => {
  const old: HandleOptions = { behaviour: { spreadHintsCountNominatedPods: false } };
  const gone = aPod({ labels: labelsIn('app=web'), nominatedNodeName: 'n' });
  const before135 = podTopologySpread.create(args, aHandle(old));
  equal(askHint(before135, { resource: 'Pod', action: Action.Delete }, waiting, gone, undefined), 'QueueSkip');
});

const inA = (name = 'n') => aNodeSpec({ name, labels: { [zone]: 'a' } });
const inB = aNodeSpec({ name: 'n', labels: { [zone]: 'b' } });
const nowhere = aNodeSpec({ name: 'n', labels: {} });
const taintedInA = aNodeSpec({ name: 'n', labels: { [zone]: 'a' }, taints: [{ key: 't', effect: 'NoSchedule' }] });
const taintedNowhere = aNodeSpec({ name: 'n', labels: {}, taints: [{ key: 't', effect: 'NoSchedule' }] });
const laterTaint = aNodeSpec({
  name: 'n',
  labels: { [zone]: 'a' },
  taints: [{ key: 't', effect: 'NoSchedule', timeAdded: '2026-01-01T00:00:00Z' }],
});

const nodeEvents: { fact: string; action: number; before?: NodeSpec; after?: NodeSpec; want: string }[] = [
  { fact: 'a node in a zone was added', action: Action.Add, after: inA(), want: 'Queue' },
  { fact: 'a node without zone was added', action: Action.Add, after: nowhere, want: 'QueueSkip' },
  { fact: 'a node in a zone is gone', action: Action.Delete, before: inA(), want: 'Queue' },
  { fact: 'a node without zone is gone', action: Action.Delete, before: nowhere, want: 'QueueSkip' },
  { fact: 'a node got a zone', action: Action.UpdateNodeLabel, before: nowhere, after: inA(), want: 'Queue' },
  { fact: 'a node lost its zone', action: Action.UpdateNodeLabel, before: inA(), after: nowhere, want: 'Queue' },
  { fact: 'a node changed its zone', action: Action.UpdateNodeLabel, before: inA(), after: inB, want: 'Queue' },
  { fact: 'a node kept its zone', action: Action.UpdateNodeLabel, before: inA(), after: inA(), want: 'QueueSkip' },
  {
    fact: 'a node in a zone got a taint',
    action: Action.UpdateNodeTaint,
    before: inA(),
    after: taintedInA,
    want: 'Queue',
  },
  {
    fact: 'a taint is dated anew',
    action: Action.UpdateNodeTaint,
    before: taintedInA,
    after: laterTaint,
    want: 'Queue',
  },
  {
    fact: 'a node without zone got a taint',
    action: Action.UpdateNodeTaint,
    before: nowhere,
    after: taintedNowhere,
    want: 'QueueSkip',
  },
];
for (const { fact, action, before, after, want } of nodeEvents) {
  test(`${fact}: ${want}`, () => equal(askHint(plugin, { resource: 'Node', action }, waiting, before, after), want));
}

test('a node needs the keys of every hard constraint, not of soft ones', () => {
  const soft = { ...constraint, topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway' };
  const ask = (topologySpreadConstraints: TopologySpreadConstraintV1[]) => {
    const pod = aPod({ labels: labelsIn('app=web'), spec: { topologySpreadConstraints } });
    return askHint(plugin, { resource: 'Node', action: Action.Add }, pod, undefined, inA());
  };
  deepEqual(
    [ask([constraint, soft]), ask([constraint, { ...constraint, topologyKey: hostname }])],
    ['Queue', 'QueueSkip'],
  );
});
