import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../objects/index.js';
import { parseFeatureGates } from './release-gate-parsing.js';
import { simulatedOnlyByDefault } from './release-gate-rules.js';
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
  ['1.36', 'CompositePodGroup=true', /is no feature gate of Kubernetes 1\.36, only of 1\.37; leave the gate out/],
  [
    '1.36',
    'VolumeBindMountOptions=true',
    /is no feature gate of Kubernetes 1\.36, only of 1\.37; choose 1\.37, or leave/,
  ],
  ['1.36', 'Foo=true', /Foo: is no feature gate of Kubernetes 1\.36; leave the gate out$/],
  ['1.36', 'PodLevelResorces=true', /is no feature gate of Kubernetes 1\.36; did you mean PodLevelResources\?$/],
  ['1.36', 'Sidecar=false', /Sidecar: is no feature gate of Kubernetes 1\.36; leave the gate out/],
  ['1.36', 'SidecarContainers=false', /cannot be set to false: Kubernetes 1\.36 locks it to true/],
  [
    '1.36',
    'GangScheduling=true',
    /GangScheduling: is simulated only when off: it holds pods back .*; leave it off, its default in 1\.36/,
  ],
  ['1.37', 'SchedulerAsyncPreemption=false', /is simulated only when on: it evicts victims beside .*; leave it on/],
  ['1.36', 'AllAlpha=true', /is simulated only when off/],
  [
    '1.36',
    'DRAWorkloadResourceClaims=true',
    /is on, but needs GenericWorkload, which is off; set DRAWorkloadResourceClaims=false$/,
  ],
  ['1.36', 'PodLevelResources', /PodLevelResources: has no value; write PodLevelResources=… with true or false/],
  ['1.36', 'PodLevelResources=yes', /"yes" is neither true nor false/],
];

/** The settings that a refusal names, with the release each is for. */
function advised(minor: Minor, text: string, message: string): [Minor, string][] {
  const settings = [...message.matchAll(/(?:; |, or )set (\S+?)(?=, or |$)/g)].map((found) => `${text},${found[1]}`);
  const releases = /; choose (\S+(?: or \S+)*), or/.exec(message)?.[1]?.split(' or ') ?? [];
  const meant = /did you mean (\w+)\?/.exec(message)?.[1];
  return [
    ...settings.map((setting): [Minor, string] => [minor, setting]),
    ...releases.map((release): [Minor, string] => [release as Minor, text]),
    ...(meant === undefined ? [] : [[minor, `${meant}=${text.split('=')[1]}`] as [Minor, string]]),
  ];
}

test('what a refusal advises is taken', () => {
  let advice = 0;
  for (const minor of minors) {
    for (const name of new Set([...minors.flatMap((m) => [...gatesOf(m).keys()]), 'Sidecar', 'NodeDeclared'])) {
      for (const text of [`${name}=true`, `${name}=false`]) {
        const message = refusal(minor, text);
        for (const [release, setting] of advised(minor, text, message)) {
          assert.equal(refusal(release, setting), 'accepted', `${minor} ${text}: ${message}`);
          advice++;
        }
      }
    }
  }
  assert.ok(advice > 50, `${advice}`);
});

test('a gate that others need is off together with them', () => {
  const message = refusal('1.36', 'NodeDeclaredFeatures=false');
  assert.match(message, /, or set ExtendWebSocketsToKubelet=false,.*,RestartAllContainersOnContainerExits=false$/);
});

for (const [minor, gates, expected] of refusals) {
  test(`${minor} refuses ${gates}`, () => assert.match(refusal(minor, gates), expected));
}

test('--feature-gates takes Go’s booleans, spaces and empty entries; the last value counts', () => {
  assert.deepEqual(parseFeatureGates(' A = T,,B=0,A=false', 'x'), { A: false, B: false });
  assert.deepEqual(parseFeatureGates('', 'x'), {});
});

test('gates that are simulated only by default are gates of some release', () => {
  const known = new Set(minors.flatMap((minor) => [...gatesOf(minor).keys()]));
  assert.deepEqual(
    [...simulatedOnlyByDefault.keys()].filter((name) => !known.has(name)),
    [],
  );
});

test('AllBeta=false switches off every beta gate that is not set by name', () => {
  const message = refusal('1.36', 'AllBeta=false');
  assert.match(message, /is simulated only when on/);
});
