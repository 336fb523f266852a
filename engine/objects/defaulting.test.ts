import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerV1, KubeObject, PodSpecV1, PodV1 } from './api.js';
import { imageTag } from './defaulting/image-tag.js';
import { withDefaults } from './defaulting.js';

function aPod(spec: Partial<PodSpecV1>): PodV1 {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [], ...spec } };
}

function object(apiVersion: string, kind: string, fields: Record<string, unknown>): KubeObject {
  return { apiVersion, kind, metadata: { name: 'x' }, ...fields };
}

function firstContainer(container: Partial<ContainerV1>, spec: Partial<PodSpecV1> = {}): ContainerV1 {
  return withDefaults(aPod({ containers: [{ name: 'c', image: 'i', ...container }], ...spec })).spec.containers[0]!;
}

test('the object given stays as it was', () => {
  const pod = aPod({
    containers: [{ name: 'c', image: 'i', resources: { limits: { cpu: '1' } } }],
    volumes: [{ name: 'v' }],
  });
  const before = structuredClone(pod);
  withDefaults(pod);
  deepEqual(pod, before);
});

test('what is null counts as absent', () => {
  const pod = withDefaults({ ...aPod({}), metadata: { name: 'p', creationTimestamp: null } });
  deepEqual(pod.metadata, { name: 'p', namespace: 'default' });
});

test('a pod gets what a pod has', () => {
  const { spec } = withDefaults(aPod({}));
  deepEqual(spec, {
    containers: [],
    enableServiceLinks: true,
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
});

test('requests default to limits, each by itself', () => {
  const { resources } = firstContainer({ resources: { requests: { cpu: '1' }, limits: { cpu: '2', memory: '1Gi' } } });
  deepEqual(resources?.requests, { cpu: '1', memory: '1Gi' });
});

test('amounts finer than a thousandth are rounded up', () => {
  const { resources } = firstContainer({ resources: { requests: { cpu: '100u', memory: '1Gi' } } });
  deepEqual(resources?.requests, { cpu: '1m', memory: '1Gi' });
});

test('on the host network a container port is a host port', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }];
  const found = firstContainer({ ports }, { hostNetwork: true }).ports;
  deepEqual(
    found?.map((port) => [port.hostPort, port.protocol]),
    [
      [80, 'TCP'],
      [8081, 'TCP'],
    ],
  );
});

test('a probe gets its periods and thresholds', () => {
  const { readinessProbe } = firstContainer({ readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 } });
  deepEqual(readinessProbe, {
    httpGet: { port: 80, path: '/', scheme: 'HTTP' },
    periodSeconds: 5,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
  });
});

const podLevel: [what: string, spec: PodSpecV1, requests: unknown][] = [
  [
    'pod-level requests default to what containers request, else to the limits',
    {
      resources: { limits: { cpu: '4', memory: '4Gi' } },
      containers: [
        { name: 'a', resources: { requests: { cpu: '250m' } } },
        { name: 'b', resources: { requests: { cpu: '1' } } },
      ],
    },
    { cpu: '1250m', memory: '4Gi' },
  ],
  [
    'without pod-level limits nothing is added',
    { resources: { requests: { cpu: '1' } }, containers: [{ name: 'a', resources: { requests: { memory: '1Gi' } } }] },
    { cpu: '1' },
  ],
];

for (const [what, spec, requests] of podLevel) {
  test(what, () => deepEqual(withDefaults(aPod(spec)).spec.resources?.requests, requests));
}

test('huge pages of containers become a limit and a request of the pod', () => {
  const pages = { name: 'a', resources: { limits: { 'hugepages-2Mi': '4Mi', cpu: '1' } } };
  const { resources } = withDefaults(aPod({ resources: { requests: { cpu: '2' } }, containers: [pages] })).spec;
  deepEqual(resources, { requests: { cpu: '2', 'hugepages-2Mi': '4Mi' }, limits: { 'hugepages-2Mi': '4Mi' } });
});

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const tags: [image: string, tag: string][] = [
  ['nginx', 'latest'],
  ['nginx:latest', 'latest'],
  ['nginx:1.2', '1.2'],
  ['registry.example.com:5000/team/app', 'latest'],
  ['registry.example.com:5000/team/app:v1', 'v1'],
  [`nginx@${digest}`, ''],
  [`nginx:1@${digest}`, '1'],
  ['Nginx', ''],
  ['', ''],
];

