import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import test from 'node:test';
import type { CreateStep, ProgramStep } from '../../engine/index.js';
import { configOf, reasonOf, stepsOf } from './testing.js';

const measured = `
- opcode: createPods
  count: 1
  podTemplatePath: pod.yaml
  collectMetrics: true`;

function kinds(steps: readonly ProgramStep[]): string[] {
  return steps.map((step) =>
    step.step === 'create' ? `${step.count} ${step.objects.map(({ object }) => object.kind).join('+')}` : step.step,
  );
}

function created(steps: readonly ProgramStep[], kind: string): CreateStep {
  return steps.find(
    (step): step is CreateStep => step.step === 'create' && step.objects.some(({ object }) => object.kind === kind),
  )!;
}

test('createNodes makes nodes one after another, with a hostname', async () => {
  const steps = await stepsOf(
    `- opcode: createNodes\n  countParam: $n\n  nodeTemplatePath: node.yaml${measured}`,
    '{n: 3}',
  );
  const { count, callers, objects } = created(steps, 'Node');
  deepEqual([count, callers], [3, 1]);
  const { metadata } = objects[0]!.object;
  equal(metadata.labels!['kubernetes.io/hostname'], metadata.name);
});

test('nodes without a template are upstream’s base node', async () => {
  const steps = await stepsOf(`- opcode: createNodes\n  count: 1${measured}`);
  const { status } = created(steps, 'Node').objects[0]!.object as unknown as { status: { capacity: unknown } };
  deepEqual(status.capacity, { pods: '110', cpu: '4', memory: '32Gi' });
});

const strategies: readonly [string, string, (nodes: CreateStep) => void][] = [
  [
    'labelNodePrepareStrategy gives values in turn',
    'labelNodePrepareStrategy: {labelKey: zone, labelValues: [a, b, c]}',
    ({ objects }) => {
      const place = objects[0]!.places.at(-1)!;
      deepEqual(
        [place.values, place.modulus, objects[0]!.object.metadata.labels!['zone']],
        [['a', 'b', 'c'], 3, place.text],
      );
    },
  ],
  [
    'uniqueNodeLabelStrategy gives each its own',
    'uniqueNodeLabelStrategy: {labelKey: id}',
    ({ objects }) => {
      const place = objects[0]!.places.at(-1)!;
      deepEqual([place.modulus, objects[0]!.object.metadata.labels!['id']], [0, `unique-${place.text}`]);
    },
  ],
  [
    'nodeAllocatableStrategy adds to the capacity and makes a CSINode',
    'nodeAllocatableStrategy: {nodeAllocatable: {example.com/disks: "9"}, csiNodeAllocatable: {disk.example.com: {count: 9}}}',
    ({ objects }) => {
      const [{ status }, { spec }] = objects.map(({ object }) => object) as unknown as [
        { status: { allocatable: object } },
        { spec: { drivers: object[] } },
      ];
      deepEqual(status.allocatable, { cpu: '4', memory: '8Gi', pods: '20', 'example.com/disks': '9' });
      deepEqual(spec.drivers, [
        { name: 'disk.example.com', nodeID: objects[0]!.object.metadata.name, allocatable: { count: 9 } },
      ]);
    },
  ],
];
for (const [name, strategy, check] of strategies) {
  test(name, async () => {
    const op = `- opcode: createNodes\n  count: 2\n  nodeTemplatePath: node.yaml\n  ${strategy}`;
    check(created(await stepsOf(`${op}${measured}`), 'Node'));
  });
}

test('createPods makes its namespace, measures, creates with 30 callers and waits', async () => {
  const steps = await stepsOf('- opcode: createPods\n  count: 50\n  podTemplatePath: pod.yaml\n  collectMetrics: true');
  deepEqual(kinds(steps), ['1 Namespace', 'measure', '50 Pod', 'wait', 'stopMeasuring']);
  equal(created(steps, 'Pod').callers, 30);
  const wait = steps.find((step) => step.step === 'wait')!;
  deepEqual(wait, {
    step: 'wait',
    until: 'bound',
    pods: [{ namespace: 'namespace-0', labels: {}, count: 50 }],
    everyUs: 1e6,
    timeoutUs: 14_400e6,
  });
});

