import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releaseOf } from '../release-of.js';
import type { PluginsV1 } from './manifest.js';
import { resolveConfiguration } from './resolve-configuration.js';

const header = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' };
const release = releaseOf('1.36');

const resolve = (fields: object) => resolveConfiguration({ ...header, ...fields }, 'test', release);
const profileOf = (plugins: PluginsV1) => resolve({ profiles: [{ plugins }] }).profiles[0]!;
const scores = (plugins: PluginsV1) => profileOf(plugins).points.score.map(({ name, weight }) => `${name} ${weight}`);
const named = (...names: string[]) => names.map((name) => ({ name }));

const defaultScores = [
  'TaintToleration 3',
  'NodeAffinity 2',
  'NodeResourcesFit 1',
  'VolumeBinding 1',
  'PodTopologySpread 2',
  'InterPodAffinity 2',
  'DynamicResources 2',
  'NodeResourcesBalancedAllocation 1',
  'ImageLocality 1',
];

test('no configuration is the default one', () => {
  const { profiles, ...settings } = resolveConfiguration(undefined, 'test', release);
  assert.deepEqual(settings, {
    parallelism: 16,
    percentageOfNodesToScore: 0,
    podInitialBackoffUs: 1_000_000,
    podMaxBackoffUs: 10_000_000,
    clientQps: 50,
    clientBurst: 100,
  });
  assert.deepEqual(
    profiles.map(({ schedulerName }) => schedulerName),
    ['default-scheduler'],
  );
  assert.deepEqual(resolve({}), { profiles, ...settings });
  assert.deepEqual(resolve({ profiles: null, parallelism: null }), { profiles, ...settings });
});

test('the default profile runs the default plugins in upstream’s order', () => {
  assert.deepEqual(scores({}), defaultScores);
  const { points } = profileOf({});
  assert.deepEqual(points.preEnqueue, ['SchedulingGates', 'DynamicResources', 'DefaultPreemption']);
  assert.deepEqual(points.filter.slice(0, 3), ['NodeUnschedulable', 'NodeName', 'TaintToleration']);
  assert.deepEqual(points.filter.slice(-2), ['DynamicResources', 'NodeDeclaredFeatures']);
  assert.deepEqual(points.postFilter, ['DynamicResources', 'DefaultPreemption']);
  assert.deepEqual([points.queueSort, points.bind, points.permit], ['PrioritySort', ['DefaultBinder'], []]);
});

test('releases differ in their default filters', () => {
  const filters = (minor: '1.35' | '1.37') =>
    resolveConfiguration(undefined, 'test', releaseOf(minor)).profiles[0]!.points.filter;
  assert.ok(!filters('1.35').includes('NodeDeclaredFeatures'));
  assert.deepEqual(filters('1.37').slice(0, 2), ['NodeName', 'NodeUnschedulable']);
});

test('a plugin that the score point enables comes first, with its new weight', () => {
  const rest = defaultScores.filter((score) => !score.startsWith('ImageLocality'));
  assert.deepEqual(scores({ score: { enabled: [{ name: 'ImageLocality', weight: 7 }] } }), [
    'ImageLocality 7',
    ...rest,
  ]);
});

test('a plugin that all points enable keeps its place and takes the new weight', () => {
  const expected = defaultScores.map((score) => (score === 'NodeAffinity 2' ? 'NodeAffinity 9' : score));
  assert.deepEqual(scores({ multiPoint: { enabled: [{ name: 'NodeAffinity', weight: 9 }] } }), expected);
});

test('no weight and 0 mean 1', () => {
  assert.equal(scores({ score: { enabled: [{ name: 'TaintToleration', weight: 0 }] } })[0], 'TaintToleration 1');
  assert.equal(scores({ score: { enabled: named('TaintToleration') } })[0], 'TaintToleration 1');
});

test('a star disables what is not enabled by name', () => {
  const plugins = { score: { disabled: named('*'), enabled: named('NodeResourcesFit') } };
  assert.deepEqual(scores(plugins), ['NodeResourcesFit 1']);
  assert.ok(profileOf(plugins).points.filter.includes('NodeResourcesFit'));
});

test('a star at all points leaves only what is enabled by name', () => {
  const enabled = named('PrioritySort', 'DefaultBinder', 'NodeName');
  const { points } = profileOf({ multiPoint: { disabled: named('*'), enabled } });
  assert.deepEqual([points.queueSort, points.bind, points.filter], ['PrioritySort', ['DefaultBinder'], ['NodeName']]);
  assert.deepEqual([points.preFilter, points.score, points.postFilter], [[], [], []]);
});

