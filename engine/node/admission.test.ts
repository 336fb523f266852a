import { equal } from 'node:assert/strict';
import test from 'node:test';
import type { PodSpecV1 } from '../objects/index.js';
import { aContainer, aNode, createWorld } from './testing.js';

const cpu = (amount: string) => ({ containers: [aContainer('a', { resources: { requests: { cpu: amount } } })] });
const port = { containers: [aContainer('a', { ports: [{ containerPort: 80, hostPort: 80 }] })] };
const requests = (list: Record<string, string>) => ({
  containers: [aContainer('a', { resources: { requests: list, limits: list } })],
});

/** The reason given for the last of some pods bound to one node; "" where it was admitted. */
function reasonFor(pods: readonly Partial<PodSpecV1>[], node = aNode('node-0', { cpu: '2', memory: '1Gi' })): string {
  const world = createWorld({ nodes: [node] });
  for (const [i, spec] of pods.entries()) world.at(i * 60e6, () => world.bind(`pod-${i}`, 'node-0', spec));
  world.run();
  const rejected = world.journeys.filter(({ object }) => object === `Pod/default/pod-${pods.length - 1}`);
  return rejected[0]?.stage ?? '';
}

const gpuNode = aNode('node-0', { 'example.com/gpu': '1' });
const huge = aNode('node-0', { memory: '9007199254740993' });
const taint = { key: 'broken', effect: 'NoExecute' };
const cases: [string, string, Partial<PodSpecV1>[], ReturnType<typeof aNode>?][] = [
  ['a pod that fits is admitted', '', [cpu('1'), cpu('1')]],
  ['a third CPU of two is refused', 'rejected: OutOfcpu', [cpu('1'), cpu('1'), cpu('1')]],
  ['too much memory is refused', 'rejected: OutOfmemory', [requests({ memory: '2Gi' })]],
  [
    'the last byte of 2⁵³ + 1 is there',
    '',
    [requests({ memory: '9007199254740992' }), requests({ memory: '1' })],
    huge,
  ],
  [
    'one byte more is not',
    'rejected: OutOfmemory',
    [requests({ memory: '9007199254740992' }), requests({ memory: '1' }), requests({ memory: '1' })],
    huge,
  ],
  ['one pod too many is refused', 'rejected: OutOfpods', [{}, {}], aNode('node-0', { pods: '1' })],
  ['a device that is taken is refused', 'rejected: OutOfexample.com/gpu', gpus(2), gpuNode],
  ['a device that the node does not know is not its affair', '', gpus(1)],
  ['a host port that is taken is refused', 'rejected: NodePorts', [port, port]],
  ['a selector that does not match is refused', 'rejected: NodeAffinity', [{ nodeSelector: { disk: 'ssd' } }]],
  [
    'a taint with NoExecute is refused',
    'rejected: TaintToleration',
    [{}],
    aNode('node-0', {}, { spec: { taints: [taint] } }),
  ],
  [
    'a taint with NoSchedule is the scheduler’s affair',
    '',
    [{}],
    aNode('node-0', {}, { spec: { taints: [{ ...taint, effect: 'NoSchedule' }] } }),
  ],
];

function gpus(count: number): Partial<PodSpecV1>[] {
  return Array.from({ length: count }, () => requests({ 'example.com/gpu': '1' }));
}

for (const [fact, reason, pods, node] of cases) test(fact, () => equal(reasonFor(pods, node), reason));

test('a refused pod fails and holds nothing', () => {
  const world = createWorld({ nodes: [aNode('node-0', { cpu: '2' })] });
  const first = world.bind('first', 'node-0', cpu('3'));
  world.at(10e6, () => world.bind('second', 'node-0', cpu('2')));
  world.run();
  equal(world.store.pod(first)!.phase, 'Failed');
  equal(world.store.podByKey('default/second')!.phase, 'Running');
});
