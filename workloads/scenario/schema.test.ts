/** The Scenario file: every field reaches the RunSpec, and every misspelt one is told its nearest. */
import { deepEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { scenarioSchema } from './schema.js';
import { workbench } from './testing.js';

const bench = workbench();
const containers = [{ name: 'c', image: 'i' }];
const template = { metadata: { namespace: 'ci', labels: { app: 'ci' } }, spec: { containers, restartPolicy: 'Never' } };
const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
  },
};
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const web1 = { kind: 'Deployment', namespace: 'shop', name: 'web' };
const arrival = (name: string, process: object, more: object = {}) => ({ name, process, template, ...more });

bench.write('cluster.yaml', JSON.stringify(namespace('of-a-file')));
bench.write(
  'workload.yaml',
  JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'of-a-file' }, spec: { containers } }),
);
bench.write('later.yaml', JSON.stringify(namespace('later-file')));
bench.write(
  'scheduler.yaml',
  JSON.stringify({ apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' }),
);

/** A scenario with every field that there is; the two places of a scheduler configuration exclude each other. */
const everything = {
  seed: 'x',
  kubernetes: '1.35',
  featureGates: { SchedulerQueueingHints: true },
  duration: '1h',
  fidelity: 'pods',
  cluster: {
    files: ['cluster.yaml'],
    objects: [namespace('inline')],
    nodeGroups: [
      {
        name: 'general',
        count: 3,
        shape: { cpu: 8, memory: '32Gi' },
        zones: ['a', 'b'],
        labels: { pool: 'general' },
        taints: [{ key: 'spot', value: 'true', effect: 'NoSchedule' }],
        images: [{ names: ['nginx:1'], sizeBytes: 7 }],
        joinAt: '10m',
      },
    ],
  },
  workloads: {
    files: ['workload.yaml'],
    objects: [web],
    arrivals: [
      arrival('poisson', { poisson: { ratePerSecond: 2 } }, { from: '1m', to: '2m', count: 9, lifetime: '5s' }),
      arrival('constant', { constant: { ratePerSecond: 0.5 } }, { lifetime: { p50: '1s', p99: '9s' } }),
      arrival('burst', { burst: { size: 4, every: '1m' } }, { lifetime: { uniform: { min: '1s', max: '2s' } } }),
      arrival(
        'pattern',
        {
          pattern: {
            period: '1h',
            points: [
              { at: '30m', ratePerSecond: 1 },
              { at: '0s', ratePerSecond: 0 },
            ],
          },
        },
        { lifetime: { exponential: { mean: '3s' } } },
      ),
    ],
    lifetimes: [
      { kind: 'Job', namespace: 'ci', name: 'build*', lifetime: '7s' },
      { name: 'a', lifetime: { p50: '1s', p99: '2s' } },
      { name: 'b', lifetime: { uniform: { min: '1s', max: '2s' } } },
      { name: 'c', lifetime: { exponential: { mean: '1s' } } },
    ],
  },
  timeline: [
    { at: '9m', apply: [namespace('later')] },
    { at: '1m', applyFile: 'later.yaml' },
    { at: '2m', scale: { ...web1, replicas: 5 } },
    { at: '3m', setImage: { ...web1, image: 'i:2' } },
    { at: '4m', delete: web1 },
    ...['cordon', 'drain', 'fail', 'recover', 'uncordon'].map((action) => ({ at: '5m', [action]: 'general-2' })),
  ],
  scheduler: { configFile: 'scheduler.yaml' },
  models: { 'etcd.fsyncUs': 2000 },
  sampleEvery: '30s',
};

test('the scenario of this test has every field of the schema', () => {
  const used = new Set(pathsOf({ spec: everything }, ''));
  const known = new Set(schemaPaths(scenarioSchema as Schema, ''));
  const outside = ['apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.description', 'spec.scheduler.config'];
  deepEqual(
    [...known].filter((path) => !used.has(path) && !outside.includes(path)),
    [],
  );
});

test('every field reaches the RunSpec', async () => {
  const { spec } = await bench.prepare(everything);
  deepEqual(
    [spec.seed, spec.kubernetes, spec.featureGates, spec.untilUs, spec.fidelity],
    ['x', '1.35', { SchedulerQueueingHints: true }, 3600e6, 'pods'],
  );
  deepEqual(
    spec.objects.map(({ metadata }) => metadata.name),
    ['of-a-file', 'inline'],
  );
  const [group] = spec.nodeGroups;
  deepEqual(
    [group!.name, group!.count, group!.zones, group!.joinUs, group!.template.labels?.['pool']],
    ['general', 3, ['a', 'b'], 600e6, 'general'],
  );
  deepEqual(group!.template.spec, { taints: [{ key: 'spot', value: 'true', effect: 'NoSchedule' }] });
  const allocatable = { cpu: '8', memory: '32Gi', pods: '110' };
  deepEqual(group!.template.status, {
    capacity: allocatable,
    allocatable,
    images: [{ names: ['nginx:1'], sizeBytes: 7 }],
  });
  deepEqual(spec.lifetimes, [
    { kind: 'Job', namespace: 'ci', name: 'build*', lifetimeUs: 7e6 },
    { name: 'a', lifetimeUs: { p50: 1e6, p99: 2e6 } },
    { name: 'b', lifetimeUs: { uniform: { min: 1e6, max: 2e6 } } },
    { name: 'c', lifetimeUs: { exponential: { mean: 1e6 } } },
  ]);
  deepEqual([spec.models, spec.record.sampleEveryUs], [{ 'etcd.fsyncUs': 2000 }, 30e6]);
  ok(spec.scheduler.configurationSource.endsWith('scheduler.yaml'));
});

test('arrivals in microseconds, points of a pattern in order', async () => {
  const { spec } = await bench.prepare(everything);
  deepEqual(
    spec.arrivals.map(({ process, lifetimeUs }) => [process, lifetimeUs]),
    [
      [{ kind: 'poisson', ratePerSecond: 2 }, 5e6],
      [
        { kind: 'constant', ratePerSecond: 0.5 },
        { p50: 1e6, p99: 9e6 },
      ],
      [{ kind: 'burst', size: 4, everyUs: 60e6 }, { uniform: { min: 1e6, max: 2e6 } }],
      [
        {
          kind: 'pattern',
          periodUs: 3600e6,
          points: [
            { atUs: 0, ratePerSecond: 0 },
            { atUs: 1800e6, ratePerSecond: 1 },
          ],
        },
        { exponential: { mean: 3e6 } },
      ],
    ],
  );
  const [first, second] = spec.arrivals;
  deepEqual([first!.startUs, first!.endUs, first!.count, first!.template], [60e6, 120e6, 9, template]);
  deepEqual([second!.startUs, second!.endUs, second!.count], [0, Number.MAX_SAFE_INTEGER, null]);
});

test('the timeline in order of time, what is applied at the beginning first', async () => {
  const { spec } = await bench.prepare(everything);
  const told = spec.timeline.map((entry) => {
    const { atUs, action } = entry;
    const what =
      entry.action === 'apply'
        ? `${entry.object.kind} ${entry.object.metadata.name}`
        : 'node' in entry
          ? entry.node
          : `${entry.kind} ${entry.namespace}/${entry.name}`;
    return `${atUs / 60e6}m ${action} ${what}`;
  });
  deepEqual(told, [
    '0m apply Pod of-a-file',
    '0m apply Deployment web',
    '1m apply Namespace later-file',
    '2m scale Deployment shop/web',
    '3m apply Deployment web',
    '4m delete Deployment shop/web',
    '5m cordon general-2',
    '5m drain general-2',
    '5m fail general-2',
    '5m recover general-2',
    '5m uncordon general-2',
    '9m apply Namespace later',
  ]);
});

test('a new image comes in every container, and keeps the replicas that the timeline set before', async () => {
  const { spec } = await bench.prepare(everything);
  const changed = spec.timeline.find((entry) => entry.atUs === 180e6);
  ok(changed?.action === 'apply');
  const { replicas, template: pods } = changed.object['spec'] as typeof web.spec;
  deepEqual([replicas, pods.spec.containers.map(({ image }) => image)], [5, ['i:2']]);
});

test('a misspelt field is told with the nearest that there is', async () => {
  const paths = [...new Set(pathsOf(everything, ''))].filter((path) => !isFree(path));
  ok(paths.length > 60, `${paths.length} fields`);
  for (const path of paths) {
    const key = path.split('.').at(-1)!;
    const message = await bench.refusal(misspelt(everything, path.split('.')));
    ok(message.includes('there is no such field') && message.includes(key), `${path}: ${message}`);
  }
});

/** Fields whose keys are the user's own. */
function isFree(path: string): boolean {
  return /\.(shape|labels|objects|template|apply)\.|^(featureGates|models)\./.test(path);
}

/** The value with the last letter of the first such field missing. */
function misspelt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const at = value.findIndex((item) => hasPath(item, [key!, ...rest]));
    return value.map((item, i) => (i === at ? misspelt(item, [key!, ...rest]) : item));
  }
  const entries = Object.entries(value as object).map(([name, inner]) => {
    if (name !== key) return [name, inner];
    return rest.length === 0 ? [`${name}x`, inner] : [name, misspelt(inner, rest)];
  });
  return Object.fromEntries(entries);
}

function hasPath(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (Array.isArray(value)) return value.some((item) => hasPath(item, [key, ...rest]));
  return typeof value === 'object' && value !== null && key in value && hasPath(value[key as keyof typeof value], rest);
}

/** "workloads.arrivals.process" for every field of a value, lists passed over. */
function pathsOf(value: unknown, prefix: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, prefix));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...pathsOf(inner, path)];
  });
}

type Schema = { properties?: Record<string, Schema>; items?: Schema; oneOf?: Schema[] };

function schemaPaths(schema: Schema, prefix: string): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...schemaPaths(inner, path)];
  });
  const within = [...(schema.items ? [schema.items] : []), ...(schema.oneOf ?? [])];
  return [...own, ...within.flatMap((inner) => schemaPaths(inner, prefix))];
}
