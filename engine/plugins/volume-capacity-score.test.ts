import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CSIStorageCapacityV1,
  KubeObject,
  PersistentVolumeClaimV1,
  PersistentVolumeV1,
} from '../objects/index.js';
import { aCluster, aHandle } from './testing.js';
import type { Binding } from './volume-binder.js';
import { volumeBinding } from './volume-binding.js';
import { capacityScorer } from './volume-capacity-score.js';
import type { Provision } from './volume-provisioning.js';
import { aClaim, aClass, aPodWith, aVolume } from './volume-testing.js';

/** The default: full volumes score low. */
const lessIsMore = [
  { utilization: 0, score: 10 },
  { utilization: 100, score: 0 },
];

function binding(className: string, storage: string, capacity: string): Binding {
  return {
    claim: aClaim('c', { className, storage }) as PersistentVolumeClaimV1,
    volume: aVolume('v', { className, storage: capacity }) as PersistentVolumeV1,
  };
}

function provision(storage: string, capacity: string | null): Provision {
  const segment = { storageClassName: 'fast', capacity } as unknown as CSIStorageCapacityV1;
  return {
    claim: aClaim('c', { className: 'fast', storage }) as PersistentVolumeClaimV1,
    capacity: capacity === null ? null : segment,
  };
}

test('a claim on a volume that is there scores by how much of it it uses', () => {
  const score = capacityScorer(lessIsMore);
  //  100·3/10 = 30 %, 100 + (0 − 100)·30/100 = 70
  equal(score({ bindings: [binding('x', '3Gi', '10Gi')], provisions: [] }), 70);
  //  one class: (1 + 3)/(10 + 10) = 20 %
  equal(score({ bindings: [binding('x', '1Gi', '10Gi'), binding('x', '3Gi', '10Gi')], provisions: [] }), 80);
  //  two classes: (90 + 75)/2 = 82.5, rounded up
  equal(score({ bindings: [binding('x', '1Gi', '10Gi'), binding('y', '1Gi', '4Gi')], provisions: [] }), 83);
});

test('where nothing is bound, what is to be made counts against its segment, which is one for all of a class', () => {
  const score = capacityScorer(lessIsMore);
  //  (20 + 30)/100 = 50 %
  equal(score({ bindings: [], provisions: [provision('20Gi', '100Gi'), provision('30Gi', '100Gi')] }), 50);
  equal(score({ bindings: [], provisions: [provision('20Gi', null)] }), 0);
  equal(score({ bindings: [binding('x', '3Gi', '10Gi')], provisions: [provision('20Gi', '100Gi')] }), 70);
});

test('between points the shape is linear and truncates; beyond its ends it stays', () => {
  const shape = [
    { utilization: 20, score: 0 },
    { utilization: 50, score: 5 },
    { utilization: 80, score: 2 },
  ];
  const at = (used: string) => capacityScorer(shape)({ bindings: [binding('x', used, '100Gi')], provisions: [] });
  equal(at('10Gi'), 0);
  equal(at('30Gi'), 16); // 0 + 50·10/30 = 16.7
  equal(at('60Gi'), 40); // 50 − 30·10/30
  equal(at('61Gi'), 39); // 50 − 30·11/30
  equal(at('90Gi'), 20);
});

test('more asked than there is counts as full', () => {
  equal(capacityScorer(lessIsMore)({ bindings: [binding('x', '20Gi', '10Gi')], provisions: [] }), 0);
});

test('without a shape the plugin does not score; with one it scores pods without claims 0', () => {
  const objects: KubeObject[] = [aClass('fast'), aClaim('c', { className: 'fast' })];
  const cluster = aCluster([{ name: 'n' }], [...objects, aVolume('v', { className: 'fast', storage: '4Gi' })]);
  const handle = aHandle({ cluster });
  const off = volumeBinding.create({ bindTimeoutSeconds: 600 }, handle);
  const on = volumeBinding.create({ bindTimeoutSeconds: 600, shape: lessIsMore }, handle);
  const cycle = { cluster, attempt: 1, filterState: () => undefined, skipsFilter: () => false };
  const pod = aPodWith(['c']);
  const { state } = on.preFilter!.check(pod, cycle);
  equal(off.preScore!(pod, cluster.nodes, state, cycle).status.code, 'Skip');
  equal(on.preScore!(pod, cluster.nodes, state, cycle).status.code, 'Success');
  equal(on.score!.score(pod, cluster.node('n')!, undefined, state), 75); // 1Gi of 4Gi
  const plain = aPodWith([]);
  equal(on.score!.score(plain, cluster.node('n')!, undefined, on.preFilter!.check(plain, cycle).state), 0);
});
