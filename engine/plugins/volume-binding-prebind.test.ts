import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster, Pod } from '../cluster/index.js';
import { failure, type Handle, type Plugin, type PluginCalls, type Status, success } from '../framework/index.js';
import type { KubeObject } from '../objects/index.js';
import { aCluster, aCycle, aHandle } from './testing.js';
import { volumeBinding } from './volume-binding.js';
import { aClaim, aClass, aPodWith, aVolume } from './volume-testing.js';

const bindCompleted = 'pv.kubernetes.io/bind-completed';
const selectedNode = 'volume.kubernetes.io/selected-node';

/** A plugin over nodes a and b whose calls are written down and whose clock is moved by hand. */
function aWorld(objects: KubeObject[], refuse: (object: KubeObject) => boolean = () => false) {
  const cluster = aCluster([{ name: 'a' }, { name: 'b' }], objects);
  const written: KubeObject[] = [];
  const timers: { atUs: number; then: () => void }[] = [];
  let nowUs = 0;
  const calls: Partial<PluginCalls> = {
    update(_kind, object, done) {
      if (refuse(object as KubeObject)) return done(failure('the object has been modified'));
      written.push(object as KubeObject);
      done(success);
    },
    after: (delayUs, then) => void timers.push({ atUs: nowUs + delayUs, then }),
  };
  const handle: Handle = { ...aHandle({ cluster, calls }), nowUs: () => nowUs };
  /** Moves the clock to the next timer. */
  const tick = () => {
    const { atUs, then } = timers.shift()!;
    nowUs = atUs;
    then();
  };
  const plugin = volumeBinding.create({ bindTimeoutSeconds: 5 }, handle) as Plugin;
  return { cluster, plugin, written, tick, nowUs: () => nowUs };
}

type World = ReturnType<typeof aWorld>;

/** Filters and reserves the pod on the node; gives the state, or what was said against it. */
function place({ cluster, plugin }: World, pod: Pod, nodeName: string): { state: unknown; said: string } {
  const { state, status } = plugin.preFilter!.check(pod, aCycle(cluster));
  const steps = [
    () => status,
    () => plugin.filter!.check(pod, cluster.node(nodeName)!, state),
    () => plugin.reserve!.reserve(pod, nodeName, state),
  ];
  for (const step of steps) {
    const said = step();
    if (!said.isSuccess) return { state, said: said.reasons.join(', ') };
  }
  cluster.assumePod(pod.with({ nodeName }));
  return { state, said: 'ok' };
}

/** Starts PreBind; the array holds its outcome once there is one. */
function preBind({ plugin }: World, pod: Pod, nodeName: string, state: unknown): Status[] {
  const outcome: Status[] = [];
  equal(plugin.preBind!.preFlight!(pod, nodeName, state).code, 'Success');
  plugin.preBind!.run(pod, nodeName, state, (status) => outcome.push(status));
  return outcome;
}

const local = aClass('local', { provisioner: 'kubernetes.io/no-provisioner' });
const claim = (cluster: Cluster, name: string) => cluster.objects.get('PersistentVolumeClaim', 'default', name)!;

/** What the PV controller does to a claim in the end. */
function complete(cluster: Cluster, name: string, volumeName: string, more: Record<string, string> = {}): void {
  const stored = claim(cluster, name);
  const annotations = { ...stored.metadata.annotations, [bindCompleted]: 'yes', ...more };
  const metadata = { ...stored.metadata, annotations };
  cluster.objects.set('PersistentVolumeClaim', { ...stored, metadata, spec: { ...stored.spec, volumeName } });
}

test('a pod whose claims are all bound has nothing to do before it is bound', () => {
  const world = aWorld([aVolume('v'), aClaim('c', { volumeName: 'v' })]);
  const pod = aPodWith(['c']);
  const { state, said } = place(world, pod, 'a');
  equal(said, 'ok');
  equal(world.plugin.preBind!.preFlight!(pod, 'a', state).code, 'Skip');
});

test('a volume assumed for one pod is not there for the next', () => {
  const objects = [aClaim('c', { className: 'local' }), aClaim('d', { className: 'local' })];
  const world = aWorld([local, ...objects, aVolume('v', { className: 'local' })]);
  equal(place(world, aPodWith(['c']), 'a').said, 'ok');
  equal(place(world, aPodWith(['d']), 'a').said, "node(s) didn't find available persistent volumes to bind");
});

test('unreserve gives an assumed volume back', () => {
  const objects = [aClaim('c', { className: 'local' }), aClaim('d', { className: 'local' })];
  const world = aWorld([local, ...objects, aVolume('v', { className: 'local' })]);
  const pod = aPodWith(['c']);
  const { state } = place(world, pod, 'a');
  world.plugin.reserve!.unreserve(pod, 'a', state);
  equal(place(world, aPodWith(['d']), 'a').said, 'ok');
});