test('pods that are not waited for are waited for by a barrier, until one has waited', async () => {
  const skipping = (namespace: string) =>
    `- opcode: createPods\n  count: 2\n  podTemplatePath: pod.yaml\n  namespace: ${namespace}\n  skipWaitToCompletion: true\n`;
  const steps = await stepsOf(
    `${skipping('a')}- opcode: barrier\n  stageRequirement: Attempted\n${skipping('b')}- opcode: barrier\n- opcode: barrier${measured}`,
  );
  const waits = steps.flatMap((step) =>
    step.step === 'wait' ? [[step.until, ...step.pods.map(({ namespace, count }) => `${namespace} ${count}`)]] : [],
  );
  deepEqual(waits.slice(0, 2), [
    ['attempted', 'a 2'],
    ['bound', 'a 2', 'b 2'],
  ]);
  equal(waits.length, 3); // the third barrier has nothing to wait for; the last wait is the measured pods'
});

test('createPodSets are createPods in numbered namespaces', async () => {
  const steps = await stepsOf(
    `- opcode: createPodSets\n  count: 2\n  namespacePrefix: set\n  createPodsOp: {opcode: createPods, count: 3, podTemplatePath: pod.yaml}${measured}`,
  );
  const namespaces = steps.flatMap((step) => (step.step === 'wait' ? step.pods.map(({ namespace }) => namespace) : []));
  deepEqual(namespaces, ['set-0', 'set-1', 'namespace-2']);
});

test('a pod with a volume comes after its claim and its volume, each with its status', async () => {
  const steps = await stepsOf(
    '- opcode: createPods\n  count: 2\n  podTemplatePath: pod.yaml\n  persistentVolumeTemplatePath: pv.yaml\n  persistentVolumeClaimTemplatePath: pvc.yaml\n  collectMetrics: true',
  );
  const { objects } = created(steps, 'Pod');
  deepEqual(
    objects.map(({ object }) => `${object.kind}${'status' in object ? ' bound' : ''}`),
    ['PersistentVolumeClaim', 'PersistentVolumeClaim bound', 'PersistentVolume', 'PersistentVolume bound', 'Pod'],
  );
  const spec = objects[2]!.object['spec'] as { claimRef: { name: string }; csi: { volumeHandle: string } };
  deepEqual([spec.claimRef.name, spec.csi.volumeHandle], [objects[0]!.object.metadata.name, 'namespace-0-vol-«1»']);
});

test('a template’s numbers stay numbers', async () => {
  const steps = await stepsOf(
    '- opcode: createPods\n  count: 5\n  podTemplatePath: numbered.yaml\n  collectMetrics: true',
  );
  deepEqual(created(steps, 'Pod').objects[0]!.numbers, ['8«1»']);
});

test('pods of a signature batch share a label', async () => {
  const steps = await stepsOf(
    '- opcode: createPods\n  count: 9\n  podTemplatePath: pod.yaml\n  signatureBatchSizeParam: $size\n  collectMetrics: true',
    '{size: 3}',
  );
  const template = created(steps, 'Pod').objects[0]!;
  const place = template.places.find(({ text }) => text === template.object.metadata.labels!['signature-batch'])!;
  equal(place.divisor, 3);
});

test('a steady state takes the place of creating and waiting', async () => {
  const steps = await stepsOf(
    '- opcode: createPods\n  count: 5\n  podTemplatePath: pod.yaml\n  steadyState: true\n  durationParam: $for\n  collectMetrics: true',
    '{for: 10s}',
  );
  deepEqual(kinds(steps), ['1 Namespace', 'measure', 'steady', 'stopMeasuring']);
  const [, , steady] = steps;
  equal(steady?.step === 'steady' && steady.forUs, 10e6);
});

