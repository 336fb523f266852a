/** A small world for the node side's tests: API server, store and watches; pods are bound by hand. */
import type { Pod, PodChange } from '../cluster/index.js';
import {
  ApiStore,
  apiServerModel,
  clientModel,
  createApiServer,
  createClient,
  createLifetimes,
  createObjectApi,
  createPodApi,
  createWatches,
  etcdModel,
  watchModel,
} from '../controlplane/index.js';
import { createDigest, createKernel, hashString } from '../kernel/index.js';
import { type JourneyRow, PodLedger, type PodStage, podStages, StageTable } from '../metrics/index.js';
import { resolveModel } from '../models/index.js';
import {
  admitObject,
  compilePod,
  type KubeObject,
  type NodeV1,
  type PodSpecV1,
  type PodV1,
  priorityClassesOf,
} from '../objects/index.js';
import { imageModel } from './image-model.js';
import { nodeModel } from './model.js';
import { createNodes } from './nodes.js';

export interface WorldOptions {
  readonly seed?: string;
  readonly minor?: number;
  readonly fidelity?: 'full' | 'pods';
  readonly nodes?: readonly NodeV1[];
  /** Overrides of model constants by dotted name. */
  readonly models?: Record<string, unknown>;
}

export type World = ReturnType<typeof createWorld>;

export function createWorld({ seed = 'test', minor = 36, fidelity = 'full', nodes, models = {} }: WorldOptions = {}) {
  const kernel = createKernel({ seed });
  const stages = new StageTable();
  const ledger = new PodLedger();
  const digest = createDigest();
  const journeys: JourneyRow[] = [];
  const store = new ApiStore();
  const etcd = resolveModel('etcd', etcdModel, models);
  const api = createApiServer(kernel, { apiServer: resolveModel('apiserver', apiServerModel, models), etcd }, stages);
  const watches = createWatches(kernel, resolveModel('watch', watchModel, models));
  const pods = createPodApi({ kernel, api, store, watches, ledger, digest, kubelets: true });
  const objects = createObjectApi({ kernel, api, store, watches, digest, journeys });
  const lifetimes = createLifetimes(kernel, [], 30e6);
  const user = createClient('user', 0, 1);
  const parts = {
    kernel,
    api,
    store,
    watches,
    pods,
    stages,
    ledger,
    digest,
    lifetimes,
    journeys,
    clients: resolveModel('client', clientModel, models),
    node: resolveModel('node', nodeModel, models),
    images: resolveModel('image', imageModel, models),
    fsyncUs: etcd.fsyncUs,
    minor,
    fidelity,
  };
  const side = createNodes(parts);
  for (const node of nodes ?? [aNode('node-0')]) objects.adopt(admit(node));
  return { ...parts, objects, user, nodes: side, adopt, bind, at, run, stagesOf, startedIn };

  /** A pod that is there when the run begins. */
  function adopt(name: string, spec: Partial<PodSpecV1>, state: PodChange, metadata: PodV1['metadata'] = {}): Pod {
    return pods.adopt(draftOf(name, spec, metadata), { createdUs: -60e6, ...state });
  }

  /** Creates a pod and binds it once it is there; returns its index. */
  function bind(
    name: string,
    nodeName: string,
    spec: Partial<PodSpecV1> = {},
    metadata: PodV1['metadata'] = {},
  ): number {
    const pod = pods.create(user, draftOf(name, spec, metadata), () => pods.bind(user, pod, nodeName, () => {}));
    return pod;
  }

  function draftOf(name: string, spec: Partial<PodSpecV1>, metadata: PodV1['metadata']) {
    const raw = aPod(name, spec, metadata);
    const compiled = compilePod(admit(raw) as PodV1);
    return { name, spec: compiled, labels: compiled.labels, owner: '', drawId: hashString(name) };
  }

  function at(us: number, act: () => void): void {
    kernel.at(us, kernel.on('test/act', act));
  }

  function run(untilUs = 3600e6): void {
    if (kernel.nowUs() === 0 && kernel.eventsRun === 0) side.start();
    kernel.run({ untilUs });
  }

  /** The pod's stages on its node, as far as it met them. */
  function stagesOf(pod: number): { stage: PodStage; enteredUs: number; leftUs: number }[] {
    return podStages
      .map((stage) => ({ stage, enteredUs: stages.enteredUs(stage, pod), leftUs: stages.leftUs(stage, pod) }))
      .filter(({ stage, enteredUs }) => enteredUs >= 0 && !/^(create|bind|queue|schedule)/.test(stage));
  }

  /** From binding to ready, µs. */
  function startedIn(pod: number): number {
    return ledger.readyUs.at(pod) - ledger.boundUs[pod]!;
  }
}

function admit(raw: KubeObject): KubeObject {
  const { object, errors } = admitObject(raw, { priorityClasses: priorityClassesOf([]) });
  if (errors[0]) throw new Error(`${errors[0].path}: ${errors[0].message}`);
  return object;
}

/** A node that holds the image of `aPod`. */
export function aNode(name: string, allocatable: Record<string, string> = {}, more: Partial<NodeV1> = {}): NodeV1 {
  const has = { cpu: '64', memory: '256Gi', pods: '1000', ...allocatable };
  const images = [{ names: ['registry.example/app:1'], sizeBytes: 50e6 }];
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { allocatable: has, images }, ...more };
}

/** A pod of one container whose image every node of `aNode` has. */
export function aPod(name: string, spec: Partial<PodSpecV1> = {}, metadata: PodV1['metadata'] = {}): PodV1 {
  const containers = [aContainer('main')];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec: { containers, ...spec } };
}

export function aContainer(name: string, more: Partial<PodSpecV1['containers'][number]> = {}) {
  return { name, image: 'registry.example/app:1', ...more };
}

/** The p-th percentile, as an order statistic. */
export function percentileOf(values: readonly number[], p: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil((values.length * p) / 100) - 1]!;
}
