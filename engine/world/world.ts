/** The simulated world of one run: every component, made and connected. */
import type { Cluster, StoredKind } from '../cluster/index.js';
import {
  type ApiClient,
  type ApiServer,
  type ApiStore,
  apiServerModel,
  clientModel,
  createApiServer,
  createClient,
  createLifetimes,
  createObjectApi,
  createPodApi,
  createWatches,
  etcdModel,
  type Lifetimes,
  machineModel,
  type ObjectApi,
  type PodApi,
  type Program,
  scheduleTimeline,
  startArrivals,
  startReplay,
  type Watches,
  watchModel,
  workloadModel,
} from '../controlplane/index.js';
import { apiRulesOf, releaseOf } from '../framework/index.js';
import type { Host } from '../host.js';
import type { Sharing } from '../hotpath/index.js';
import { createProcessor, type Digest, type Kernel, type Processor } from '../kernel/index.js';
import {
  createRecorder,
  type JourneyRow,
  type PodLedger,
  type Recorder,
  type RefusedRow,
  Series,
  type StageTable,
} from '../metrics/index.js';
import { resolveModel, type Values } from '../models/index.js';
import {
  type ApiRules,
  type KubeObject,
  type PriorityClasses,
  type PriorityClassV1,
  priorityClassesOf,
} from '../objects/index.js';
import type { RunSpec } from '../run-spec.js';
import type { Scheduler } from '../scheduler/index.js';
import { checkModels } from './all-models.js';
import { createExplainer, type Explainer } from './explainer.js';
import { adoptInitialState } from './initial-state.js';
import { joinLater } from './joining-nodes.js';
import { startControllers } from './start-controllers.js';
import { startDriver } from './start-driver.js';
import { startNodes } from './start-nodes.js';
import { startScheduler } from './start-scheduler.js';
import { templateCompiler } from './template-compiler.js';

/** What a world stands on; made by simulate. */
export interface Ground {
  readonly kernel: Kernel;
  /** The scheduler's view. */
  readonly cluster: Cluster;
  /** etcd's content: what is true. */
  readonly store: ApiStore;
  readonly stages: StageTable;
  readonly ledger: PodLedger;
  readonly digest: Digest;
  /** Threads to share big scans with. */
  readonly sharing: Sharing | null;
}

/** What components share. */
export interface Commons extends Ground {
  readonly spec: RunSpec;
  readonly api: ApiServer;
  /** Cores that scheduler and API server share; null: each has its own. */
  readonly machine: Processor | null;
  readonly watches: Watches;
  readonly pods: PodApi;
  readonly objects: ObjectApi;
  readonly clients: Values<typeof clientModel>;
  readonly lifetimes: Lifetimes;
  readonly journeys: JourneyRow[];
  priorityClasses(): PriorityClasses;
  readonly apiRules: ApiRules;
  refused(object: string, reason: string): void;
}

export interface World extends Commons {
  readonly scheduler: Scheduler;
  readonly recorder: Recorder;
  readonly explainer: Explainer;
  readonly series: Series;
  readonly refusals: readonly RefusedRow[];
  readonly program: Program | null;
}

/** Kinds other than Node that the scheduler's plugins look up. */
export const schedulerKinds: ReadonlySet<StoredKind> = new Set<StoredKind>([
  'Namespace',
  'Service',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
  'PodDisruptionBudget',
]);

export function createWorld(ground: Ground, spec: RunSpec, host: Host): World {
  checkModels(spec.models);
  const refusals: RefusedRow[] = [];
  const commons = makeCommons(ground, spec, refusals);
  adoptInitialState(commons, spec);
  const { kernel, stages, ledger, digest } = ground;
  const recorder = createRecorder({ kernel, stages, ledger, digest, decisions: spec.record.decisions });
  let scheduler: Scheduler;
  const explainer = createExplainer(commons, spec.record.explain, () => scheduler);
  scheduler = startScheduler(commons, recorder, explainer, host);
  const controllers = spec.program ? nobody : startControllers(commons);
  const nodes = spec.program ? nobody : startNodes(commons);
  joinLater(commons);
  const user = clientOf(commons.clients.kubectlQps, commons.clients.kubectlBurst, 'kubectl');
  scheduleTimeline(
    {
      ...commons,
      client: user,
      nodeFailed(name) {
        nodes.fail(name);
        controllers.nodeFailed(name);
      },
      nodeRecovered(name) {
        nodes.recover(name);
        controllers.nodeRecovered(name);
      },
    },
    spec.timeline,
  );
  startSources(commons);
  const series = new Series(kernel, gauges(commons, scheduler, recorder), spec.record.sampleEveryUs);
  const program = spec.program ? startDriver(commons, spec.program, recorder, host) : null;
  return { ...commons, scheduler, recorder, explainer, series, refusals, program };
}

