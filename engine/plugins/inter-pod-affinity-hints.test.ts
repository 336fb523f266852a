import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import { Action } from '../framework/index.js';
import type { AffinityV1, NodeSpec, PodAffinityTermV1 } from '../objects/index.js';
import { labelsIn, zone } from './domain-testing.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { aHandle, aNodeSpec, aPod, askHint, type HandleOptions, type PodOptions } from './testing.js';

const args = { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false };
const as135: HandleOptions['behaviour'] = { interPodAffinityHintsWatchOwnChanges: false };
const as137: HandleOptions['behaviour'] = { interPodAffinityHintMatchesAnyTerm: true };

function term(labels: string, change: Partial<PodAffinityTermV1> = {}): PodAffinityTermV1 {
  return { topologyKey: zone, labelSelector: { matchLabels: labelsIn(labels) }, ...change };
}

function near(...terms: PodAffinityTermV1[]): AffinityV1 {
  return { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
}

function away(...terms: PodAffinityTermV1[]): AffinityV1 {
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
}

const podWith = (affinity: AffinityV1) => aPod({ labels: labelsIn('app=web'), spec: { affinity } });
const placed = (labels: string, options: PodOptions = {}) =>
  aPod({ labels: labelsIn(labels), nodeName: 'n', ...options });

const nearDb = podWith(near(term('app=db')));
const nearBoth = podWith(near(term('app=db'), term('tier=back')));
const awayFromDb = podWith(away(term('app=db')));
const awayFromBoth = podWith(away(term('app=db'), term('tier=back')));
const plain = podWith({});
const guard = (...terms: PodAffinityTermV1[]) => placed('app=guard', { spec: { affinity: away(...terms) } });

interface PodEvent {
  fact: string;
  pod: Pod;
  before?: Pod;
  after?: Pod;
  behaviour?: HandleOptions['behaviour'];
  want: 'Queue' | 'QueueSkip';
}

const podEvents: PodEvent[] = [
  { fact: 'a pod that affinity asks for was added', pod: nearDb, after: placed('app=db'), want: 'Queue' },
  { fact: 'another was added', pod: nearDb, after: placed('app=web'), want: 'QueueSkip' },
  { fact: 'one that matches one of two terms was added', pod: nearBoth, after: placed('app=db'), want: 'QueueSkip' },
  { fact: 'one that matches both was added', pod: nearBoth, after: placed('app=db,tier=back'), want: 'Queue' },
  { fact: 'a pod that anti-affinity shuns was added', pod: awayFromDb, after: placed('app=db'), want: 'QueueSkip' },
  {
    fact: 'one without a place was added',
    pod: nearDb,
    after: aPod({ labels: labelsIn('app=db') }),
    want: 'QueueSkip',
  },
  {
    fact: 'one that is nominated was added',
    pod: nearDb,
    after: aPod({ labels: labelsIn('app=db'), nominatedNodeName: 'n' }),
    want: 'Queue',
  },
  {
    fact: 'one that is nominated was added, in 1.35',
    pod: nearDb,
    after: aPod({ labels: labelsIn('app=db'), nominatedNodeName: 'n' }),
    behaviour: as135,
    want: 'QueueSkip',
  },
  {
    fact: 'one of a namespace that only the namespaceSelector reaches was added',
    pod: podWith(near(term('app=db', { namespaceSelector: { matchLabels: { color: 'red' } } }))),
    after: placed('app=db', { namespace: 'red' }),
    want: 'QueueSkip',
  },
  { fact: 'a pod that anti-affinity shuns is gone', pod: awayFromDb, before: placed('app=db'), want: 'Queue' },
  { fact: 'another is gone', pod: awayFromDb, before: placed('app=web'), want: 'QueueSkip' },
  { fact: 'a pod that affinity asks for is gone', pod: nearDb, before: placed('app=db'), want: 'QueueSkip' },
  { fact: 'one that matches one of two terms is gone', pod: awayFromBoth, before: placed('app=db'), want: 'QueueSkip' },
  {
    fact: 'one that matches one of two terms is gone, in 1.37',
    pod: awayFromBoth,
    before: placed('app=db'),
    behaviour: as137,
    want: 'Queue',
  },
  { fact: 'a pod that shunned the waiting one is gone', pod: plain, before: guard(term('app=web')), want: 'Queue' },
  {
    fact: 'a pod that shunned the waiting one is gone, in 1.35',
    pod: plain,
    before: guard(term('app=web')),
    behaviour: as135,
    want: 'QueueSkip',
  },
  {
    fact: 'one that shunned it by one of two terms is gone',
    pod: plain,
    before: guard(term('app=web'), term('app=db')),
    want: 'QueueSkip',
  },
  {
    fact: 'one that shunned it by one of two terms is gone, in 1.37',
    pod: plain,
    before: guard(term('app=web'), term('app=db')),
    behaviour: as137,
    want: 'Queue',
  },
];

for (const { fact, pod, before, after, behaviour, want } of podEvents) {
  test(`${fact}: ${want}`, () => {
    const plugin = interPodAffinity.create(args, aHandle({ behaviour: behaviour ?? {} }));
    const action = after === undefined ? Action.Delete : Action.Add;
    equal(askHint(plugin, { resource: 'Pod', action }, pod, before, after), want);
  });
}

const plugin = interPodAffinity.create(args, aHandle());

const relabelled: [string, Pod, string, string, 'Queue' | 'QueueSkip'][] = [
  ['a pod begins to match affinity', nearDb, 'app=web', 'app=db', 'Queue'],
  ['a pod ceases to match affinity', nearDb, 'app=db', 'app=web', 'QueueSkip'],
  ['a pod goes on matching affinity', nearDb, 'app=db', 'app=db,rev=2', 'QueueSkip'],
  ['a pod ceases to match anti-affinity', awayFromDb, 'app=db', 'app=web', 'Queue'],
  ['a pod begins to match anti-affinity', awayFromDb, 'app=web', 'app=db', 'QueueSkip'],
];
for (const [fact, pod, from, to, want] of relabelled) {
  test(`${fact}: ${want}`, () => {
    const before = placed(from);
    const after = before.with({ labels: new Map(Object.entries(labelsIn(to))) });
    equal(askHint(plugin, { resource: 'Pod', action: Action.UpdatePodLabel }, pod, before, after), want);
  });
}

test("the waiting pod's own new labels always help, since 1.36", () => {
  const after = plain.with({ labels: new Map([['app', 'other']]) });
  const event = { resource: 'Pod', action: Action.UpdatePodLabel } as const;
  equal(askHint(plugin, event, after, plain, after), 'Queue');
  const old = interPodAffinity.create(args, aHandle({ behaviour: as135 }));
  equal(askHint(old, event, after, plain, after), 'QueueSkip');
});

const inA = aNodeSpec({ name: 'n', labels: { [zone]: 'a' } });
const inB = aNodeSpec({ name: 'n', labels: { [zone]: 'b' } });
const nowhere = aNodeSpec({ name: 'n', labels: {} });

const nodeEvents: [string, Pod, NodeSpec | undefined, NodeSpec, 'Queue' | 'QueueSkip'][] = [
  ['affinity, a node in a zone was added', nearDb, undefined, inA, 'Queue'],
  ['affinity, a node without zone was added', nearDb, undefined, nowhere, 'QueueSkip'],
  ['affinity, a node got a zone', nearDb, nowhere, inA, 'Queue'],
  ['affinity, a node changed its zone', nearDb, inA, inB, 'Queue'],
  ['affinity, a node lost its zone', nearDb, inA, nowhere, 'QueueSkip'],
  ['affinity, a node kept its zone', nearDb, inA, inA, 'QueueSkip'],
  ['anti-affinity, a node in a zone was added', awayFromDb, undefined, inA, 'Queue'],
  ['anti-affinity, a node without zone was added', awayFromDb, undefined, nowhere, 'Queue'],
  ['anti-affinity, a node lost its zone', awayFromDb, inA, nowhere, 'Queue'],
  ['anti-affinity, a node changed its zone', awayFromDb, inA, inB, 'Queue'],
  ['anti-affinity, a node got a zone', awayFromDb, nowhere, inA, 'QueueSkip'],
  ['no terms, a node was added', plain, undefined, inA, 'QueueSkip'],
];
for (const [fact, pod, before, after, want] of nodeEvents) {
  test(`${fact}: ${want}`, () => {
    const action = before === undefined ? Action.Add : Action.UpdateNodeLabel;
    equal(askHint(plugin, { resource: 'Node', action }, pod, before, after), want);
  });
}

test('neither taints nor the end of a node are watched', () => {
  for (const action of [Action.UpdateNodeTaint, Action.Delete]) {
    equal(askHint(plugin, { resource: 'Node', action }, awayFromDb, inA, nowhere), undefined);
  }
});
