/** The kinds of pods that are compared: what a pod of the kind asks for, and what of the cluster has to do with it. */
import type { LabelSelectorV1, PodAffinityTermV1, PodSpecV1 } from '../../engine/objects/index.js';

export interface Kind {
  readonly name: string;
  /** What its pods ask for besides resources. */
  readonly spec: Omit<PodSpecV1, 'containers'>;
  /** Of 100 nodes in each zone, how many run a pod of the kind already. */
  readonly runningPercent: readonly [number, number, number];
  /** So many a node find a place for certain. */
  readonly podsPerNode: number;
  /** Nodes are tainted: some in a way that its pods tolerate, some in one that they do not, some with PreferNoSchedule. */
  readonly tainted?: true;
  /** A Service selects its pods, so that the system's default spreading applies. */
  readonly service?: true;
  /** Requests differ from pod to pod: so many sizes. */
  readonly sizes?: number;
}

/** Labels of every pod of a measured kind, running or waiting. */
export const measuredLabels = { app: 'measured' };

const measured: LabelSelectorV1 = { matchLabels: measuredLabels };
const zone = 'topology.kubernetes.io/zone';
const hostname = 'kubernetes.io/hostname';
const twoZones = { matchExpressions: [{ key: zone, operator: 'In', values: ['zone-0', 'zone-1'] }] };
const onDisk = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] };

function beside(topologyKey: string): PodAffinityTermV1 {
  return { topologyKey, labelSelector: measured };
}

function spread(whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'): Kind['spec'] {
  const constraint = { maxSkew: 5, topologyKey: zone, whenUnsatisfiable, labelSelector: measured };
  return { topologySpreadConstraints: [constraint] };
}

/** Uneven, so that no zone is like another. */
const uneven = [60, 30, 10] as const;
const usual = { runningPercent: uneven, podsPerNode: 4 };
const weighted = [{ weight: 1, podAffinityTerm: beside(hostname) }];

/** In the order in which they are shown. */
export const kinds: readonly Kind[] = [
  { name: 'basic', ...usual, spec: {} },
  { name: 'sizes', ...usual, spec: {}, sizes: 20 },
  {
    name: 'nodeaffinity',
    ...usual,
    spec: {
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [twoZones] } },
      },
    },
  },
  {
    name: 'taints',
    ...usual,
    tainted: true,
    spec: { tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'measured', effect: 'NoSchedule' }] },
  },
  { name: 'spread', ...usual, spec: spread('DoNotSchedule') },
  {
    name: 'affinity',
    runningPercent: [60, 30, 0],
    podsPerNode: 4,
    spec: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [beside(zone)] } } },
  },
  {
    name: 'antiaffinity',
    runningPercent: [30, 20, 10],
    podsPerNode: 0.5,
    spec: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [beside(hostname)] } } },
  },
  {
    name: 'preferred-nodeaffinity',
    ...usual,
    spec: {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 10, preference: twoZones },
            { weight: 5, preference: onDisk },
          ],
        },
      },
    },
  },
  { name: 'preferred-spread', ...usual, spec: spread('ScheduleAnyway') },
  {
    name: 'preferred-affinity',
    ...usual,
    spec: { affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: weighted } } },
  },
  {
    name: 'preferred-antiaffinity',
    ...usual,
    spec: { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: weighted } } },
  },
  { name: 'default-spread', ...usual, service: true, spec: {} },
];