test('churn, deletePods, updateAny, sleep and metrics become the steps of their names', async () => {
  const steps = await stepsOf(`
- opcode: startCollectingMetrics
  namespaces: [a, b]
  labelSelector: {app: x}
- opcode: churn
  mode: recreate
  number: 2
  templatePaths: [pod.yaml, node.yaml]
  intervalMilliseconds: 200
- opcode: deletePods
  namespace: a
  deletePodsPerSecond: 50
  skipWaitToCompletion: true
- opcode: updateAny
  namespace: a
  count: 3
  templatePath: numbered.yaml
  updatePerSecond: 100
- opcode: sleep
  duration: 2s
- opcode: stopCollectingMetrics`);
  deepEqual(kinds(steps), [
    'measure',
    '1 Namespace',
    'churn',
    'delete',
    '1 Namespace',
    'update',
    'sleep',
    'stopMeasuring',
  ]);
  const [measure, , churn, remove, , update, sleep] = steps;
  deepEqual(measure, {
    step: 'measure',
    name: '',
    pods: [
      { namespace: 'a', labels: { app: 'x' } },
      { namespace: 'b', labels: { app: 'x' } },
    ],
  });
  equal(churn?.step === 'churn' && churn.everyUs, 200_000);
  equal(remove?.step === 'delete' && remove.everyUs, 20_000);
  equal(update?.step === 'update' && update.everyUs, 10_000);
  equal(sleep?.step === 'sleep' && sleep.forUs, 2e6);
});

const reasons: readonly [string, string, RegExp][] = [
  [
    'pods with resource claims beside those measured',
    '- opcode: createPods\n  count: 1\n  podTemplatePath: claiming.yaml\n  skipWaitToCompletion: true',
    /^resource claims \(of the pods in claiming\.yaml\) are not simulated$/,
  ],
  [
    'a churn of pods with resource claims',
    '- opcode: churn\n  mode: create\n  number: 1\n  templatePaths: [claiming.yaml]\n  intervalMilliseconds: 100',
    /^resource claims \(of the pods in claiming\.yaml\) are not simulated$/,
  ],
  ['an op for resource claims', '- opcode: createResourceDriver\n  driverName: d', /op createResourceDriver: /],
  [
    'an object that is not simulated',
    '- opcode: createAny\n  templatePath: claim.yaml',
    /object ResourceClaim .* is not simulated/,
  ],
];
for (const [name, op, reason] of reasons) {
  test(`${name} is a reason not to run`, async () => {
    equal(reason.test(await reasonOf(configOf(`${op}${measured}`))), true);
  });
}

const gates: readonly [string, RegExp][] = [
  ['SchedulerQueueingHints: false', /emulates Kubernetes 1\.33/],
  ['SchedulerAsyncAPICalls: true', /SchedulerAsyncAPICalls: is simulated only when off/],
  ['NoSuchGate: true', /NoSuchGate: is no feature gate/],
];
for (const [gate, reason] of gates) {
  test(`feature gate ${gate} is a reason not to run`, async () => {
    equal(reason.test(await reasonOf(configOf(measured, '{}', `featureGates: {${gate}}`))), true);
  });
}

test('features that a test registers are a reason not to run', async () => {
  const ops = `- opcode: createNodes\n  count: 1\n${measured}`;
  match(await reasonOf(configOf(ops, '{numNodeDeclaredFeatures: 3}')), /^parameter numNodeDeclaredFeatures: /);
});

test('a parameter that no op uses is a reason not to run, as it is upstream', async () => {
  equal(await reasonOf(configOf(measured, '{typo: 3}')), 'parameters that no op uses: typo');
});

const mistakes: readonly [string, string, RegExp][] = [
  ['an unknown op', '- opcode: createPod', /createPod.*is no op/s],
  ['an unknown field', '- opcode: sleep\n  durations: 1s', /durations.*is no field of sleep/s],
  ['a parameter that is missing', '- opcode: createNodes\n  countParam: $nodes', /no parameter of that name/],
  ['metrics inside metrics', `- opcode: startCollectingMetrics\n  namespaces: [a]${measured}`, /collected already/],
  ['a barrier for an unknown namespace', '- opcode: barrier\n  namespaces: [nowhere]', /nowhere/],
  ['a file that is not there', '- opcode: createNodes\n  count: 1\n  nodeTemplatePath: missing.yaml', /no such file/],
];
for (const [name, op, message] of mistakes) {
  test(`${name} is a mistake in the config`, async () => {
    await rejects(stepsOf(`${op}${measured}`), message);
  });
}
