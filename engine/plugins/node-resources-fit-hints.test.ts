import { equal } from 'node:assert/strict';
import test from 'node:test';
import { Action, type NodeResourcesFitArgs } from '../framework/index.js';
import { nodeResourcesFit } from './node-resources-fit.js';
import { type Amounts, aHandle, aNodeSpec, aPod, askHint, changed, type PodOptions } from './testing.js';

const gpu = 'example.com/gpu';
const args: NodeResourcesFitArgs = {
  ignoredResources: [gpu],
  ignoredResourceGroups: [],
  scoringStrategy: { type: 'LeastAllocated', resources: [{ name: 'cpu', weight: 1 }] },
};
const plugin = nodeResourcesFit.create(args, aHandle());

const deletions: { what: string; gone: PodOptions; hint: string }[] = [
  { what: 'any assigned pod that goes brings a pod back', gone: { nodeName: 'a' }, hint: 'Queue' },
  { what: 'one nominated to a node does too', gone: { nominatedNodeName: 'a' }, hint: 'Queue' },
  { what: 'one without a place does not', gone: { requests: { cpu: '4' } }, hint: 'QueueSkip' },
];

for (const { what, gone, hint } of deletions) {
  test(what, () => {
    const waiting = aPod({ requests: { cpu: '1' } });
    equal(askHint(plugin, { resource: 'Pod', action: Action.Delete }, waiting, aPod(gone), undefined), hint);
  });
}

const scaleDowns: { what: string; from: Amounts; to: Amounts; nodeName?: string; hint: string }[] = [
  { what: 'less CPU where CPU is wanted', from: { cpu: '2' }, to: { cpu: '1' }, nodeName: 'a', hint: 'Queue' },
  {
    what: 'less memory where none is wanted',
    from: { memory: '2Gi' },
    to: { memory: '1Gi' },
    nodeName: 'a',
    hint: 'QueueSkip',
  },
  { what: 'less of a wanted extended resource', from: { [gpu]: 2 }, to: { [gpu]: 1 }, nodeName: 'a', hint: 'Queue' },
  {
    what: 'less of another',
    from: { 'example.com/nic': 2 },
    to: { 'example.com/nic': 1 },
    nodeName: 'a',
    hint: 'QueueSkip',
  },
  { what: 'less CPU of a pod without a node', from: { cpu: '2' }, to: { cpu: '1' }, hint: 'QueueSkip' },
];

for (const { what, from, to, nodeName = '', hint } of scaleDowns) {
  test(`another pod scaled down: ${what}`, () => {
    const waiting = aPod({ requests: { cpu: '1', [gpu]: 1 } });
    const before = aPod({ requests: from, nodeName });
    const after = changed(before, { requests: to, nodeName });
    equal(askHint(plugin, { resource: 'Pod', action: Action.UpdatePodScaleDown }, waiting, before, after), hint);
  });
}

test('a waiting pod that was itself scaled down comes back', () => {
  const waiting = aPod({ requests: { cpu: '2' } });
  const event = { resource: 'Pod', action: Action.UpdatePodScaleDown } as const;
  equal(askHint(plugin, event, waiting, waiting, changed(waiting, { requests: { cpu: '1' } })), 'Queue');
});

const nodeChanges: { what: string; before?: Amounts; after: Amounts; wanted?: Amounts; hint: string }[] = [
  { what: 'a new node that is large enough', after: { cpu: '4' }, hint: 'Queue' },
  { what: 'a new node that is too small', after: { cpu: '1' }, hint: 'QueueSkip' },
  { what: 'a new node that takes no pods', after: { pods: 0 }, hint: 'QueueSkip' },
  { what: 'more CPU, enough for the pod', before: { cpu: '1' }, after: { cpu: '4' }, hint: 'Queue' },
  { what: 'more CPU, not enough for the pod', before: { cpu: '1' }, after: { cpu: '1500m' }, hint: 'QueueSkip' },
  { what: 'less CPU, though enough', before: { cpu: '8' }, after: { cpu: '4' }, hint: 'QueueSkip' },
  {
    what: 'more memory, which the pod does not want',
    before: { memory: '1Gi' },
    after: { memory: '8Gi' },
    hint: 'QueueSkip',
  },
  { what: 'room for more pods', before: { pods: 10 }, after: { pods: 11 }, hint: 'Queue' },
  {
    what: 'a resource that the filter ignores is missing all the same',
    after: {},
    wanted: { [gpu]: 1 },
    hint: 'QueueSkip',
  },
  {
    what: 'more of a wanted extended resource',
    before: { [gpu]: 1 },
    after: { [gpu]: 2 },
    wanted: { [gpu]: 1 },
    hint: 'Queue',
  },
];

for (const { what, before, after, wanted = { cpu: '2' }, hint } of nodeChanges) {
  test(`node: ${what}`, () => {
    const action = before === undefined ? Action.Add : Action.UpdateNodeAllocatable;
    const node = (allocatable: Amounts) => aNodeSpec({ name: 'a', allocatable });
    const waiting = aPod({ requests: wanted });
    equal(askHint(plugin, { resource: 'Node', action }, waiting, before && node(before), node(after)), hint);
  });
}

test('labels and taints of nodes are not registered', () => {
  equal(
    askHint(plugin, { resource: 'Node', action: Action.UpdateNodeLabel | Action.UpdateNodeTaint }, aPod(), null, null),
    undefined,
  );
});
