/** A settled cluster's dump, run for an hour: controllers adopt what is there, and nothing moves. */
import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { type RunResult, simulate, textAt } from '../../engine/index.js';
import { settledDump } from './settled-dump-testing.js';
import { workbench } from './testing.js';

const bench = workbench();
const hourUs = 3600e6;

async function hourOf(text: string, more: object = {}): Promise<{ notes: readonly string[]; result: RunResult }> {
  const files = [bench.write('dump.yaml', text)];
  const { spec, notes } = await bench.prepare(
    {},
    { scenario: undefined as unknown as string, files, untilUs: hourUs, ...more },
  );
  return { notes, result: await simulate(spec) };
}

const placesOf = ({ pods }: RunResult) =>
  Array.from(
    { length: pods.count },
    (_, i) =>
      `${textAt(pods.namespace, i)}/${textAt(pods.name, i)} on ${textAt(pods.node, i)}: ${textAt(pods.phase, i)}`,
  );

const { notes, result } = await hourOf(settledDump());

test('the dump lacks nothing, and says so by saying nothing', () => {
  deepEqual(notes, []);
  deepEqual(result.refused, []);
});

test('in an hour no pod is made, none moves, none ends', () => {
  const { podsCreated, podsBound, podsDeleted, podsEvicted, podsUnplaced, attempts } = result.counts;
  deepEqual([podsCreated, podsDeleted, podsEvicted, podsUnplaced, attempts], [0, 0, 0, 0, 0]);
  equal(podsBound, 0);
  equal(result.endedUs, hourUs);
  const places = placesOf(result);
  equal(places.length, 5 + 3 + 5 + 3 + 1); // web, db, agents, the job's, debug
  equal(places.filter((place) => place.endsWith(': Running')).length, 14);
});

test('pods that are through hold nothing: nodes count the running ones alone', () => {
  //   worker-1: web 2 × 500m, agent 100m, debug 50m;  the job's failed pod asked for 3500m
  const worker = result.nodes.find(({ name }) => name === 'worker-1')!;
  deepEqual([worker.pods, worker.requestedCpuMilli, worker.allocatableCpuMilli], [4, 1150, 3920]);
  equal(
    result.nodes.reduce((sum, node) => sum + node.pods, 0),
    14,
  );
});

test('without the status of workloads nothing moves either', async () => {
  const workloads = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);
  const text = settledDump(({ status, ...item }) => (workloads.has(item.kind) ? item : { ...item, status }));
  const { result: without } = await hourOf(text);
  deepEqual(placesOf(without), placesOf(result));
});

test('where a pod of a ReplicaSet is missing, one is made', async () => {
  const gone = 'web-7c9d4f5b6-zb6wx';
  const { result: mended } = await hourOf(settledDump((item) => (item.metadata.name === gone ? null : item)));
  const { podsCreated, podsBound, podsReady, podsDeleted } = mended.counts;
  deepEqual([podsCreated, podsBound, podsDeleted], [1, 1, 0]);
  equal(podsReady >= 1, true);
  equal(textAt(mended.pods.owner, mended.pods.count - 1), 'ReplicaSet/web-7c9d4f5b6');
});

test('without the nodes their pods say what is missing', async () => {
  const { notes: said } = await hourOf(settledDump((item) => (item.kind === 'Node' ? null : item)));
  equal(said.length, 2);
  equal(/^pods refer to what the input lacks: Node\/control-plane-1, Node\/worker-1/.test(said[1]!), true, said[1]);
});