test('disabling a plugin at one point leaves it at the others', () => {
  const { points } = profileOf({ filter: { disabled: named('TaintToleration') } });
  assert.ok(!points.filter.includes('TaintToleration'));
  assert.ok(points.preScore.includes('TaintToleration'));
});

test('a plugin disabled at all points can be enabled at one', () => {
  const plugins = { multiPoint: { disabled: named('NodePorts') }, filter: { enabled: named('NodePorts') } };
  const { points } = profileOf(plugins);
  assert.equal(points.filter.at(-1), 'NodePorts');
  assert.ok(!points.preFilter.includes('NodePorts'));
});

test('a plugin whose gate is off may be enabled and runs nowhere', () => {
  const { points } = profileOf({ multiPoint: { enabled: named('GangScheduling') } });
  assert.ok(!points.preEnqueue.includes('GangScheduling'));
  assert.deepEqual(points, profileOf({}).points);
});

test('every profile may set its own share of nodes to look for', () => {
  const profiles = [{ schedulerName: 'a', percentageOfNodesToScore: 30 }, { schedulerName: 'b' }];
  const resolved = resolve({ percentageOfNodesToScore: 50, profiles });
  assert.equal(resolved.percentageOfNodesToScore, 50);
  assert.deepEqual(
    resolved.profiles.map(({ percentageOfNodesToScore }) => percentageOfNodesToScore),
    [30, undefined],
  );
});

test('arguments are defaulted field by field', () => {
  const scoringStrategy = {
    type: 'MostAllocated',
    resources: [{ name: 'nvidia.com/gpu' }, { name: 'cpu', weight: 3 }],
  };
  const pluginConfig = [
    { name: 'NodeResourcesFit', args: { scoringStrategy } },
    { name: 'InterPodAffinity', args: { hardPodAffinityWeight: 0 } },
    { name: 'DynamicResources', args: { filterTimeout: '1.5s' } },
    { name: 'VolumeBinding' },
  ];
  const { args } = resolve({ profiles: [{ pluginConfig }] }).profiles[0]!;
  assert.deepEqual(args['NodeResourcesFit'], {
    ignoredResources: [],
    ignoredResourceGroups: [],
    scoringStrategy: {
      type: 'MostAllocated',
      resources: [
        { name: 'nvidia.com/gpu', weight: 1 },
        { name: 'cpu', weight: 3 },
      ],
    },
  });
  assert.deepEqual(args['InterPodAffinity'], { hardPodAffinityWeight: 0, ignorePreferredTermsOfExistingPods: false });
  assert.deepEqual(args['DynamicResources'], { filterTimeoutUs: 1_500_000, bindingTimeoutUs: 600_000_000 });
  assert.deepEqual(args['VolumeBinding'], { bindTimeoutSeconds: 600 });
  assert.deepEqual(args['DefaultPreemption'], { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 });
});

test('storage scoring has a shape where its gate is on', () => {
  const shape = [
    { utilization: 0, score: 10 },
    { utilization: 100, score: 0 },
  ];
  for (const on of [releaseOf('1.37'), releaseOf('1.36', { StorageCapacityScoring: true })]) {
    const { args } = resolveConfiguration(undefined, 'test', on).profiles[0]!;
    assert.deepEqual(args['VolumeBinding'], { bindTimeoutSeconds: 600, shape });
  }
});

test('a user’s plugin runs where it can, and keeps its arguments as they are', () => {
  const plugins = { multiPoint: { enabled: [{ name: 'Cheapest', weight: 5 }] } };
  const pluginConfig = [{ name: 'Cheapest', args: { perCore: 0.1 } }];
  const raw = { ...header, profiles: [{ plugins, pluginConfig }] };
  const { points, args } = resolveConfiguration(raw, 'test', release, { Cheapest: ['filter', 'score'] }).profiles[0]!;
  assert.deepEqual(points.score.at(-1), { name: 'Cheapest', weight: 5 });
  assert.equal(points.filter.at(-1), 'Cheapest');
  assert.ok(!points.preFilter.includes('Cheapest'));
  assert.deepEqual(args['Cheapest'], { perCore: 0.1 });
});
