/** A cluster to measure on: nodes of three zones, each with some pods, and pods that want a place. */
import { Cluster, Pod } from '../../engine/cluster/index.js';
import {
  compileNode,
  compilePod,
  type NodeV1,
  type PodSpecV1,
  type PodV1,
  type ServiceV1,
  withDefaults,
} from '../../engine/objects/index.js';

const podsPerNode = 5;

/** Nodes node-0, node-1, …; every sixth is tainted. */
export function benchCluster(nodes: number): Cluster {
  const cluster = new Cluster();
  for (let i = 0; i < nodes; i++) cluster.addNode(compileNode(nodeManifest(i)));
  for (let i = 0; i < nodes * podsPerNode; i++) cluster.addPod(benchPod(i, `node-${i % nodes}`));
  cluster.updateSnapshot();
  return cluster;
}

function nodeManifest(i: number): NodeV1 {
  const name = `node-${i}`;
  const labels = {
    'kubernetes.io/hostname': name,
    'topology.kubernetes.io/zone': `zone-${i % 3}`,
    pool: `pool-${i % 4}`,
  };
  const spec = i % 6 === 5 ? { taints: [{ key: 'spot', value: 'true', effect: 'NoSchedule' }] } : {};
  const allocatable = { cpu: String(4 + 4 * (i % 3)), memory: `${16 + 16 * (i % 3)}Gi`, pods: '110' };
  return withDefaults<NodeV1>({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec,
    status: { allocatable },
  });
}

/** Pod number i: one of ten apps, spread over zones, away from its like on a node if it can be; on a node, or waiting. */
export function benchPod(i: number, nodeName = ''): Pod {
  const app = { app: `app-${i % 10}` };
  const labelSelector = { matchLabels: app };
  const requests = { cpu: `${100 + 50 * (i % 4)}m`, memory: '256Mi' };
  const apart = { weight: 50, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } };
  const pool = { weight: 20, preference: { matchExpressions: [{ key: 'pool', operator: 'In', values: ['pool-1'] }] } };
  const spec: PodSpecV1 = {
    containers: [{ name: 'main', image: `registry.example/app-${i % 10}:1`, resources: { requests } }],
    topologySpreadConstraints: [
      { maxSkew: 5, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector },
    ],
    affinity: {
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [apart] },
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [pool] },
    },
  };
  const metadata = { name: `pod-${i}`, namespace: 'default', labels: app };
  const compiled = compilePod(withDefaults<PodV1>({ apiVersion: 'v1', kind: 'Pod', metadata, spec }));
  return new Pod(i, metadata.name, compiled, compiled.labels, i, nodeName);
}

/** Pods of one template: what they want, and whether a service selects them. */
export interface Alike {
  readonly spec: Partial<PodSpecV1>;
  readonly hasService?: boolean;
}

/** The same nodes, with pods on them that want nothing of others: from none to four each. */
export function plainCluster(nodes: number): Cluster {
  const cluster = new Cluster();
  for (let i = 0; i < nodes; i++) cluster.addNode(compileNode(nodeManifest(i)));
  const residents = templateOf({ app: 'resident' }, {});
  for (let i = 0; i < nodes * 2; i++) cluster.addPod(podOf(residents, i, `node-${(i * (i % 5)) % nodes}`));
  cluster.updateSnapshot();
  return cluster;
}

/** So many waiting pods of app "web" with this in their spec. */
export function alikePods(spec: Partial<PodSpecV1>, count: number): Pod[] {
  const template = templateOf({ app: 'web' }, spec);
  return Array.from({ length: count }, (_, i) => podOf(template, 1_000_000 + i));
}

/** A service that selects them. */
export function benchService(): ServiceV1 {
  const metadata = { name: 'web', namespace: 'default' };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'web' } } };
}

function templateOf(labels: Record<string, string>, spec: Partial<PodSpecV1>): Pod['spec'] {
  const requests = { cpu: '10m', memory: '16Mi' };
  const containers = [{ name: 'main', image: 'registry.example/main:1', resources: { requests } }];
  const metadata = { name: 'template', namespace: 'default', labels };
  return compilePod(withDefaults<PodV1>({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...spec } }));
}

function podOf(template: Pod['spec'], index: number, nodeName = ''): Pod {
  return new Pod(index, `pod-${index}`, template, template.labels, index, nodeName);
}
