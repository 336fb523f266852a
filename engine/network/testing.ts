/** A small world for the network's tests: API server, store and watches; pods become ready by hand. */
import {
  ApiStore,
  apiServerModel,
  clientModel,
  createApiServer,
  createClient,
  createObjectApi,
  createPodApi,
  createWatches,
  etcdModel,
  watchModel,
} from '../controlplane/index.js';
import { createDigest, createKernel, hashString } from '../kernel/index.js';
import { type JourneyRow, PodLedger, StageTable } from '../metrics/index.js';
import { resolveModel } from '../models/index.js';
import { admitObject, compilePod, type KubeObject, type PodV1, priorityClassesOf } from '../objects/index.js';
import { networkModel } from './model.js';
import { createNetwork } from './network.js';

export interface WorldOptions {
  readonly seed?: string;
  readonly minor?: number;
  readonly nodes?: number;
  /** Overrides of model constants by dotted name. */
  readonly models?: Record<string, unknown>;
}

export type World = ReturnType<typeof createWorld>;

export function createWorld({ seed = 'test', minor = 36, nodes = 10, models = {} }: WorldOptions = {}) {
  const kernel = createKernel({ seed });
  const stages = new StageTable();
  const ledger = new PodLedger();
  const digest = createDigest();
  const journeys: JourneyRow[] = [];
  const store = new ApiStore();
  const etcd = resolveModel('etcd', etcdModel, models);
  const api = createApiServer(kernel, { apiServer: resolveModel('apiserver', apiServerModel, models), etcd }, stages);
  const { deliveryUs } = resolveModel('watch', watchModel, models);
  const watches = createWatches(kernel, { deliveryUs });
  const pods = createPodApi({ kernel, api, store, watches, ledger, digest, kubelets: true });
  const objects = createObjectApi({ kernel, api, store, watches, digest, journeys });
  const client = createClient('test', 0, 1);
  const network = createNetwork({
    kernel,
    api,
    store,
    watches,
    stages,
    ledger,
    digest,
    journeys,
    deliveryUs,
    minor,
    clients: resolveModel('client', clientModel, models),
    network: resolveModel('network', networkModel, models),
    nodeCount: () => nodes,
  });
  /** Writes of slices, in order. */
  const writes: { atUs: number; name: string; ready: number }[] = [];
  watches.onObjects({
    name: 'test/slices',
    kinds: new Set(['EndpointSlice']),
    deliver: ({ entry, after }) => {
      const endpoints = (after?.['endpoints'] ?? []) as { conditions: { ready: boolean } }[];
      const ready = endpoints.filter(({ conditions }) => conditions.ready).length;
      writes.push({ atUs: kernel.nowUs(), name: entry.name, ready });
    },
  });
  let patches = 0;
  return {
    kernel,
    store,
    stages,
    ledger,
    digest,
    journeys,
    pods,
    objects,
    client,
    writes,
    adopt,
    serve,
    patch,
    at,
    run,
  };

  /** A pod that is there and runs, ready or not. */
  function adopt(name: string, labels: Record<string, string> = { app: 'web' }, isReady = false): number {
    const raw: PodV1 = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels },
      spec: { nodeName: 'node-0', containers: [{ name: 'a', image: 'a:1' }] },
    };
    const spec = compilePod(admit(raw) as PodV1);
    const draft = { name, spec, labels: spec.labels, owner: '', drawId: hashString(name) };
    return pods.adopt(draft, { nodeName: 'node-0', phase: 'Running', ready: isReady, createdUs: -1 }).index;
  }

  /** A Service: there from the beginning, or made at some moment. */
  function serve(
    name: string,
    selector: Record<string, string> | null = { app: 'web' },
    atUs = -1,
    more: Record<string, unknown> = {},
  ): void {
    const spec = { ports: [{ port: 80 }], ...(selector ? { selector } : {}), ...more };
    const object = admit({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });
    if (atUs < 0) objects.adopt(object);
    else at(atUs, () => objects.put(client, object));
  }

  function patch(pod: number, isReady: boolean): void {
    pods.patch(client, pod, { ready: isReady }, patches++);
  }

  function at(us: number, act: () => void): void {
    kernel.at(us, kernel.on('test/act', act));
  }

  function run(untilUs = 3600e6): void {
    if (kernel.nowUs() === 0 && kernel.eventsRun === 0) network.start();
    kernel.run({ untilUs });
  }
}

function admit(raw: KubeObject): KubeObject {
  const { object, errors } = admitObject(raw, { priorityClasses: priorityClassesOf([]) });
  if (errors[0]) throw new Error(`${errors[0].path}: ${errors[0].message}`);
  return object;
}
