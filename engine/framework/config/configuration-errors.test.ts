import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../objects/index.js';
import { releaseOf } from '../release-of.js';
import { resolveConfiguration } from './resolve-configuration.js';

const header = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' };
const release = releaseOf('1.36');

function messageOf(raw: unknown): string {
  try {
    resolveConfiguration(raw, 's', release);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message;
  }
  return 'accepted';
}

const withFields = (fields: object) => messageOf({ ...header, ...fields });
const withProfile = (profile: object) => withFields({ profiles: [profile] });
const withArgs = (name: string, args: unknown) => withProfile({ pluginConfig: [{ name, args }] });
const argsPath = 'profiles[0].pluginConfig[0].args';

/** What kube-scheduler v1.36.3 itself says against these, one text an error. */
const upstreamSays: [what: string, message: string, errors: string[]][] = [
  [
    'numbers out of range',
    withFields({ percentageOfNodesToScore: 101, podInitialBackoffSeconds: 0, podMaxBackoffSeconds: -1 }),
    [
      'percentageOfNodesToScore: Invalid value: 101: not in valid range [0-100]',
      'podInitialBackoffSeconds: Invalid value: 0: must be greater than 0',
      'podMaxBackoffSeconds: Invalid value: -1: must be greater than or equal to PodInitialBackoffSeconds',
    ],
  ],
  [
    'parallelism',
    withFields({ parallelism: 0 }),
    ['parallelism: Invalid value: 0: should be an integer value greater than zero'],
  ],
  [
    'two profiles without a name',
    withFields({ profiles: [{ schedulerName: '' }] }),
    ['profiles[0].schedulerName: Required value'],
  ],
  [
    'leader election',
    withFields({ leaderElection: { leaseDuration: '5s', retryPeriod: '-1s', resourceLock: 'endpoints' } }),
    [
      'leaderElection.retryPeriod: Invalid value: "-1s": must be greater than zero',
      'leaderElection.leaseDuration: Invalid value: "10s": must be greater than `RenewDeadline`',
      'leaderElection.resourceLock: Invalid value: "endpoints": resourceLock value must be "leases"',
    ],
  ],
  [
    'client connection',
    withFields({ clientConnection: { burst: -1 } }),
    ['clientConnection.burst: Invalid value: -1: must be non-negative'],
  ],
  [
    'queues sorted in two ways',
    withFields({
      profiles: [
        { schedulerName: 'a' },
        { schedulerName: 'b', plugins: { queueSort: { enabled: [{ name: 'PrioritySort' }] } } },
      ],
    }),
    [
      'profiles[1].plugins.queueSort: Invalid value: {"Enabled":[{"Name":"PrioritySort","Weight":0}],"Disabled":null}: must be the same for all profiles',
    ],
  ],
  [
    'a plugin configured twice',
    withProfile({ pluginConfig: [{ name: 'InterPodAffinity' }, { name: 'InterPodAffinity' }] }),
    ['profiles[0].pluginConfig[1]: Duplicate value: "InterPodAffinity"'],
  ],
  [
    'a removed plugin',
    withProfile({ plugins: { filter: { enabled: [{ name: 'EBSLimits' }] } } }),
    [
      'profiles[0].plugins.filter.enabled[0]: Invalid value: "EBSLimits": was invalid in version "v1" (KubeSchedulerConfiguration is version "kubescheduler.config.k8s.io/v1")',
    ],
  ],
  [
    'a weight of hard affinity',
    withArgs('InterPodAffinity', { hardPodAffinityWeight: 101 }),
    [`${argsPath}.hardPodAffinityWeight: Invalid value: 101: not in valid range [0, 100]`],
  ],
  [
    'no candidates at all',
    withArgs('DefaultPreemption', { minCandidateNodesPercentage: 0, minCandidateNodesAbsolute: 0 }),
    [
      `${argsPath}.minCandidateNodesPercentage: Invalid value: 0: cannot be zero at the same time as minCandidateNodesAbsolute`,
      `${argsPath}.minCandidateNodesAbsolute: Invalid value: 0: cannot be zero at the same time as minCandidateNodesPercentage`,
    ],
  ],
  [
    'weights in balanced allocation',
    withArgs('NodeResourcesBalancedAllocation', { resources: [{ name: 'cpu', weight: 2 }, { name: 'cpu' }] }),
    [
      `${argsPath}.resources[0].weight: Invalid value: 2: must be 1`,
      `${argsPath}.resources[1].name: Duplicate value: "cpu"`,
    ],
  ],
  [
    'default constraints',
    withArgs('PodTopologySpread', {
      defaultingType: 'List',
      defaultConstraints: [
        { maxSkew: 0, topologyKey: '', whenUnsatisfiable: '' },
        { maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'No', labelSelector: {} },
        { maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'No' },
      ],
    }),
    [
      `${argsPath}.defaultConstraints[0].maxSkew: Invalid value: 0: not in valid range (0, inf)`,
      `${argsPath}.defaultConstraints[0].topologyKey: Required value: can not be empty`,
      `${argsPath}.defaultConstraints[0].whenUnsatisfiable: Required value: can not be empty`,
      `${argsPath}.defaultConstraints[1].whenUnsatisfiable: Unsupported value: "No": supported values: "DoNotSchedule", "ScheduleAnyway"`,
      `${argsPath}.defaultConstraints[1].labelSelector: Forbidden: constraint must not define a selector, as they deduced for each pod`,
      `${argsPath}.defaultConstraints[2].whenUnsatisfiable: Unsupported value: "No": supported values: "DoNotSchedule", "ScheduleAnyway"`,
      `${argsPath}.defaultConstraints[2]: Duplicate value: "{z, No}"`,
    ],
  ],
  [
    'constraints with system defaulting',
    withArgs('PodTopologySpread', {
      defaultConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }],
    }),
    [`${argsPath}.defaultingType: Invalid value: "System": when .defaultConstraints are not empty`],
  ],
  [
    'added affinity',
    withArgs('NodeAffinity', {
      addedAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }],
        },
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 5, preference: { matchExpressions: [{ key: 'b', operator: 'Foo' }] } },
        ],
      },
    }),
    [
      `${argsPath}.addedAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty`,
      `${argsPath}.addedAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].matchExpressions[0].operator: Unsupported value: "Foo": supported values: "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"`,
    ],
  ],
  [
    'a negative bind timeout',
    withArgs('VolumeBinding', { bindTimeoutSeconds: -1 }),
    [`${argsPath}.bindTimeoutSeconds: Invalid value: -1: invalid BindTimeoutSeconds, should not be a negative value`],
  ],
  [
    'a shape that its gate does not allow',
    withArgs('VolumeBinding', { shape: [] }),
    [
      `${argsPath}.shape: Invalid value: []: unexpected field \`shape\`, remove it or turn on the feature gate StorageCapacityScoring`,
    ],
  ],
  [
    'timeouts of dynamic resources',
    withArgs('DynamicResources', { filterTimeout: '-1s', bindingTimeout: '500ms' }),
    [
      `${argsPath}.filterTimeout: Invalid value: "-1s": must be zero or positive`,
      `${argsPath}.bindingTimeout: Invalid value: "500ms": must be at least 1 second`,
    ],
  ],
];

