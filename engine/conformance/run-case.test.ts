import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { releaseOf } from '../framework/index.js';
import type { KubeObject } from '../objects/index.js';
import type { ConformanceCase } from './case.js';
import { runCase } from './run-case.js';

const release = releaseOf('1.36');

function node(name: string, cpu = '2'): KubeObject {
  const status = { allocatable: { cpu, memory: '4Gi', pods: '110' } };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: {}, status };
}

function pod(name: string, cpu: string, spec: object = {}): KubeObject {
  const containers = [{ name: 'c', image: 'app', resources: { requests: { cpu } } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers, ...spec } };
}

const sequence = (objects: KubeObject[], steps: ConformanceCase['steps'] = []): ConformanceCase => ({
  name: 'made/up',
  kind: 'sequence',
  objects,
  steps,
});

const attemptsOf = (input: ConformanceCase) =>
  runCase(input, release).phases!.map(({ attempts }) => attempts.map((a) => `${a.pod} ${a.result} ${a.node ?? ''}`));

test('each step is a phase: what waits is tried when something that helps happens', () => {
  const input = sequence([node('a'), pod('first', '2'), pod('second', '2')], [{ create: [node('b')] }]);
  deepEqual(attemptsOf(input), [
    ['default/first bound a', 'default/second unschedulable '],
    ['default/second bound b'],
  ]);
});

test('what waits where at the end of a phase is told', () => {
  const { phases } = runCase(sequence([node('a'), pod('big', '3')]), release);
  deepEqual(phases![0]!.queues, { active: [], backoff: [], unschedulable: ['default/big'] });
});

test('victims are named with the attempt of their preemptor', () => {
  const input = sequence(
    [node('a'), pod('low', '2', { priority: 1 })],
    [{ create: [pod('vip', '2', { priority: 9 })] }],
  );
  const [, phase] = runCase(input, release).phases!;
  deepEqual(phase!.attempts[0]!.victims, ['default/low']);
  deepEqual(
    phase!.attempts.map(({ result, nominated = '' }) => [result, nominated]),
    [
      ['unschedulable', 'a'],
      ['bound', ''],
    ],
  );
});

test('a field of an attempt that is empty or zero is absent, a total of zero is not', () => {
  const noScores = { plugins: { score: { disabled: [{ name: '*' }], enabled: [{ name: 'ImageLocality' }] } } };
  const config = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    profiles: [noScores],
  };
  const objects = [node('a'), node('b'), pod('fits', '1'), pod('big', '3')];
  const { phases } = runCase({ ...sequence(objects), config }, release);
  deepEqual(
    phases![0]!.attempts.map((attempt) => Object.keys(attempt)),
    [
      ['pod', 'result', 'node', 'evaluated', 'feasible', 'total'],
      ['pod', 'result', 'message', 'plugins'],
    ],
  );
});

test('a pod of a scheduler that no profile has is ignored', () => {
  deepEqual(attemptsOf(sequence([node('a'), pod('other', '1', { schedulerName: 'mine' })])), [[]]);
});

test('kinds that no scheduler looks at change nothing', () => {
  const other: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: {} };
  deepEqual(attemptsOf(sequence([other, node('a'), pod('p', '1')])), [['default/p bound a']]);
});

test('an object that the API server refuses cannot be run', () => {
  throws(() => runCase(sequence([pod('p', '-1')]), release), /Pod p: .*must be greater than or equal to 0/);
});

test('all that the API server says is told, in its form', () => {
  const tolerations = [{ key: 'a', operator: 'Exists', value: 'x', effect: 'Foo' }];
  throws(() => runCase(sequence([pod('p', '1', { tolerations })]), release), {
    message:
      'Pod p: [spec.tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\', spec.tolerations[0].effect: Unsupported value: "Foo": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"]',
  });
});

test('a pod that admission would refuse is told of in admission’s words', () => {
  throws(() => runCase(sequence([pod('p', '1', { preemptionPolicy: 'Bad' })]), release), {
    message:
      'Pod p: pods "p" is forbidden: the string value of PreemptionPolicy (Bad) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name',
  });
  throws(() => runCase(sequence([pod('p', '1', { priorityClassName: 'gone' })]), release), {
    message: 'Pod p: pods "p" is forbidden: no PriorityClass with name gone was found',
  });
});

test('a kind that Kubernetes does not have cannot be run, in a step either', () => {
  const widget: KubeObject = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } };
  const message = 'Widget w: no kind "Widget" is registered for version "example.com/v1"';
  throws(() => runCase(sequence([widget]), release), { message });
  throws(() => runCase(sequence([node('a')], [{ create: [widget] }]), release), { message });
});

test('an explanation changes nothing, so that the second pod finds the room the first one found', () => {
  const input: ConformanceCase = { ...sequence([node('a'), pod('p', '2'), pod('q', '2')]), kind: 'explain' };
  const { explanations } = runCase(input, release);
  deepEqual(
    explanations!.map((explanation) => [explanation.pod, explanation.node]),
    [
      ['default/p', 'a'],
      ['default/q', 'a'],
    ],
  );
});

test('a rejection names the first plugin that objects', () => {
  const input: ConformanceCase = { ...sequence([node('a'), pod('big', '3')]), kind: 'explain' };
  const [explanation] = runCase(input, release).explanations!;
  deepEqual(explanation!.nodes['a'], {
    filter: { code: 'UnschedulableAndUnresolvable', plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'] },
  });
  equal(explanation!.message, '0/1 nodes are available: 1 Insufficient cpu.');
});

test('a preemptor whose earlier victims are still leaving waits for them, though its queue has not heard of its nomination', () => {
  const leaving = {
    ...pod('leaving', '1', { nodeName: 'a', priority: 0 }),
    status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }] },
  };
  leaving.metadata.deletionTimestamp = '2026-01-01T00:00:10Z';
  const objects = [node('a'), leaving, pod('low', '1', { nodeName: 'a', priority: 0 })];
  const [, phase] = runCase(sequence(objects, [{ create: [pod('vip', '2', { priority: 9 })] }]), release).phases!;
  deepEqual(
    phase!.attempts.map(({ nominated = '', message }) => [nominated, message]),
    [
      ['a', '0/1 nodes are available: 1 Insufficient cpu.'],
      [
        '',
        '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to a terminating pod on the nominated node.',
      ],
    ],
  );
});

test('where PreFilter confines a pod, the message names what rejected its nominated node too', () => {
  const tainted = node('a');
  tainted['spec'] = { taints: [{ key: 'k', effect: 'NoSchedule' }] };
  const here = { key: 'metadata.name', operator: 'In', values: ['a'] };
  const required = { nodeSelectorTerms: [{ matchFields: [here] }] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
  const nominated = { ...pod('p', '1', { affinity }), status: { nominatedNodeName: 'a' } };
  const [explanation] = runCase({ ...sequence([tainted, node('b'), nominated]), kind: 'explain' }, release)
    .explanations!;
  equal(
    explanation!.message,
    "0/2 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity TaintToleration], 1 node(s) had untolerated taint(s).",
  );
});
