/** Builders for the plugins' tests: pods, nodes, a small cluster, and a Handle over it. */
import { Cluster, NodeInfo, NodeTable, Pod } from '../cluster/index.js';
import {
  type ClusterEvent,
  type Cycle,
  type Handle,
  type Plugin,
  type PluginCalls,
  type QueueingHint,
  type Release,
  type ReleaseBehaviour,
  releaseOf,
  type Status,
  success,
} from '../framework/index.js';
import {
  compileNode,
  compilePod,
  type KubeObject,
  type NodeSpec,
  type NodeV1,
  type PodSpecV1,
  type PodStatusV1,
  type PodV1,
  type QuantityText,
  type TaintV1,
  withDefaults,
} from '../objects/index.js';

/** Requests or capacity in short: `{ cpu: '500m', memory: '1Gi', 'example.com/gpu': 1 }`. */
export type Amounts = Readonly<Record<string, QuantityText>>;

export interface PodOptions {
  name?: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: PodV1['metadata']['ownerReferences'];
  /** Requests of the pod's only container; `spec` may bring others. */
  requests?: Amounts;
  priority?: number;
  nodeName?: string;
  nominatedNodeName?: string;
  phase?: Pod['phase'];
  createdUs?: number;
  startTimeUs?: number;
  deletionUs?: number;
  /** Whatever else the spec has; wins over the above. */
  spec?: Partial<PodSpecV1>;
  status?: PodStatusV1;
}

export interface NodeOptions {
  name?: string;
  labels?: Record<string, string>;
  taints?: TaintV1[];
  unschedulable?: boolean;
  /** Replaces or adds to the default of 4 CPU, 8Gi of memory, 110 pods. */
  allocatable?: Amounts;
  /** What one pod on the node requests; absent: no pod. */
  used?: Amounts;
  /** Pods on the node besides. */
  pods?: PodOptions[];
  images?: { names: string[]; sizeBytes: number }[];
  declaredFeatures?: string[];
}

let podsMade = 0;

/** A pod, defaulted and compiled; each call makes another pod. */
export function aPod(options: PodOptions = {}): Pod {
  const index = podsMade++;
  const name = options.name ?? `pod-${index}`;
  return new Pod(
    index,
    name,
    compilePod(podManifest(name, options)),
    new Map(Object.entries(options.labels ?? {})),
    options.createdUs ?? index,
    options.nodeName ?? options.spec?.nodeName ?? '',
    options.nominatedNodeName ?? '',
    options.phase ?? (options.nodeName ? 'Running' : 'Pending'),
    options.startTimeUs,
    options.deletionUs,
    options.uid ?? '',
  );
}

/** A later version of the pod, its options changed. */
export function changed(pod: Pod, options: PodOptions): Pod {
  const name = options.name ?? pod.name;
  const spec = compilePod(podManifest(name, { namespace: pod.namespace, ...options }));
  return pod.with({
    spec,
    labels: spec.labels,
    ...(options.nodeName === undefined ? {} : { nodeName: options.nodeName }),
  });
}

/** The defaulted manifest behind `aPod`. */
export function podManifest(name: string, options: PodOptions): PodV1 {
  const { namespace = 'default', labels, annotations, ownerReferences, requests, priority = 0, nodeName } = options;
  const container = { name: 'main', image: 'registry.example/main:1', resources: { requests: { ...requests } } };
  const metadata = {
    name,
    namespace,
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(ownerReferences && { ownerReferences }),
  };
  const spec = { containers: [container], priority, ...(nodeName && { nodeName }), ...options.spec };
  return withDefaults<PodV1>({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec,
    ...(options.status && { status: options.status }),
  });
}

let nodesMade = 0;

/** A node object, compiled. */
export function aNodeSpec(options: NodeOptions = {}): NodeSpec {
  return compileNode(nodeManifest(options));
}

/** A node with its pods, in a table of its own. */
export function aNode(options: NodeOptions = {}): NodeInfo {
  const spec = aNodeSpec(options);
  const table = new NodeTable();
  const node = new NodeInfo(spec, table, table.add());
  table.setAllocatable(node.row, spec.allocatable);
  for (const pod of podsOf(spec.name, options)) node.addPod(pod);
  return node;
}

