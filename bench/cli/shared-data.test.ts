/** Manifests of others, where they are at hand: SEATRIAL_SHARED, else the folder "shared" beside the project. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root, workbench } from './testing.js';

const shared = process.env['SEATRIAL_SHARED'] ?? join(root, '..', 'shared');
const manifests = join(shared, 'data', 'manifests');
const skip = existsSync(manifests) ? false : `there is no ${manifests}; SEATRIAL_SHARED may say where it is`;
const bench = workbench();

interface RunJson {
  counts: { nodes: number; podsCreated: number; podsReady: number; podsUnplaced: number; podsFailed: number };
  notes: string[];
  refused: unknown[];
  pods: { name: string; owner: string; node: string }[];
  journeys: { object: string; stage: string }[];
}
const run = async (...args: string[]) => JSON.parse(await bench.printed(['run', ...args, '-o', 'json'])) as RunJson;
const createdOf = (journeys: RunJson['journeys'], kind: string) =>
  new Set(
    journeys
      .filter(({ object, stage }) => object.startsWith(`${kind}/`) && stage === 'create')
      .map(({ object }) => object),
  ).size;

test('microservices-demo on 20 nodes: 12 Deployments and 12 Services, a ready pod for each Deployment', {
  skip,
}, async () => {
  const { counts, notes, refused, journeys } = await run(
    '-f',
    join(manifests, 'microservices-demo.yaml'),
    '--nodes',
    '20',
  );
  deepEqual([createdOf(journeys, 'Deployment'), createdOf(journeys, 'Service')], [12, 12]);
  deepEqual([counts.nodes, counts.podsCreated, counts.podsReady, counts.podsUnplaced], [20, 12, 12, 0]);
  deepEqual(notes, ['kinds that are not simulated and change nothing here: 11 ServiceAccount']);
  deepEqual(refused, []);
});

test('the whole kube-prometheus folder: workloads run, other kinds are counted once', { skip }, async () => {
  const { counts, notes, refused, pods } = await run('-f', join(manifests, 'kube-prometheus'));
  deepEqual([counts.nodes, counts.podsUnplaced, counts.podsFailed, refused], [3, 0, 0, []]);
  equal(counts.podsReady, counts.podsCreated);
  equal(pods.filter(({ owner }) => owner.startsWith('DaemonSet/node-exporter')).length, 3); // one a node
  const ignored = notes.filter((note) => note.startsWith('kinds that are not simulated'));
  equal(ignored.length, 1);
  for (const kind of ['ServiceMonitor', 'Prometheus', 'ConfigMap', 'ClusterRole'])
    ok(ignored[0]!.includes(` ${kind}`), ignored[0]);
});