/** In a program's world there are neither controllers nor kubelets. */
const nobody = { fail() {}, recover() {}, nodeFailed() {}, nodeRecovered() {} };

function makeCommons(ground: Ground, spec: RunSpec, refusals: RefusedRow[]): Commons {
  const { kernel, store, stages } = ground;
  const apiServer = resolveModel('apiserver', apiServerModel, spec.models);
  const etcd = resolveModel('etcd', etcdModel, spec.models);
  const watches = createWatches(kernel, resolveModel('watch', watchModel, spec.models));
  const cores = resolveModel('machine', machineModel, spec.models);
  const machine = cores.cores > 0 ? createProcessor(kernel, 'machine', cores) : null;
  const api = createApiServer(kernel, { apiServer, etcd }, stages, foldsRequests(spec, machine), machine);
  const journeys: JourneyRow[] = [];
  const kubelets = spec.fidelity !== 'scheduler' || spec.program !== undefined;
  const { jobPodLifetimeUs } = resolveModel('workload', workloadModel, spec.models);
  return {
    ...ground,
    spec,
    api,
    machine,
    watches,
    pods: createPodApi({ ...ground, api, watches, kubelets }),
    objects: createObjectApi({ ...ground, api, watches, journeys }),
    clients: resolveModel('client', clientModel, spec.models),
    lifetimes: createLifetimes(kernel, spec.lifetimes, jobPodLifetimeUs),
    journeys,
    priorityClasses: () => priorityClassesIn(store),
    apiRules: apiRulesOf(releaseOf(spec.kubernetes, spec.featureGates)),
    refused: (object, reason) => void refusals.push({ object, atUs: kernel.nowUs(), reason }),
  };
}

/** Whether a request is one distribution: who measures an API server that shares its cores, or drives it step by step, wants its parts. */
function foldsRequests({ fidelity, program }: RunSpec, machine: Processor | null): boolean {
  return fidelity === 'pods' || (fidelity === 'scheduler' && machine === null && program === undefined);
}

function priorityClassesIn(store: ApiStore): PriorityClasses {
  return priorityClassesOf(store.list('PriorityClass').map((entry) => entry.current as KubeObject as PriorityClassV1));
}

function clientOf(qps: number, burst: number, name: string): ApiClient {
  return createClient(name, qps, burst);
}

/** Sources send without a limit of their own: their process says how fast. */
function startSources(commons: Commons): void {
  const { kernel, pods, spec, refused, lifetimes } = commons;
  const parts = {
    kernel,
    pods,
    client: clientOf(0, 0, 'workload generator'),
    compile: templateCompiler(commons),
    refused,
    setLifetime: (pod: number, lifetimeUs: number) => lifetimes.set(pod, lifetimeUs),
  };
  for (const source of spec.arrivals) startArrivals(parts, source);
  for (const replay of spec.replays) startReplay(parts, replay);
}

function gauges({ cluster, ledger }: Commons, scheduler: Scheduler, recorder: Recorder) {
  return {
    activeQ: () => scheduler.queue.sizes.active,
    backoffQ: () => scheduler.queue.sizes.backoff,
    unschedulable: () => scheduler.queue.sizes.unschedulable,
    podsBound: () => recorder.counts.bound,
    podsReady: () => ledger.readyCount,
    nodes: () => cluster.cachedNodeCount,
    shares: () => cluster.table.requestedShares(),
  };
}