/** A cluster of these nodes with their pods and of other objects, its snapshot taken. */
export function aCluster(nodes: readonly NodeOptions[] = [], objects: readonly KubeObject[] = []): Cluster {
  const cluster = new Cluster();
  for (const object of objects)
    cluster.objects.set(object.kind as Parameters<Cluster['objects']['set']>[0], withDefaults(object));
  for (const options of nodes) {
    const spec = aNodeSpec(options);
    cluster.addNode(spec);
    for (const pod of podsOf(spec.name, options)) cluster.addPod(pod);
  }
  cluster.updateSnapshot();
  return cluster;
}

/** The defaulted manifest behind `aNode`. */
export function nodeManifest(options: NodeOptions): NodeV1 {
  const { name = `node-${nodesMade++}`, labels = {}, taints, unschedulable, images, declaredFeatures } = options;
  const allocatable = { cpu: '4', memory: '8Gi', pods: 110, ...options.allocatable };
  return withDefaults<NodeV1>({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { ...(taints && { taints }), ...(unschedulable && { unschedulable }) },
    status: { allocatable, ...(images && { images }), ...(declaredFeatures && { declaredFeatures }) },
  });
}

function podsOf(nodeName: string, { used, pods = [] }: NodeOptions): Pod[] {
  const all = used === undefined ? pods : [{ requests: used }, ...pods];
  return all.map((options) => aPod({ ...options, nodeName }));
}

export interface HandleOptions {
  cluster?: Cluster;
  gates?: Readonly<Record<string, boolean>>;
  behaviour?: Partial<ReleaseBehaviour>;
  minor?: Release['minor'];
  profileName?: string;
  parallelism?: number;
  nowUs?: number;
  nominated?: ReadonlyMap<string, readonly Pod[]>;
  calls?: Partial<PluginCalls>;
  filterWithNominated?: Handle['filterWithNominated'];
}

/** What a scheduler would lend: release 1.36 with its gates at their defaults; calls succeed at once. */
export function aHandle(options: HandleOptions = {}): Handle {
  return {
    cluster: options.cluster ?? new Cluster(),
    release: aRelease(options),
    profileName: options.profileName ?? 'default-scheduler',
    runsFilter: () => true,
    parallelism: options.parallelism ?? 16,
    nowUs: () => options.nowUs ?? 0,
    random: () => 0,
    nominatedPods: (nodeName) => options.nominated?.get(nodeName) ?? [],
    latest: (pod) => pod,
    filterWithNominated: options.filterWithNominated ?? (() => success),
    cloneCycle: (cycle) => cycle,
    addPod: () => success,
    removePod: () => success,
    calls: { ...callsThatSucceed, ...options.calls },
  };
}

/** What the plugin's registrations say to an event: Queue where one that covers it does, undefined where none covers it. */
export function askHint(
  plugin: Plugin,
  { resource, action }: ClusterEvent,
  pod: Pod,
  before: unknown,
  after: unknown,
): QueueingHint | undefined {
  const covering = (plugin.requeueOn ?? []).filter(
    (r) => r.event.resource === resource && (r.event.action & action) !== 0,
  );
  const hints = covering.map(({ hint }) => hint?.(pod, before, after) ?? 'Queue');
  return hints.length === 0 ? undefined : hints.includes('Queue') ? 'Queue' : 'QueueSkip';
}

/** A cycle in which these plugins left their PreFilter states. */
export function aCycle(cluster: Cluster, states: Readonly<Record<string, unknown>> = {}): Cycle {
  return { cluster, attempt: 1, filterState: (plugin) => states[plugin], skipsFilter: () => false };
}

function aRelease({ minor = '1.36', gates = {}, behaviour }: HandleOptions): Release {
  const release = releaseOf(minor);
  return {
    minor,
    gate: (name) => gates[name] ?? release.gate(name),
    behaviour: { ...release.behaviour, ...behaviour },
  };
}

const succeed = (done: (status: Status) => void) => done(success);

const callsThatSucceed: PluginCalls = {
  bind: (_pod, _nodeName, done) => succeed(done),
  preempt: () => {},
  isPreempting: () => false,
  isVictim: () => false,
  update: (_kind, _object, done) => succeed(done),
  after: () => {},
  activate: () => {},
  waitingPods: () => [],
  allow: () => {},
  reject: () => {},
};