for (const [what, message, errors] of upstreamSays) {
  test(`${what}: refused in upstream’s words`, () => {
    const [first, ...others] = errors;
    assert.equal(message, `s: ${first}${others.length === 0 ? '' : `; also ${others.join('; ')}`}`);
  });
}

const strategy = (scoringStrategy: object) => withArgs('NodeResourcesFit', { scoringStrategy });
const strategyPath = `s: ${argsPath}.scoringStrategy`;

/** Upstream says the same of these without the path up to the arguments. */
const fitErrors: [what: string, message: string, expected: string][] = [
  [
    'an unknown strategy',
    strategy({ type: 'Foo' }),
    `${strategyPath}.type: Unsupported value: "Foo": supported values: "LeastAllocated", "MostAllocated", "RequestedToCapacityRatio"`,
  ],
  [
    'a weight above 100',
    strategy({ type: 'LeastAllocated', resources: [{ name: 'cpu', weight: 101 }] }),
    `${strategyPath}.resources[0].weight: Invalid value: 101: resource weight of cpu not in valid range (0, 100]`,
  ],
  [
    'a ratio without its shape',
    strategy({ type: 'RequestedToCapacityRatio' }),
    `${strategyPath}.requestedToCapacityRatio: Required value: must be specified when type is RequestedToCapacityRatio`,
  ],
  [
    'an unsorted shape',
    strategy({
      type: 'RequestedToCapacityRatio',
      requestedToCapacityRatio: {
        shape: [
          { utilization: 50, score: 1 },
          { utilization: 50, score: 2 },
        ],
      },
    }),
    `${strategyPath}.requestedToCapacityRatio.shape[1].utilization: Invalid value: 50: values must be sorted in increasing order`,
  ],
  [
    'a shape without the ratio',
    strategy({ type: 'MostAllocated', requestedToCapacityRatio: { shape: [{ utilization: 0, score: 0 }] } }),
    `${strategyPath}.requestedToCapacityRatio: Forbidden: must be nil when type is not RequestedToCapacityRatio`,
  ],
  [
    'a group with a slash',
    withArgs('NodeResourcesFit', { ignoredResourceGroups: ['a/b'] }),
    `s: ${argsPath}.ignoredResourceGroups[0]: Invalid value: "a/b": resource group name can't contain '/'`,
  ],
];