for (const [image, tag] of tags) {
  test(`the tag of "${image}" is "${tag}"`, () => equal(imageTag(image), tag));
}

test('the latest image is always pulled, others if they are not there', () => {
  equal(firstContainer({ image: 'nginx' }).imagePullPolicy, 'Always');
  equal(firstContainer({ image: 'nginx:1' }).imagePullPolicy, 'IfNotPresent');
});

test('a volume without a source is an emptyDir', () => {
  deepEqual(withDefaults(aPod({ volumes: [{ name: 'v' }] })).spec.volumes, [{ name: 'v', emptyDir: {} }]);
});

const others: [what: string, given: KubeObject, expected: Record<string, unknown>][] = [
  [
    'a Node: allocatable is capacity',
    object('v1', 'Node', { status: { capacity: { cpu: '4' } } }),
    { status: { capacity: { cpu: '4' }, allocatable: { cpu: '4' } } },
  ],
  [
    'a Namespace: a label with its own name',
    object('v1', 'Namespace', {}),
    { metadata: { name: 'x', labels: { 'kubernetes.io/metadata.name': 'x' } }, status: { phase: 'Active' } },
  ],
  [
    'a StorageClass: Immediate and Delete',
    object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'p' }),
    { volumeBindingMode: 'Immediate', reclaimPolicy: 'Delete' },
  ],
  [
    'a PriorityClass preempts',
    object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }),
    { preemptionPolicy: 'PreemptLowerPriority' },
  ],
  [
    'a claim: a file system, pending',
    object('v1', 'PersistentVolumeClaim', { spec: {} }),
    { spec: { volumeMode: 'Filesystem' }, status: { phase: 'Pending' } },
  ],
];

for (const [what, given, expected] of others) {
  test(`defaults of ${what}`, () => {
    const found = withDefaults(given);
    for (const [field, value] of Object.entries(expected)) deepEqual(found[field], value);
  });
}

test('a Deployment rolls a quarter at a time; its template gets a template’s defaults, not a pod’s', () => {
  const template = { spec: { containers: [{ name: 'c', image: 'i', resources: { limits: { cpu: '1' } } }] } };
  const { spec } = withDefaults(object('apps/v1', 'Deployment', { spec: { template } })) as KubeObject & {
    spec: { replicas: number; strategy: unknown; template: { spec: PodSpecV1 } };
  };
  equal(spec.replicas, 1);
  deepEqual(spec.strategy, { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } });
  equal(spec.template.spec.terminationGracePeriodSeconds, 30);
  equal(spec.template.spec.containers[0]!.resources?.requests, undefined);
});

test('a Job runs one pod, tries again six times, and takes its template’s labels', () => {
  const job = withDefaults(
    object('batch/v1', 'Job', { spec: { template: { metadata: { labels: { a: 'b' } }, spec: { containers: [] } } } }),
  );
  const spec = job['spec'] as Record<string, unknown>;
  deepEqual([spec['completions'], spec['parallelism'], spec['backoffLimit'], spec['suspend']], [1, 1, 6, false]);
  deepEqual(job.metadata.labels, { a: 'b' });
});

test('a work-queue Job has no completions', () => {
  const spec = withDefaults(object('batch/v1', 'Job', { spec: { parallelism: 3 } }))['spec'] as Record<string, unknown>;
  deepEqual([spec['completions'], spec['parallelism']], [undefined, 3]);
});

test('an RBD image of no pool is in the pool rbd', () => {
  const pod = withDefaults(aPod({ volumes: [{ name: 'v', rbd: { monitors: ['m'], image: 'i' } }] }));
  equal((pod.spec.volumes![0]!['rbd'] as { pool?: string }).pool, 'rbd');
});

test('an Azure disk of no kind is a blob of a shared account, in a pod and as a volume', () => {
  const source = { azureDisk: { diskName: 'd', diskURI: 'https://account.example/d.vhd' } };
  const pod = withDefaults(
    aPod({
      volumes: [
        { name: 'v', ...source },
        { name: 'w', azureDisk: { kind: 'Managed' } },
      ],
    }),
  );
  const kinds = pod.spec.volumes!.map(({ azureDisk }) => (azureDisk as { kind?: string }).kind);
  deepEqual(kinds, ['Shared', 'Managed']);
  const volume = withDefaults(object('v1', 'PersistentVolume', { spec: source }));
  equal((volume['spec'] as { azureDisk: { kind?: string } }).azureDisk.kind, 'Shared');
});
