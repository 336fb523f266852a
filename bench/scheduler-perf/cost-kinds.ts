/** The clusters and pods that cost.tsv was measured with, as a program: nodes of 4 CPU and 32 GiB in three zones, pods of 100m and 500Mi, all of a kind. */
import type { KubeObject, ObjectTemplate, ProgramStep, RunSpec } from '../../engine/index.js';
import { emptySpec } from '../bench-spec.js';

export interface CostCase {
  readonly kind: string;
  readonly nodes: number;
  readonly initPods: number;
  readonly measuredPods: number;
  readonly percentageOfNodesToScore: number;
}

const green = { matchLabels: { color: 'green' } };
const byHost = { labelSelector: green, topologyKey: 'kubernetes.io/hostname' };
const byZone = { labelSelector: green, topologyKey: 'topology.kubernetes.io/zone' };
const inTwoZones = { matchExpressions: [{ key: byZone.topologyKey, operator: 'In', values: ['moon-1', 'moon-2'] }] };
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

function spread(whenUnsatisfiable: string): object {
  return { topologySpreadConstraints: [{ ...byZone, maxSkew: 5, whenUnsatisfiable }] };
}

/** What a kind's pods have beside their container. */
const kinds: Readonly<Record<string, object>> = {
  basic: {},
  taints: {},
  nodeaffinity: { affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [inTwoZones] } } } },
  prefnodeaffinity: { affinity: { nodeAffinity: { [preferred]: [{ weight: 10, preference: inTwoZones }] } } },
  spread: spread('DoNotSchedule'),
  prefspread: spread('ScheduleAnyway'),
  affinity: { affinity: { podAffinity: { [required]: [byZone] } } },
  prefaff: { affinity: { podAffinity: { [preferred]: [{ weight: 1, podAffinityTerm: byHost }] } } },
  antiaffinity: { affinity: { podAntiAffinity: { [required]: [byHost] } } },
  prefanti: { affinity: { podAntiAffinity: { [preferred]: [{ weight: 1, podAffinityTerm: byHost }] } } },
};

const ordinal = { text: '#', factor: 1, divisor: 1, modulus: 0, offset: 0 };
const turns = { text: '%', factor: 1, divisor: 1, modulus: 3, offset: 0, values: ['moon-1', 'moon-2', 'moon-3'] };

/** A run that measures the case's second lot of pods. */
export function costSpec(measuredCase: CostCase): RunSpec {
  const { percentageOfNodesToScore } = measuredCase;
  return {
    ...emptySpec,
    featureGates: { OpportunisticBatching: false },
    scheduler: {
      configuration: {
        apiVersion: 'kubescheduler.config.k8s.io/v1',
        kind: 'KubeSchedulerConfiguration',
        percentageOfNodesToScore,
        clientConnection: { qps: 5000, burst: 5000 },
      },
      configurationSource: 'cost.tsv',
      plugins: [],
      executor: 'auto',
    },
    program: { clientQps: 0, clientBurst: 0, steps: stepsOf(measuredCase) },
  };
}

function stepsOf({ kind, nodes, initPods, measuredPods }: CostCase): ProgramStep[] {
  const pods = { namespace: 'default', labels: {} };
  const wait = (count: number): ProgramStep => ({
    step: 'wait',
    until: 'bound',
    pods: [{ ...pods, count }],
    everyUs: 1e6,
    timeoutUs: 600e6,
  });
  return [
    { step: 'create', count: nodes, callers: 50, objects: [node(kind)] },
    { step: 'create', count: initPods, callers: 4, objects: [pod(kind, 'init')] },
    wait(initPods),
    { step: 'measure', name: kind, pods: [pods] },
    { step: 'create', count: measuredPods, callers: 4, objects: [pod(kind, 'm')] },
    wait(initPods + measuredPods),
    { step: 'stopMeasuring' },
  ];
}

function node(kind: string): ObjectTemplate {
  const allocatable = { cpu: '4', memory: '32Gi', pods: '110' };
  const labels = { [byHost.topologyKey]: 'node-#', [byZone.topologyKey]: '%' };
  const spec = kind === 'taints' ? { taints: [{ key: 'busy', effect: 'PreferNoSchedule' }] } : {};
  const status = { allocatable, capacity: allocatable };
  const object = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-#', labels }, spec, status };
  return { object: object as unknown as KubeObject, places: [ordinal, turns] };
}

function pod(kind: string, prefix: string): ObjectTemplate {
  const resources = { requests: { cpu: '100m', memory: '500Mi' } };
  const containers = [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', resources }];
  const metadata = { name: `${prefix}-#`, namespace: 'default', labels: { color: 'green' } };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...kinds[kind], containers } };
  return { object: object as unknown as KubeObject, places: [ordinal] };
}
