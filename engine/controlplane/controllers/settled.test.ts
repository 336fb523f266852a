import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { KubeObject, PodSpecV1 } from '../../objects/index.js';
import { aTemplate, aWorkload, createWorld, type World } from './testing.js';

const s = 1e6;
const hour = 3600 * s;

/** A cluster with one workload of each kind, settled. */
function settledWorld(): World {
  const world = createWorld({
    runsUs: (pod) => (pod.labels.get('app') === 'sum' ? { afterUs: s, phase: 'Succeeded' } : null),
  });
  world.addNodes(4);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 5 }));
  world.apply(aWorkload('Deployment', 'web', { replicas: 5, template: aTemplate('web', 'image:2') }), 100 * s);
  world.apply(aWorkload('ReplicaSet', 'lone', { replicas: 2 }));
  world.apply(aWorkload('StatefulSet', 'db', { replicas: 3 }));
  world.apply(aWorkload('DaemonSet', 'agent', {}));
  const podSpec: PodSpecV1 = { ...aTemplate('sum').spec, restartPolicy: 'Never' };
  world.apply(
    aWorkload('Job', 'sum', { completions: 3, parallelism: 2, template: { ...aTemplate('sum'), spec: podSpec } }),
  );
  const budget = { selector: { matchLabels: { app: 'web' } }, maxUnavailable: 1 };
  world.apply({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: budget });
  world.run(1000 * s);
  return world;
}

/** A world that begins as the other one ended; `keep` says which objects, and how. */
function copyOf(world: World, keep: (object: KubeObject) => KubeObject | null = (object) => object): World {
  const copy = createWorld();
  for (const entry of world.store.objects) {
    const object = entry.current && keep(structuredClone(entry.current));
    if (object) copy.objects.adopt(object);
  }
  for (const pod of world.podList()) {
    const { name, spec, labels, drawId, uid, nodeName, phase, ready } = pod;
    const owner = spec.controllerRef ? `${spec.controllerRef.kind}/${spec.controllerRef.name}` : '';
    copy.pods.adopt(
      { name, spec, labels, drawId, uid, owner },
      { nodeName, phase, ready, createdUs: pod.createdUs - 2 * hour },
    );
  }
  copy.controllers.start();
  return copy;
}

function namesOf(world: World): string[] {
  return world
    .podList()
    .map((pod) => `${pod.name}@${pod.nodeName}`)
    .sort();
}

test('a settled cluster read back stays as it is: no pod is made, none moves, and nothing is written', () => {
  const before = settledWorld();
  const after = copyOf(before);
  const served = after.api.served;
  after.run(hour);
  deepEqual(namesOf(after), namesOf(before));
  equal(after.ledger.count, before.podList().length);
  equal(after.api.served - served, 0);
});

test('without uids owners are known by their names', () => {
  const before = settledWorld();
  const after = copyOf(before, (object) => {
    const { uid: _uid, ...metadata } = object.metadata;
    return { ...object, metadata };
  });
  after.run(hour);
  deepEqual(namesOf(after), namesOf(before));
});

test('without any status pods stay where they are', () => {
  const before = settledWorld();
  const after = copyOf(before, ({ status: _status, ...object }) => object as KubeObject);
  after.run(hour);
  deepEqual(namesOf(after), namesOf(before));
});

test('ReplicaSets that are missing are made again from their pods', () => {
  const before = settledWorld();
  const isDeploymentsSet = ({ kind, metadata }: KubeObject) => kind === 'ReplicaSet' && metadata.name !== 'lone';
  const after = copyOf(before, (object) => (isDeploymentsSet(object) ? null : object));
  after.run(hour);
  deepEqual(namesOf(after), namesOf(before));
  const sets = after.store.list('ReplicaSet').map(({ name }) => name);
  equal(sets.length, 2); // lone, and the current one of web
  ok(after.podsOf('web-').every((pod) => sets.includes(pod.spec.controllerRef!.name)));
});

test('a settled cluster goes on when it is changed', () => {
  const after = copyOf(settledWorld());
  after.apply(aWorkload('Deployment', 'web', { replicas: 8, template: aTemplate('web', 'image:2') }), 100 * s);
  after.run(hour);
  equal(after.podsOf('web-').length, 8);
  equal(after.store.list('ReplicaSet').filter(({ name }) => name.startsWith('web-')).length, 2);
});
