/** What is predicted of a workload does not depend on who decides. */
import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { type RunSpec, simulate } from '../../engine/index.js';
import { prepareWorkload, readPerfConfig } from '../../workloads/index.js';
import { writeConfig } from '../../workloads/scheduler-perf/testing.js';

const executors = ['reference', 'incremental', 'auto'] as const;
const container = 'containers: [{name: c, image: pause, resources: {requests: {cpu: "1", memory: 500Mi}}}]';

/** Pods' specs and what stands before the pods that are measured. */
const workloads: Readonly<Record<string, { measured: string; before?: string }>> = {
  basic: { measured: container },
  spreading: {
    measured: `${container}
  topologySpreadConstraints:
  - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {color: blue}}}`,
  },
  'anti-affinity': {
    measured: `${container}
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
      - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {color: blue}}}`,
  },
  preemption: {
    measured: `priority: 10\n  ${container.replace('"1"', '"3"')}`,
    before: '- {opcode: createPods, count: 48, podTemplatePath: before.yaml}',
  },
  'preemption beside': {
    measured: container,
    before: '- {opcode: churn, mode: create, templatePaths: [urgent.yaml], intervalMilliseconds: 10}',
  },
};

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {generateName: p-, labels: {color: blue}}\nspec:\n  ${spec}\n`;
}

async function specOf(name: string, executor: RunSpec['scheduler']['executor']): Promise<RunSpec> {
  const { measured, before = '' } = workloads[name]!;
  const file = writeConfig(
    `- name: Case
  workloadTemplate:
  - opcode: createNodes
    count: 12
    nodeTemplatePath: node.yaml
    labelNodePrepareStrategy: {labelKey: zone, labelValues: [a, b, c]}
  ${before}
  - {opcode: createPods, count: 12, podTemplatePath: measured.yaml, collectMetrics: true}
  workloads:
  - name: Load
`,
    {
      'node.yaml':
        'apiVersion: v1\nkind: Node\nmetadata: {generateName: n-}\nstatus: {capacity: {cpu: "4", memory: 32Gi, pods: "110"}}\n',
      'measured.yaml': pod(measured),
      'before.yaml': pod(`terminationGracePeriodSeconds: 0\n  ${container.replace('"1"', '900m')}`),
      'urgent.yaml': pod(`priority: 10\n  ${container.replace('"1"', '"9"')}`),
    },
  );
  const config = await readPerfConfig(file);
  const [testCase] = config.testCases;
  const options = { kubernetes: '1.36', seed: '1', executor } as const;
  const prepared = await prepareWorkload(config, testCase!, testCase!.workloads[0]!, options);
  if ('reason' in prepared) throw new Error(prepared.reason);
  return prepared.spec;
}

for (const name of Object.keys(workloads)) {
  test(`no executor changes what is predicted: ${name}`, async () => {
    const results = await Promise.all(executors.map(async (executor) => simulate(await specOf(name, executor))));
    const [reference] = results;
    equal(reference!.program?.failure, '');
    equal(reference!.program!.phases[0]!.throughput.podsBound, 12);
    for (const { program, digest } of results)
      deepEqual({ program, digest }, { program: reference!.program, digest: reference!.digest });
  });
}
