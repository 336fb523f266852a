/** From scenarios, files and options to a RunSpec: every field arrives, and what was assumed is said. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { workbench } from './testing.js';

const bench = workbench();
const containers = [{ name: 'c', image: 'i' }];
const pod = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers, ...more },
});
const node = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
});
const asFile = (name: string, ...objects: object[]) =>
  bench.write(name, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
const request = { scenario: undefined as unknown as string };
const prepareFiles = (...files: string[]) => bench.prepare({}, { files });

test('nodes: those of the input, and --nodes of --node-shape beside them', async () => {
  const { spec } = await bench.prepare(
    { cluster: { objects: [node('a')] } },
    { nodes: 2, nodeShape: 'cpu=8,memory=32Gi' },
  );
  deepEqual([spec.objects.length, spec.nodeGroups.map(({ name, count }) => [name, count])], [1, [['node', 2]]]);
  deepEqual((spec.nodeGroups[0]!.template.status as { allocatable: unknown }).allocatable, {
    cpu: '8',
    memory: '32Gi',
    pods: '110',
  });
});

test('with no nodes at all there are three of the default shape, said aloud', async () => {
  const { spec, notes } = await prepareFiles(asFile('pod.yaml', pod('a')));
  deepEqual(
    spec.nodeGroups.map(({ name, count }) => [name, count]),
    [['node', 3]],
  );
  equal(notes.length, 1);
  ok(/no nodes, so there are 3 of shape cpu=4,memory=16Gi,pods=110; choose with --nodes/.test(notes[0]!), notes[0]);
});

test('added nodes take no name of the input’s', async () => {
  const { spec } = await bench.prepare({ cluster: { objects: [node('node-1')] } }, { nodes: 2 });
  equal(spec.nodeGroups[0]!.name, 'added-1');
});

test('what describes the cluster is there from the beginning, what people apply comes at 0', async () => {
  const stored = { ...pod('b'), metadata: { name: 'b', uid: '1', creationTimestamp: '2024-05-01T10:00:00Z' } };
  const { spec } = await prepareFiles(asFile('mixed.yaml', node('n'), pod('a'), stored, pod('c', { nodeName: 'n' })));
  deepEqual(
    spec.objects.map(({ metadata }) => metadata.name),
    ['n', 'b', 'c'],
  );
  deepEqual(
    spec.timeline.map((entry) => entry.action === 'apply' && [entry.atUs, entry.object.metadata.name]),
    [[0, 'a']],
  );
});

test('options go before the scenario, the scenario before the defaults', async () => {
  const none = await bench.prepare({});
  deepEqual([none.spec.seed, none.spec.kubernetes, none.spec.fidelity, none.spec.untilUs], ['1', '1.36', 'full', null]);
  const own = { seed: 7, kubernetes: '1.35', fidelity: 'pods', duration: '2h', featureGates: { A: true, B: true } };
  const { spec } = await bench.prepare(own);
  deepEqual([spec.seed, spec.kubernetes, spec.fidelity, spec.untilUs], ['7', '1.35', 'pods', 7200e6]);
  const options = {
    seed: 'x',
    kubernetes: '1.37',
    fidelity: 'scheduler',
    untilUs: 5,
    featureGates: { B: false },
  } as const;
  const { spec: over } = await bench.prepare(own, options);
  deepEqual([over.seed, over.kubernetes, over.fidelity, over.untilUs], ['x', '1.37', 'scheduler', 5]);
  deepEqual(over.featureGates, { A: true, B: false });
});

test('a scheduler configuration is taken from --config, the scenario’s, or its file', async () => {
  const configuration = (name: string) => ({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    profiles: [{ schedulerName: name }],
  });
  const nameIn = ({ spec }: Awaited<ReturnType<typeof bench.prepare>>) =>
    (spec.scheduler.configuration as { profiles: { schedulerName: string }[] }).profiles[0]!.schedulerName;
  bench.write('scheduler.yaml', JSON.stringify(configuration('of the file')));
  equal(nameIn(await bench.prepare({ scheduler: { configFile: 'scheduler.yaml' } })), 'of the file');
  equal(nameIn(await bench.prepare({ scheduler: { config: configuration('inline') } })), 'inline');
  const config = bench.write('other.yaml', JSON.stringify(configuration('of the option')));
  equal(nameIn(await bench.prepare({ scheduler: { configFile: 'scheduler.yaml' } }, { config })), 'of the option');
});

test('-n is the namespace of the files’ objects that name none', async () => {
  const files = [asFile('pod.yaml', pod('a'))];
  const { spec } = await bench.prepare({ workloads: { objects: [pod('b')] } }, { files, namespace: 'shop' });
  deepEqual(
    spec.timeline.map((e) => e.action === 'apply' && `${e.object.metadata.namespace}/${e.object.metadata.name}`),
    ['default/b', 'shop/a'],
  );
});

test('kinds that are not simulated and fields that do not exist are named once', async () => {
  const account = (name: string) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } });
  const { notes } = await bench.prepare(
    { cluster: { objects: [node('n')] } },
    { files: [asFile('a.yaml', account('a'), account('b'), pod('p', { hostnam: 'x' }))] },
  );
  deepEqual(notes, [
    'kinds that are not simulated and change nothing here: 2 ServiceAccount',
    'fields that the API does not have are ignored: Pod default/p: spec.hostnam',
  ]);
});

test('what pods refer to and the input lacks is named once, with the line that makes a dump with it', async () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: '1', controller: true };
  const orphan = {
    ...pod('a', { nodeName: 'gone' }),
    metadata: { name: 'a', namespace: 'shop', uid: '2', ownerReferences: [owner] },
  };
  const claim = pod('b', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
  const { notes } = await bench.prepare({ cluster: { objects: [node('n'), orphan] }, workloads: { objects: [claim] } });
  equal(notes.length, 1);
  ok(
    /^pods refer to what the input lacks: Node\/gone, PersistentVolumeClaim\/default\/data, ReplicaSet\/shop\/web; .*kubectl get nodes,pods/.test(
      notes[0]!,
    ),
    notes[0],
  );
});

test('a class that the input lacks: pods that were bound before are named, new pods are refused with the line', async () => {
  const bound = {
    ...pod('old', { nodeName: 'n', priorityClassName: 'gone', priority: 7 }),
    metadata: { name: 'old', uid: '1' },
  };
  const { notes } = await bench.prepare({ cluster: { objects: [node('n'), bound] } });
  ok(/^pods refer to what the input lacks: PriorityClass\/gone; .*kubectl get nodes,pods/.test(notes[0]!), notes[0]);
  const fresh = await bench.refusal({ workloads: { objects: [pod('new', { priorityClassName: 'gone' })] } });
  ok(/no PriorityClass with name gone was found; give the class too; .*: kubectl get nodes,pods/.test(fresh), fresh);
  const own = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'gone' }, value: 7 };
  deepEqual((await bench.prepare({ cluster: { objects: [node('n'), bound, own] } })).notes, []);
});

test('what later and arriving pods refer to is named as well', async () => {
  const later = pod('b', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'later' } }] });
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'arriving' } }];
  const { notes } = await bench.prepare({
    cluster: { objects: [node('n')] },
    workloads: {
      arrivals: [
        {
          name: 'a',
          process: { constant: { ratePerSecond: 1 } },
          to: '1m',
          template: { spec: { containers, volumes } },
        },
      ],
    },
    timeline: [{ at: '1m', apply: later }],
  });
  ok(
    /lacks: PersistentVolumeClaim\/default\/arriving, PersistentVolumeClaim\/default\/later;/.test(notes[0]!),
    notes[0],
  );
});

test('near misses of kinds, other versions of them, and kinds that come later are named with what is simulated', async () => {
  const of = (apiVersion: string, kind: string, name = 'x') => ({ apiVersion, kind, metadata: { name } });
  const { notes } = await bench.prepare(
    { cluster: { objects: [node('n'), of('v1', 'Role')] }, timeline: [{ at: '1m', apply: of('v1', 'Role', 'y') }] },
    {
      files: [
        asFile('a.yaml', of('apps/v1', 'Deploymnt'), of('apps/v1', 'deployment'), of('batch/v1beta1', 'CronJob')),
      ],
    },
  );
  deepEqual(notes, [
    'kinds that are not simulated and change nothing here: 1 CronJob of batch/v1beta1 (simulated is batch/v1), 1 Deploymnt (did you mean Deployment?), 2 Role, 1 deployment (did you mean Deployment?)',
  ]);
});

test('nothing to run is a mistake; a cluster without workloads is not', async () => {
  equal(
    await bench.refusal({}, request),
    'run: there is nothing to run; name a scenario, or give manifests with -f FILE',
  );
  const empty = bench.write('empty.yaml', '# nothing\n');
  ok(/empty\.yaml: is empty; name a scenario/.test(await bench.refusal({}, { ...request, files: [empty] })));
  equal(await bench.refusal({}), '');
});

test('an object of the scenario and of a file is there twice', async () => {
  const files = [asFile('pod.yaml', pod('a'))];
  const message = await bench.refusal({ workloads: { objects: [pod('a')] } }, { files });
  ok(
    /^pod\.yaml:1:\d+: metadata\.name: "a" Pod default\/a is there twice; the first is at scenario\.yaml:\d+:\d+$/.test(
      message,
    ),
    message,
  );
});

test('shapes that are none are refused with what would be right', async () => {
  const cases: readonly (readonly [shape: string, message: RegExp])[] = [
    ['cpu', /^--node-shape: "cpu" is not RESOURCE=QUANTITY; write a shape as cpu=8,memory=32Gi,pods=110$/],
    ['cpu=8,memory', /^--node-shape: "cpu=8,memory" "memory" is not RESOURCE=QUANTITY/],
    ['cpu=1x', /^--node-shape: cpu: Invalid value: "1x": .*; write a quantity like 250m, 2 or 16Gi$/],
    ['cpu=-1', /^--node-shape: cpu: .*must be greater than or equal to 0/],
    ['cpu=4,cpu=5', /^--node-shape: "cpu=4,cpu=5" names cpu twice; give each resource once$/],
    ['cpuu=1', /^--node-shape: "cpuu" is no resource; did you mean cpu\? devices are written with their domain/],
    ['gpu=1', /^--node-shape: "gpu" is no resource/],
  ];
  for (const [nodeShape, message] of cases) {
    const said = await bench.refusal({}, { nodeShape });
    ok(message.test(said), `${nodeShape}: ${said}`);
  }
  equal(await bench.refusal({}, { nodeShape: 'nvidia.com/gpu=2,hugepages-2Mi=4Mi,ephemeral-storage=10Gi' }), '');
  ok(/--nodes: 1000000000 is more than the 1,000,000 nodes/.test(await bench.refusal({}, { nodes: 1e9 })));
});
