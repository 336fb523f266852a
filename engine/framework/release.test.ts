import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../objects/index.js';
import { parseFeatureGates } from './release-gate-parsing.js';
import { gatesOf, type Minor, minors } from './release-gates.js';
import { releaseOf } from './release-of.js';

const refusal = (minor: Minor, text: string): string => {
  try {
    releaseOf(minor, parseFeatureGates(text, '--feature-gates'), '--feature-gates');
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message;
  }
  return 'accepted';
};

test('gates are as the release has them by default', () => {
  const on = minors.filter((minor) => releaseOf(minor).gate('NodeDeclaredFeatures'));
  assert.deepEqual(on, ['1.36', '1.37']);
  assert.deepEqual(
    minors.filter((minor) => releaseOf(minor).gate('StorageCapacityScoring')),
    ['1.37'],
  );
});

test('a gate that the release has no longer stays as it was locked', () => {
  assert.ok(!gatesOf('1.37').has('SchedulerQueueingHints'));
  assert.equal(releaseOf('1.37').gate('SchedulerQueueingHints'), true);
});

test('a gate that the release does not have yet is off', () => {
  assert.equal(releaseOf('1.35').gate('InterPodAffinityHostnameFastPath'), false);
});

test('a gate may be set to its default, or to what is simulated too', () => {
  assert.equal(releaseOf('1.36', { SidecarContainers: true }).gate('SidecarContainers'), true);
  assert.equal(releaseOf('1.36', { StorageCapacityScoring: true }).gate('StorageCapacityScoring'), true);
});

test('a gate that nothing simulated depends on is accepted', () => {
  assert.equal(refusal('1.36', 'KubeletTracing=true,ContainerCheckpoint=false'), 'accepted');
});

test('every default is accepted', () => {
  for (const minor of minors) {
    const defaults = Object.fromEntries([...gatesOf(minor)].map(([name, { on }]) => [name, on]));
    assert.doesNotThrow(() => releaseOf(minor, defaults));
  }
});

const refusals: [minor: Minor, gates: string, expected: RegExp][] = [
  ['1.36', 'Sidecar=true', /Sidecar: is no feature gate of Kubernetes 1\.36; did you mean SidecarContainers\?/],
  ['1.36', 'CompositePodGroup=true', /is no feature gate of Kubernetes 1\.36, only of 1\.37; choose that release/],
  ['1.36', 'SidecarContainers=false', /cannot be set to false: Kubernetes 1\.36 locks it to true/],
  ['1.36', 'GangScheduling=true', /GangScheduling: is not simulated when on: it holds pods back .*; leave it off/],
  ['1.36', 'AllAlpha=true', /is not simulated when on/],
  [
    '1.37',
    'DRAResourcePoolStatus=true,DRAPartitionableDevicesType=true,DRAPartitionableDevices=false',
    /needs DRAPartitionableDevices|is not simulated/,
  ],
  [
    '1.36',
    'PodLevelResources',
    /PodLevelResources: has no value; write PodLevelResources=true or PodLevelResources=false/,
  ],
  ['1.36', 'PodLevelResources=yes', /"yes" is neither true nor false/],
];

for (const [minor, gates, expected] of refusals) {
  test(`${minor} refuses ${gates}`, () => assert.match(refusal(minor, gates), expected));
}

test('--feature-gates takes Go’s booleans, spaces and empty entries; the last value counts', () => {
  assert.deepEqual(parseFeatureGates(' A = T,,B=0,A=false', 'x'), { A: false, B: false });
  assert.deepEqual(parseFeatureGates('', 'x'), {});
});

test('a gate that is on needs others', () => {
  assert.match(
    refusal('1.37', 'PodLevelResources=false'),
    /is on, but needs PodLevelResources, which is off|is not simulated/,
  );
});
