import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Action, type NodeAffinityArgs } from '../framework/index.js';
import type { LabelSelectorRequirementV1, NodeSelectorTermV1, PodSpecV1 } from '../objects/index.js';
import { nodeAffinity } from './node-affinity.js';
import { aCluster, aCycle, aHandle, aNode, aNodeSpec, aPod, askHint, type NodeOptions } from './testing.js';

const make = (args: NodeAffinityArgs = {}) => nodeAffinity.create(args, aHandle());
const plugin = make();
const cycle = aCycle(aCluster());
const zoneIn = (...values: string[]): LabelSelectorRequirementV1 => ({ key: 'zone', operator: 'In', values });
const named = (...values: string[]): LabelSelectorRequirementV1 => ({ key: 'metadata.name', operator: 'In', values });
const requiring = (...nodeSelectorTerms: NodeSelectorTermV1[]): Partial<PodSpecV1> => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const preferring = (...terms: [number, string][]): Partial<PodSpecV1> => ({
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: terms.map(([weight, zone]) => ({
        weight,
        preference: { matchExpressions: [zoneIn(zone)] },
      })),
    },
  },
});
const inZone = (zone: string): NodeOptions => ({ name: `node-${zone}`, labels: { zone } });

const filterCases: { what: string; spec: Partial<PodSpecV1>; zones: string[] }[] = [
  { what: 'a node selector asks for its labels', spec: { nodeSelector: { zone: 'a' } }, zones: ['a'] },
  {
    what: 'required terms are alternatives',
    spec: requiring({ matchExpressions: [zoneIn('a')] }, { matchExpressions: [zoneIn('b')] }),
    zones: ['a', 'b'],
  },
  {
    what: 'expressions of one term all have to hold',
    spec: requiring({ matchExpressions: [zoneIn('a', 'b'), zoneIn('b', 'c')] }),
    zones: ['b'],
  },
  {
    what: 'selector and affinity both have to hold',
    spec: { nodeSelector: { zone: 'a' }, ...requiring({ matchExpressions: [zoneIn('a', 'b')] }) },
    zones: ['a'],
  },
  { what: 'a field names a node', spec: requiring({ matchFields: [named('node-c')] }), zones: ['c'] },
  { what: 'a term without content matches nothing', spec: requiring({}), zones: [] },
];

for (const { what, spec, zones } of filterCases) {
  test(what, () => {
    const pod = aPod({ spec });
    const fits = ['a', 'b', 'c'].filter((zone) => plugin.filter!.check(pod, aNode(inZone(zone)), undefined).isSuccess);
    deepEqual(fits, zones);
  });
}

test('a mismatch cannot be helped by preemption', () => {
  const status = plugin.filter!.check(aPod({ spec: { nodeSelector: { zone: 'a' } } }), aNode(inZone('b')), undefined);
  equal(status.code, 'UnschedulableAndUnresolvable');
  deepEqual(status.reasons, ["node(s) didn't match Pod's node affinity/selector"]);
});

const preFilterCases: { what: string; spec: Partial<PodSpecV1>; code: string; nodes?: string[] }[] = [
  { what: 'a pod without node affinity is skipped', spec: {}, code: 'Skip' },
  { what: 'a node selector confines to no named nodes', spec: { nodeSelector: { zone: 'a' } }, code: 'Success' },
  {
    what: 'terms that all name nodes confine to their union',
    spec: requiring({ matchFields: [named('x')] }, { matchFields: [named('y')] }),
    code: 'Success',
    nodes: ['x', 'y'],
  },
  {
    what: 'one term without a name opens all nodes',
    spec: requiring({ matchFields: [named('x')] }, { matchExpressions: [zoneIn('a')] }),
    code: 'Success',
  },
  {
    what: 'names that contradict each other reject the pod at once',
    spec: requiring({ matchFields: [named('x'), named('y')] }),
    code: 'UnschedulableAndUnresolvable',
  },
];

for (const { what, spec, code, nodes } of preFilterCases) {
  test(what, () => {
    const result = plugin.preFilter!.check(aPod({ spec }), cycle);
    equal(result.status.code, code);
    deepEqual(result.nodeNames && [...result.nodeNames], nodes);
    if (code === 'UnschedulableAndUnresolvable') deepEqual(result.status.reasons, ['pod affinity terms conflict']);
  });
}