for (const [what, message, expected] of fitErrors) {
  test(`${what}: refused by NodeResourcesFit`, () => assert.equal(message, expected));
}

/** Where upstream's words are about its own types, ours are about the manifest. */
const ownWords: [what: string, message: string, expected: RegExp][] = [
  [
    'an unknown field',
    withFields({ paralellism: 3 }),
    /^s: paralellism: is an unknown field; did you mean parallelism\?$/,
  ],
  ['a nested one', withProfile({ plugins: { scor: {} } }), /^s: profiles\[0\]\.plugins\.scor: .*did you mean score\?$/],
  [
    'one of arguments',
    withArgs('NodeResourcesFit', { scoringStrateg: {} }),
    /args\.scoringStrateg: .* scoringStrategy\?$/,
  ],
  ['one like no other', withFields({ healthzBindAddress: '' }), /unknown field; known fields: /],
  ['a field of a later release', withProfile({ plugins: { podGroupPostFilter: {} } }), /is an unknown field/],
  ['a string for a number', withFields({ parallelism: '4' }), /^s: parallelism: "4" must be a whole number$/],
  ['a fraction', withFields({ parallelism: 1.5 }), /must be a whole number/],
  ['a number too large', withFields({ parallelism: 3e9 }), /must be from -2147483648 to 2147483647/],
  ['a number for a string', withProfile({ schedulerName: 5 }), /5 must be a string; write it in quotes: "5"/],
  ['an object for a list', withFields({ profiles: {} }), /^s: profiles: \{\} must be a list$/],
  ['a duration without unit', withArgs('DynamicResources', { filterTimeout: '10' }), /"10" is no duration/],
  ['no kind', messageOf({ apiVersion: header.apiVersion }), /^s: kind: is no scheduler configuration/],
  [
    'an old version',
    messageOf({ ...header, apiVersion: 'kubescheduler.config.k8s.io/v1beta3' }),
    /v1beta3" is no version/,
  ],
  [
    'arguments of another plugin',
    withArgs('NodeResourcesFit', { kind: 'InterPodAffinityArgs' }),
    /write NodeResourcesFitArgs/,
  ],
  [
    'an extender',
    withFields({ extenders: [{ urlPrefix: 'http://x' }] }),
    /^s: extenders: HTTP extenders are programs outside/,
  ],
  [
    'an unknown plugin',
    withProfile({ plugins: { score: { enabled: [{ name: 'NodeResourceFit' }] } } }),
    /^s: profiles\[0\]\.plugins\.score\.enabled\[0\]\.name: "NodeResourceFit" is no plugin that is known; did you mean NodeResourcesFit\? known plugins: NodeResourcesFit, /,
  ],
  [
    'a plugin where it does not run',
    withProfile({ plugins: { score: { enabled: [{ name: 'NodeName' }] } } }),
    /"NodeName" does not run at score; it runs at filter$/,
  ],
  [
    'a plugin enabled twice',
    withProfile({ plugins: { multiPoint: { enabled: [{ name: 'ImageLocality' }, { name: 'ImageLocality' }] } } }),
    /multiPoint\.enabled: "ImageLocality" is enabled twice/,
  ],
  [
    'no order of the queue',
    withProfile({ plugins: { queueSort: { disabled: [{ name: '*' }] } } }),
    /queueSort: no plugin sorts the queue/,
  ],
  [
    'one order of the queue with two kinds of arguments',
    withFields({
      profiles: [
        { schedulerName: 'a', pluginConfig: [{ name: 'PrioritySort', args: { a: 1 } }] },
        { schedulerName: 'b' },
      ],
    }),
    /profiles\[1\]: gives PrioritySort, which sorts the queue, other args than profiles\[0\]; give all profiles the same, or none/,
  ],
  ['nobody who binds', withProfile({ plugins: { bind: { disabled: [{ name: '*' }] } } }), /bind: no plugin binds pods/],
  [
    'one name twice',
    withFields({ profiles: [{ schedulerName: 'a' }, { schedulerName: 'a' }] }),
    /profiles\[1\]\.schedulerName: Duplicate value: "a"/,
  ],
  [
    'weights below zero',
    withProfile({ plugins: { score: { enabled: [{ name: 'ImageLocality', weight: -1 }] } } }),
    /weights overflow the total score/,
  ],
];

for (const [what, message, expected] of ownWords) {
  test(`${what}: refused, saying where and what helps`, () => assert.match(message, expected));
}

test('1.35 takes a shape with any strategy', () => {
  const scoringStrategy = {
    type: 'MostAllocated',
    requestedToCapacityRatio: { shape: [{ utilization: 0, score: 0 }] },
  };
  const profiles = [{ pluginConfig: [{ name: 'NodeResourcesFit', args: { scoringStrategy } }] }];
  assert.doesNotThrow(() => resolveConfiguration({ ...header, profiles }, 's', releaseOf('1.35')));
});
