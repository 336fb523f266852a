import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type KubeObject, labelsOf, type PersistentVolumeClaimV1, type PersistentVolumeV1 } from '../objects/index.js';
import { findMatchingVolume } from './volume-matching.js';
import { aClaim, aVolume, type ClaimOptions, type VolumeOptions } from './volume-testing.js';

const inZoneA = labelsOf({ 'topology.kubernetes.io/zone': 'a' });

/** The name of the volume that the claim gets from a node in zone a; null for none. */
function match(claim: KubeObject, volumes: KubeObject[]): string | null {
  const found = findMatchingVolume(
    claim as PersistentVolumeClaimV1,
    volumes as PersistentVolumeV1[],
    inZoneA,
    new Set(),
  );
  return found?.metadata.name ?? null;
}

const ref = (name: string, uid?: string) => ({ claimRef: { namespace: 'default', name, ...(uid && { uid }) } });
const labelled = { metadata: { labels: { tier: 'gold' } } };

const facts: [string, ClaimOptions, VolumeOptions, boolean][] = [
  ['one as large as asked suits', { storage: '10Gi' }, {}, true],
  ['one too small does not', { storage: '11Gi' }, {}, false],
  ['one of another class does not', {}, { className: 'y' }, false],
  ['one out of reach does not', {}, { zones: ['b'] }, false],
  ['one that is not available does not', {}, { phase: 'Released' }, false],
  ['one that is going does not', {}, { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }, false],
  ['a block device does not serve a file system', {}, { spec: { volumeMode: 'Block' } }, false],
  ['one with fewer access modes does not', { accessModes: ['ReadWriteMany'] }, {}, false],
  ['one with other attributes does not', {}, { spec: { volumeAttributesClassName: 'z' } }, false],
  ['one without the labels selected does not', { spec: { selector: { matchLabels: { tier: 'gold' } } } }, {}, false],
  ['one with them does', { spec: { selector: { matchLabels: { tier: 'gold' } } } }, labelled, true],
  ['one bound to another claim does not', {}, { spec: ref('d') }, false],
  ['one bound to an earlier claim of that name does not', {}, { spec: ref('c', 'uid-before') }, false],
  ['one bound to this claim in advance suits, available or not', {}, { spec: ref('c'), phase: 'Pending' }, true],
];
for (const [fact, claim, volume, suits] of facts) {
  test(fact, () => {
    const found = match(aClaim('c', { className: 'x', ...claim }), [aVolume('v', { className: 'x', ...volume })]);
    equal(found, suits ? 'v' : null);
  });
}

test('the smallest volume that suits is taken, the first of equal ones', () => {
  const volumes = ['9Gi', '3Gi', '3072Mi', '2Gi'].map((storage, i) => aVolume(`v${i}`, { storage }));
  equal(match(aClaim('c', { storage: '2.5Gi' }), volumes), 'v1');
});

test('a volume bound in advance comes before smaller ones, and where it is out of reach nothing else will do', () => {
  const small = aVolume('small', { storage: '1Gi' });
  equal(match(aClaim('c'), [small, aVolume('mine', { spec: ref('c') })]), 'mine');
  equal(match(aClaim('c'), [small, aVolume('mine', { spec: ref('c'), zones: ['b'] })]), null);
});
