import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { compilePod } from '../objects/index.js';
import { NodeInfo } from './node-info.js';
import { NodeTable } from './node-table.js';
import { never, Pod } from './pod.js';
import { PodLinks } from './pod-links.js';
import { PodShelf } from './pod-shelf.js';
import { PodsByIndex } from './pods-by-index.js';

const specOf = () =>
  compilePod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x' },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  });
const spec = specOf();
const facts = {
  nameOf: (pod: number) => `web-${pod}`,
  nodeOf: (pod: number) => `node-${pod % 3}`,
  createdUsOf: (pod: number) => 1000 * pod,
  drawIdOf: (pod: number) => 7 * pod,
};
const boundPod = (index: number, of = spec) =>
  new Pod(
    index,
    `web-${index}`,
    of,
    of.labels,
    1000 * index,
    `node-${index % 3}`,
    '',
    'Pending',
    never,
    never,
    '',
    false,
    7 * index,
  );

test('a bound pod is made again as it was', () => {
  const shelf = new PodShelf(facts);
  const pods = new PodsByIndex(shelf);
  for (let index = 0; index < 2000; index++) pods.set(boundPod(index));
  equal(pods.size, 2000);
  // A spec that one pod has alone stays with it, so the first pod is an object.
  deepEqual(
    [...pods.objects()].map(({ index }) => index),
    [0],
  );
  for (const index of [0, 1, 999, 1999]) deepEqual(pods.get(index), boundPod(index));
});

test('a pod about which more is to say stays an object', () => {
  const shelf = new PodShelf(facts);
  for (let index = 0; index < 3; index++) shelf.put(boundPod(index));
  const pod = boundPod(2);
  ok(shelf.put(pod));
  for (const change of [
    { ready: true },
    { phase: 'Running' as const },
    { deletionUs: 5 },
    { nominatedNodeName: 'a' },
    { nodeName: 'other' },
    { spec: specOf() },
  ])
    equal(shelf.put(pod.with(change)), false, JSON.stringify(Object.keys(change)));
});

test('readers at different versions of a pod each see their own', () => {
  const shelf = new PodShelf(facts);
  const [ahead, behind] = [new PodsByIndex(shelf), new PodsByIndex(shelf)];
  for (const index of [0, 1]) for (const pods of [ahead, behind]) pods.set(boundPod(index));
  ahead.set(boundPod(1).with({ ready: true }));
  equal(ahead.get(1)!.ready, true);
  equal(behind.get(1)!.ready, false);
  ahead.delete(1);
  equal(ahead.get(1), undefined);
  deepEqual(behind.get(1), boundPod(1));
  deepEqual([ahead.size, behind.size], [1, 2]);
});

test('chained pods are in the order that a list would have', () => {
  const pods = new PodsByIndex();
  const table = new NodeTable();
  const links = new PodLinks(pods);
  const chained = new NodeInfo(null, table, table.add(), links);
  const listed = new NodeInfo(null, table, table.add());
  let state = 1;
  const roll = (n: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
  const there = new Set<number>();
  for (let step = 0; step < 500; step++) {
    const index = roll(12);
    const pod = boundPod(index);
    pods.set(pod);
    const act = !there.has(index) ? 'addPod' : roll(2) === 0 ? 'removePod' : 'replacePod';
    chained[act](pod);
    listed[act](pod);
    if (act === 'addPod') there.add(index);
    if (act === 'removePod') there.delete(index);
    deepEqual(indexesOf(chained.clone().pods), indexesOf(listed.pods), `after step ${step}`);
    equal(chained.podCount, there.size);
  }
  notEqual(there.size, 0);
});

test('a node that was asked for its list keeps it right', () => {
  const pods = new PodsByIndex();
  const table = new NodeTable();
  const node = new NodeInfo(null, table, table.add(), new PodLinks(pods));
  for (const index of [0, 1, 2]) {
    pods.set(boundPod(index));
    node.addPod(boundPod(index));
  }
  deepEqual(indexesOf(node.pods), [0, 1, 2]);
  node.removePod(boundPod(0));
  node.addPod(boundPod(0));
  deepEqual(indexesOf(node.pods), [2, 1, 0]);
  for (const index of [0, 1, 2]) node.removePod(boundPod(index));
  deepEqual(node.pods, []);
  node.addPod(boundPod(1));
  deepEqual(indexesOf(node.pods), [1]);
});

function indexesOf(pods: readonly Pod[]): number[] {
  return pods.map(({ index }) => index);
}
