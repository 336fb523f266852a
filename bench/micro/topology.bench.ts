/** Benchmarks of pods that look at topology domains: spreading, (anti-)affinity, the system's default spreading; by executor and cluster size. */
import { createIncremental, type Executor, reference } from '../../engine/hotpath/index.js';
import type { PodSpecV1 } from '../../engine/objects/index.js';
import { type Alike, alikePods, benchService, plainCluster } from './bench-cluster.js';
import { placingRounds } from './bench-scheduling.js';
import type { MicroBench, Scale } from './micro-bench.js';

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';
const labelSelector = { matchLabels: { app: 'web' } };

/** Pods that are placed in one call. */
const placed = { small: 5, full: 200 };

/** What the pods want, by what it is called. */
const wishes: Readonly<Record<string, Alike>> = {
  'spread over zones': spread(zone, 'DoNotSchedule'),
  'spread over hostnames': spread(hostname, 'DoNotSchedule'),
  'preferably spread over zones': spread(zone, 'ScheduleAnyway'),
  'with a service': { spec: {}, hasService: true },
  'apart on hostnames': { spec: { affinity: { podAntiAffinity: required(hostname) } } },
  'together in a zone': { spec: { affinity: { podAffinity: required(zone) } } },
  'preferably together on hostnames': { spec: { affinity: { podAffinity: preferred(hostname) } } },
  'preferably apart in zones': { spec: { affinity: { podAntiAffinity: preferred(zone) } } },
};

export function topologyBenches(scale: Scale): MicroBench[] {
  const sizes = scale === 'full' ? [1_000, 5_000, 10_000, 100_000] : [20];
  return Object.entries(wishes).flatMap(([wish, alike]) => [
    ...sizes.map((nodes) => bench(wish, alike, nodes, 'incremental', placed[scale])),
    bench(wish, alike, sizes[0]!, 'reference', scale === 'full' ? 20 : placed.small),
  ]);
}

function bench(wish: string, alike: Alike, nodes: number, name: Executor['name'], ops: number): MicroBench {
  const prepare = () => {
    const cluster = plainCluster(nodes);
    if (alike.hasService) cluster.objects.set('Service', benchService());
    const executor = name === 'reference' ? reference : createIncremental();
    return placingRounds(cluster, alikePods(alike.spec, ops), ops, executor);
  };
  return { name: `topology: pods ${wish}, ${name}, ${nodes.toLocaleString('en')} nodes`, prepare, opsPerCall: ops };
}

function spread(topologyKey: string, whenUnsatisfiable: string): Alike {
  return { spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector }] } };
}

function required(topologyKey: string): NonNullable<NonNullable<PodSpecV1['affinity']>['podAffinity']> {
  return { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector }] };
}

function preferred(topologyKey: string): NonNullable<NonNullable<PodSpecV1['affinity']>['podAffinity']> {
  const podAffinityTerm = { topologyKey, labelSelector };
  return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 10, podAffinityTerm }] };
}