test('a node scores the sum of the weights of the preferred terms it matches, in proportion to the best', () => {
  const pod = aPod({ spec: preferring([10, 'a'], [20, 'a'], [20, 'b']) });
  const nodes = ['a', 'b', 'c'].map((zone) => aNode(inZone(zone)));
  equal(plugin.preScore!(pod, nodes, undefined, cycle).status.code, 'Success');
  const scores = Float64Array.from(nodes.map((node) => plugin.score!.score(pod, node, undefined, undefined) as number));
  deepEqual([...scores], [30, 20, 0]);
  plugin.score!.normalize!(scores, pod, nodes, undefined);
  deepEqual([...scores], [100, 66, 0]); // 20·100/30 = 66.6
});

test('a pod without preferences is not scored', () => {
  equal(plugin.preScore!(aPod(), [], undefined, cycle).status.code, 'Skip');
});

test('a preference that cannot be parsed fails the cycle', () => {
  const preference = { matchExpressions: [{ key: 'zone', operator: 'Gt', values: ['many'] }] };
  const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }] };
  const pod = aPod({ spec: { affinity: { nodeAffinity } } });
  const { status } = plugin.preScore!(pod, [], undefined, cycle);
  equal(status.code, 'Error');
  equal(status.message.includes('matchExpressions'), true);
});

const profile = make({
  addedAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [zoneIn('a', 'b')] }] },
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchExpressions: [zoneIn('b')] } }],
  },
});

test('what a profile adds is required of every pod, and comes first', () => {
  const pod = aPod({ spec: { nodeSelector: { zone: 'a' } } });
  const reasons = ['a', 'b', 'c'].map((zone) => profile.filter!.check(pod, aNode(inZone(zone)), undefined).reasons);
  deepEqual(reasons, [
    [],
    ["node(s) didn't match Pod's node affinity/selector"],
    ["node(s) didn't match scheduler-enforced node affinity"],
  ]);
  equal(profile.preFilter!.check(aPod(), cycle).status.code, 'Success');
});

test('what a profile prefers adds to what the pod does', () => {
  const pod = aPod({ spec: preferring([10, 'b']) });
  const scoreIn = (zone: string) => profile.score!.score(pod, aNode(inZone(zone)), undefined, undefined);
  deepEqual([scoreIn('a'), scoreIn('b')], [0, 15]); // 5 + 10
  equal(profile.preScore!(aPod(), [], undefined, cycle).status.code, 'Success');
});

const spec = (zone: string) => aNodeSpec({ name: 'n', labels: { zone } });
const hintCases = [
  { what: 'a new node that matches brings a pod back', plugin, before: undefined, after: spec('a'), hint: 'Queue' },
  { what: 'a new node that does not match does not', plugin, before: undefined, after: spec('b'), hint: 'QueueSkip' },
  { what: 'a node that begins to match does', plugin, before: spec('b'), after: spec('a'), hint: 'Queue' },
  { what: 'a node that matched before does not', plugin, before: spec('a'), after: spec('a'), hint: 'QueueSkip' },
  { what: 'a node that stops matching does not', plugin, before: spec('a'), after: spec('b'), hint: 'QueueSkip' },
  {
    what: 'a node that the profile rules out does not, though it matches the pod',
    plugin: make({
      addedAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [zoneIn('b')] }] },
      },
    }),
    before: undefined,
    after: spec('a'),
    hint: 'QueueSkip',
  },
];

for (const { what, plugin, before, after, hint } of hintCases) {
  test(what, () => {
    const pod = aPod({ spec: { nodeSelector: { zone: 'a' } } });
    const action = before === undefined ? Action.Add : Action.UpdateNodeLabel;
    equal(askHint(plugin, { resource: 'Node', action }, pod, before, after), hint);
  });
}

test('pods sign alike whatever order terms, requirements and values are in', () => {
  const x = { matchExpressions: [zoneIn('a', 'b'), { key: 'disk', operator: 'Exists' }] };
  const y = { matchFields: [named('n')] };
  const reversed = { matchExpressions: [{ key: 'disk', operator: 'Exists' }, zoneIn('b', 'a')] };
  const signed = (...terms: NodeSelectorTermV1[]) => plugin.signs!(aPod({ spec: requiring(...terms) }));
  deepEqual(signed(x, y), signed(y, reversed));
});
