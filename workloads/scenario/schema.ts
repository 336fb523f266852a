/** The Scenario file's JSON Schema (draft 2020-12 subset); editors can use the published copy beside the examples. */
import { durationPattern } from './duration.js';

const duration = {
  type: 'string',
  format: 'duration-text',
  pattern: durationPattern,
  description: 'A duration: 90s, 5m, 1m30s, 2h, 250ms.',
};
const quantity = { type: ['string', 'number'], description: 'A Kubernetes quantity: 500m, 4, 16Gi.' };
const text = { type: 'string', minLength: 1 };
const strings = { type: 'object', additionalProperties: { type: 'string' } };
const manifest = { type: 'object', description: 'A Kubernetes object as kubectl takes it.' };
const count = { type: 'integer', minimum: 0 };

function object(description: string, properties: Record<string, unknown>, required: string[] = []) {
  return { type: 'object', description, properties, required, additionalProperties: false };
}

function listOf(items: unknown, description: string) {
  return { type: 'array', items, description };
}

/** A duration or a distribution of durations. */
const durations = {
  description: 'A duration, or a distribution of them.',
  oneOf: [
    duration,
    object('Lognormal by its median and 99th percentile.', { p50: duration, p99: duration }, ['p50', 'p99']),
    object('Any in between alike.', { uniform: object('', { min: duration, max: duration }, ['min', 'max']) }, [
      'uniform',
    ]),
    object('Exponential.', { exponential: object('', { mean: duration }, ['mean']) }, ['exponential']),
  ],
};

const rate = { type: 'number', exclusiveMinimum: 0, description: 'Pods a second.' };
const process = {
  description: 'How pods arrive; exactly one of these.',
  oneOf: [
    object('Exponential gaps.', { poisson: object('', { ratePerSecond: rate }, ['ratePerSecond']) }, ['poisson']),
    object('Equal gaps.', { constant: object('', { ratePerSecond: rate }, ['ratePerSecond']) }, ['constant']),
    object(
      'Many at once, every so often.',
      { burst: object('', { size: { type: 'integer', minimum: 1 }, every: duration }, ['size', 'every']) },
      ['burst'],
    ),
    object(
      'A Poisson process whose rate follows points, linear between them, and repeats.',
      {
        pattern: object(
          '',
          {
            period: duration,
            points: {
              type: 'array',
              minItems: 1,
              items: object('', { at: duration, ratePerSecond: { type: 'number', minimum: 0 } }, [
                'at',
                'ratePerSecond',
              ]),
            },
          },
          ['period', 'points'],
        ),
      },
      ['pattern'],
    ),
  ],
};

const nodeGroup = object(
  'Nodes alike: <name>-0, <name>-1, …',
  {
    name: text,
    count: { type: 'integer', minimum: 1 },
    shape: {
      type: 'object',
      additionalProperties: quantity,
      description: 'Allocatable resources: cpu, memory, pods, ephemeral-storage, nvidia.com/gpu …',
    },
    zones: { ...listOf(text, 'Values of topology.kubernetes.io/zone, given to the nodes in turn.'), minItems: 1 },
    labels: strings,
    taints: listOf(
      object(
        '',
        { key: text, value: { type: 'string' }, effect: { enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] } },
        ['key', 'effect'],
      ),
      'Taints of every node.',
    ),
    images: listOf(
      object('', { names: { type: 'array', items: text, minItems: 1 }, sizeBytes: count }, ['names', 'sizeBytes']),
      'Images the nodes hold already.',
    ),
    joinAt: { ...duration, description: 'When they join; from the beginning if absent.' },
  },
  ['name', 'count', 'shape'],
);

const arrivals = object(
  'Pods that keep coming.',
  {
    name: text,
    process,
    from: duration,
    to: duration,
    count: { type: 'integer', minimum: 1 },
    lifetime: durations,
    template: { type: 'object', description: 'A pod template: metadata and spec.', required: ['spec'] },
  },
  ['name', 'process', 'template'],
);

const reference = { kind: text, namespace: text, name: text };
const timelineEntry = object(
  'What happens at a moment; exactly one action.',
  {
    at: duration,
    apply: { oneOf: [manifest, listOf(manifest, '')], description: 'Objects that a user applies.' },
    applyFile: { ...text, description: 'A file of objects that a user applies, relative to the scenario.' },
    delete: object('', reference, ['kind', 'name']),
    scale: object('', { ...reference, replicas: count }, ['kind', 'name', 'replicas']),
    setImage: object(
      'Changes the image of every container of a workload, and so starts a rollout.',
      { ...reference, image: text },
      ['kind', 'name', 'image'],
    ),
    cordon: text,
    uncordon: text,
    drain: text,
    fail: { ...text, description: 'The node stops answering.' },
    recover: text,
  },
  ['at'],
);

const lifetimeRule = object(
  'How long containers of these pods run before they exit with success; the first rule that matches counts.',
  {
    kind: text,
    namespace: text,
    name: { ...text, description: 'Of the owner or the pod; a * at the end matches any rest.' },
    lifetime: durations,
  },
  ['lifetime'],
);

const spec = object('What is simulated.', {
  seed: { type: ['string', 'integer'] },
  kubernetes: { enum: ['1.35', '1.36', '1.37'], description: 'The release whose scheduler decides.' },
  featureGates: { type: 'object', additionalProperties: { type: 'boolean' } },
  duration: {
    ...duration,
    description: 'End of the run; absent: when only steady traffic is left, at most a virtual day.',
  },
  fidelity: { enum: ['full', 'pods', 'scheduler'] },
  cluster: object('What is there.', {
    files: listOf(text, 'Manifests or dumps, relative to the scenario.'),
    objects: listOf(manifest, 'Objects that exist when the run begins.'),
    nodeGroups: listOf(nodeGroup, ''),
  }),
  workloads: object('What arrives.', {
    files: listOf(text, 'Manifests that a user applies at the beginning, relative to the scenario.'),
    objects: listOf(manifest, 'Objects that a user applies at the beginning.'),
    arrivals: listOf(arrivals, ''),
    lifetimes: listOf(lifetimeRule, ''),
  }),
  timeline: listOf(timelineEntry, 'What users do later.'),
  scheduler: object('The scheduler.', {
    config: { type: 'object', description: 'A KubeSchedulerConfiguration.' },
    configFile: { ...text, description: 'A file with one, relative to the scenario.' },
  }),
  models: {
    type: 'object',
    description: 'Overrides of component model constants by dotted name, such as etcd.fsyncUs.',
  },
  sampleEvery: duration,
});

/** Every field there is; unknown ones are refused. */
export const scenarioSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://seatrial.dev/schemas/scenario-v1alpha1.json',
  title: 'Scenario',
  ...object(
    'A cluster, what arrives at it, and what happens meanwhile.',
    {
      apiVersion: { const: 'seatrial.dev/v1alpha1' },
      kind: { const: 'Scenario' },
      metadata: object('', { name: text, description: { type: 'string' } }),
      spec,
    },
    ['apiVersion', 'kind', 'spec'],
  ),
};
