/** Pods that are explained without being part of the run, each as a process. */
import { equal, match } from 'node:assert/strict';
import test from 'node:test';
import { podYaml, workbench } from './testing.js';

const bench = workbench();
const base = podYaml('if-it-were', '{ cpu: 1 }').trimEnd();
bench.write(
  'class.yaml',
  'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: high }\nvalue: 10\n',
);
bench.write('urgent.yaml', base.replace('spec: {', 'spec: { priorityClassName: high,'));
bench.write(
  'keyed.yaml',
  `apiVersion: v1
kind: Pod
metadata: { name: keyed, labels: { app: a, version: v1 } }
spec:
  topologySpreadConstraints:
    - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: a } }, matchLabelKeys: [version] }
  containers: [{ name: c, image: i, resources: { requests: { cpu: 1 } } }]
`,
);

const explain = (file: string, ...args: string[]) => ['explain', '--hypothetical', file, '--nodes', '2', ...args];

test('a pod’s priority class may be among the run’s objects', async () => {
  match(await bench.printed(explain('urgent.yaml', '-f', 'class.yaml')), /^node-\d was chosen/m);
});

test('a priority class that is nowhere is refused', async () => {
  const { code, err } = await bench.seatrial(explain('urgent.yaml', '-f', 'keyed.yaml'));
  equal(code, 2);
  match(
    err,
    /^seatrial: urgent\.yaml:\d+:\d+: Pod default\/if-it-were: spec\.priorityClassName: .*no PriorityClass with name high was found; give the class too; /m,
  );
});

test('a pod with label keys is explained, and created, as any other', async () => {
  match(await bench.printed(explain('keyed.yaml', '-f', 'keyed.yaml')), /found 1 feasible/);
});