test('a claim assumed for one node draws the next pod that uses it there', () => {
  const world = aWorld([aClass('fast'), aClaim('c', { className: 'fast' })]);
  equal(place(world, aPodWith(['c']), 'a').said, 'ok');
  equal(place(world, aPodWith(['c']), 'b').said, "node(s) didn't find available persistent volumes to bind");
  equal(place(world, aPodWith(['c']), 'a').said, 'ok');
});

test('what is assumed counts as a change of the objects', () => {
  const world = aWorld([local, aClaim('c', { className: 'local' }), aVolume('v', { className: 'local' })]);
  const before = world.cluster.objects.version('PersistentVolume');
  place(world, aPodWith(['c']), 'a');
  equal(world.cluster.objects.version('PersistentVolume') > before, true);
});

test('a static binding writes the volume, then waits until the claim is bound for good', () => {
  const world = aWorld([local, aClaim('c', { className: 'local' }), aVolume('v', { className: 'local' })]);
  const { cluster, written } = world;
  const pod = aPodWith(['c']);
  const outcome = preBind(world, pod, 'a', place(world, pod, 'a').state);
  const [volume] = written as [KubeObject & { spec: { claimRef: unknown } }];
  deepEqual(volume.spec.claimRef, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    namespace: 'default',
    name: 'c',
    uid: 'uid-c',
  });
  equal(volume.metadata.annotations?.['pv.kubernetes.io/bound-by-controller'], 'yes');

  world.tick(); // 1 s: the watch has not told the change yet
  cluster.objects.set('PersistentVolume', volume);
  world.tick(); // 2 s: the PV controller is not done
  equal(outcome.length, 0);
  complete(cluster, 'c', 'v');
  world.tick(); // 3 s
  equal(outcome[0]?.code, 'Success');
  equal(world.nowUs(), 3_000_000);
});

test('a claim to be provisioned is given to the node, and waited for', () => {
  const world = aWorld([aClass('fast'), aClaim('c', { className: 'fast' })]);
  const { cluster, written } = world;
  const pod = aPodWith(['c']);
  const outcome = preBind(world, pod, 'b', place(world, pod, 'b').state);
  equal(written[0]?.metadata.annotations?.[selectedNode], 'b');
  cluster.objects.set('PersistentVolumeClaim', written[0]!);
  world.tick();
  complete(cluster, 'c', 'made');
  world.tick(); // its volume is not to be seen yet
  equal(outcome.length, 0);
  cluster.objects.set('PersistentVolume', aVolume('made'));
  world.tick();
  equal(outcome[0]?.code, 'Success');
});

test('a provisioner that takes the node off the claim makes PreBind fail', () => {
  const world = aWorld([aClass('fast'), aClaim('c', { className: 'fast' })]);
  const pod = aPodWith(['c']);
  const outcome = preBind(world, pod, 'a', place(world, pod, 'a').state);
  world.cluster.objects.set('PersistentVolumeClaim', aClaim('c', { className: 'fast' }));
  world.tick();
  equal(outcome[0]?.message, 'binding volumes: provisioning failed for PVC "c"');
});

test('PreBind gives up when its time is over', () => {
  const world = aWorld([aClass('fast'), aClaim('c', { className: 'fast' })]);
  const pod = aPodWith(['c']);
  const outcome = preBind(world, pod, 'a', place(world, pod, 'a').state);
  while (outcome.length === 0) world.tick();
  equal(outcome[0]?.message, 'binding volumes: context deadline exceeded');
  equal(world.nowUs(), 5_000_000);
});

test('PreBind fails where the pod has gone', () => {
  const world = aWorld([aClass('fast'), aClaim('c', { className: 'fast' })]);
  const pod = aPodWith(['c'], { name: 'p' });
  const outcome = preBind(world, pod, 'a', place(world, pod, 'a').state);
  world.cluster.forgetPod(pod);
  world.tick();
  equal(outcome[0]?.message, 'binding volumes: pod does not exist any more: pod "p" not found');
});

test('what could not be written is no longer assumed', () => {
  const objects = [aClass('fast'), aClaim('c', { className: 'fast' })];
  const world = aWorld(objects, () => true);
  const pod = aPodWith(['c']);
  const outcome = preBind(world, pod, 'a', place(world, pod, 'a').state);
  equal(outcome[0]?.message, 'the object has been modified');
  equal(place(world, aPodWith(['c']), 'b').said, 'ok');
});

test('an object that changed since it was looked at is not assumed', () => {
  const world = aWorld([local, aClaim('c', { className: 'local' }), aVolume('v', { className: 'local' })]);
  const { cluster, plugin } = world;
  const pod = aPodWith(['c']);
  const { state } = plugin.preFilter!.check(pod, aCycle(cluster));
  cluster.objects.set('PersistentVolume', aVolume('v', { className: 'local' }));
  equal(plugin.reserve!.reserve(pod, 'a', state).message, '"v" is out of sync');
});
