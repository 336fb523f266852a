/** A small world for the controllers' tests: API server, store and watches, with a trivial scheduler and kubelet. */
import type { Pod, PodChange, PodPhase } from '../../cluster/index.js';
import { createDigest, createKernel, type Distribution } from '../../kernel/index.js';
import { type JourneyRow, PodLedger, StageTable } from '../../metrics/index.js';
import { type Model, resolveModel, type Values } from '../../models/index.js';
import {
  admitObject,
  type KubeObject,
  type NodeV1,
  type PodTemplateV1,
  type PriorityClassV1,
  priorityClassesOf,
  validationErrors,
} from '../../objects/index.js';
import { createApiServer } from '../api-server.js';
import { createClient } from '../client.js';
import { apiServerModel, etcdModel, watchModel } from '../model.js';
import { createObjectApi } from '../object-api.js';
import { createPodApi } from '../pod-api.js';
import { compileTemplate } from '../pod-templates.js';
import { ApiStore, type StoredObject } from '../store.js';
import { createWatches } from '../watches.js';
import { createControllers } from './create-controllers.js';
import { controllerModel } from './model.js';

/** How the world behaves; every field has a default. */
export interface WorldOptions {
  readonly seed?: string;
  readonly minor?: number;
  readonly readyAtBinding?: boolean;
  /** Controllers' requests a second; 0: unlimited. */
  readonly qps?: number;
  /** From binding to ready, µs. */
  readonly startUs?: number;
  /** From ready to the end of a pod that ends, µs. */
  readonly runsUs?: (pod: Pod) => { afterUs: number; phase: PodPhase } | null;
  /** Whether a pod can be placed. */
  readonly fits?: (pod: Pod, node: string) => boolean;
  /** Whether a bound pod becomes ready. */
  readonly becomesReady?: (pod: Pod) => boolean;
  readonly podsPerNode?: number;
}

/** The world with its handles. */
export type World = ReturnType<typeof createWorld>;

/** Makes the world; `controllers.start()` begins it. */
export function createWorld(options: WorldOptions = {}) {
  const { seed = 'test', minor = 36, readyAtBinding = false, qps = 0, startUs = 1e6 } = options;
  const kernel = createKernel({ seed });
  const stages = new StageTable();
  const ledger = new PodLedger();
  const digest = createDigest();
  const journeys: JourneyRow[] = [];
  const refusals: string[] = [];
  const evicted: number[] = [];
  const store = new ApiStore();
  const api = createApiServer(kernel, { apiServer: valuesOf(apiServerModel), etcd: valuesOf(etcdModel) }, stages);
  const watches = createWatches(kernel, valuesOf(watchModel));
  const pods = createPodApi({ kernel, api, store, watches, ledger, digest, kubelets: !readyAtBinding });
  const objects = createObjectApi({ kernel, api, store, watches, digest, journeys });
  const user = createClient('user', 0, 1);
  const node = createClient('node', 0, 1);
  const priorityClasses = () =>
    priorityClassesOf(store.list('PriorityClass').map((entry) => entry.current as PriorityClassV1));
  const compile = (template: PodTemplateV1, namespace: string, owner: Parameters<typeof compileTemplate>[2]) =>
    compileTemplate(template, namespace, owner, priorityClasses(), validationErrors);
  const controllers = createControllers({
    kernel,
    api,
    store,
    watches,
    pods,
    objects,
    digest,
    journeys,
    minor,
    readyAtBinding,
    model: valuesOf(controllerModel),
    clientFor: (name) => createClient(name, qps, 30),
    compile,
    refused: (object, reason) => refusals.push(`${object}: ${reason}`),
    evicted: (pod) => evicted.push(pod),
  });
  const failed = new Set<string>();
  /** The most pods of each owner that were there at once, terminating ones not counted. */
  const mostActive = new Map<string, number>();
  /** Where pods were sent. */
  const assigned = new Map<number, string>();
  let patches = 0;
  playNode();

  return {
    kernel,
    store,
    objects,
    pods,
    digest,
    journeys,
    refusals,
    evicted,
    controllers,
    ledger,
    watches,
    api,
    apply,
    adopt,
    adoptPod,
    remove,
    at,
    run,
    podsOf,
    podList,
    object,
    addNodes,
    fail,
    recover,
    mostActive,
    admit,
  };

  /** Binds pods to the emptiest node that fits, starts, ends and removes them. */
  function playNode(): void {
    const starting = kernel.on('test/start', (index) => whileThere(index, start));
    const ending = kernel.on('test/end', (index) => whileThere(index, end));
    const going = kernel.on('test/gone', (index) => whileThere(index, (pod) => pods.remove(node, pod.index)));
    watches.onPods({
      name: 'test/scheduler',
      wants: () => true,
      deliver({ before, after }) {
        count();
        if (after === null) return;
        if (after.isTerminating) {
          if (after.nodeName !== '' && !failed.has(after.nodeName)) kernel.after(100_000, going, after.index);
        } else if (after.nodeName === '' && before === null) place(after);
        else if (after.nodeName !== '' && before?.nodeName === '' && !readyAtBinding)
          kernel.after(startUs, starting, after.index);
      },
    });
    watches.onObjects({ name: 'test/nodes', kinds: new Set(['Node']), deliver: () => placeWaiting() });

    function start(pod: Pod): void {
      if (failed.has(pod.nodeName) || pod.isTerminating) return;
      const ready = options.becomesReady?.(pod) ?? true;
      patch(pod, { phase: 'Running', ready, startTimeUs: kernel.nowUs() });
      const run = options.runsUs?.(pod);
      if (run) kernel.after(run.afterUs, ending, pod.index, run.phase === 'Succeeded' ? 1 : 0);
    }

    function end(pod: Pod): void {
      if (!failed.has(pod.nodeName) && !pod.isTerminating)
        patch(pod, { phase: options.runsUs!(pod)!.phase, ready: false });
    }
  }

  function whileThere(index: number, act: (pod: Pod) => void): void {
    const pod = store.pod(index);
    if (pod) act(pod);
  }

  function patch(pod: Pod, change: PodChange): void {
    pods.patch(node, pod.index, change, patches++);
  }

  function count(): void {
    const now = new Map<string, number>();
    for (const pod of podList()) {
      const owner = pod.spec.controllerRef?.name ?? '';
      if (!pod.isTerminal && !pod.isTerminating) now.set(owner, (now.get(owner) ?? 0) + 1);
    }
    for (const [owner, active] of now) mostActive.set(owner, Math.max(active, mostActive.get(owner) ?? 0));
  }

  function place(pod: Pod): void {
    if (assigned.has(pod.index)) return;
    const perNode = new Map<string, number>();
    for (const [index, name] of assigned)
      if (store.pod(index)?.isTerminal === false) perNode.set(name, (perNode.get(name) ?? 0) + 1);
    const candidates = store
      .list('Node')
      .filter(({ name, current }) => !failed.has(name) && fits(pod, name, current as NodeV1))
      .filter(({ name }) => (perNode.get(name) ?? 0) < (options.podsPerNode ?? Number.POSITIVE_INFINITY))
      .sort((a, b) => (perNode.get(a.name) ?? 0) - (perNode.get(b.name) ?? 0) || a.index - b.index);
    if (!candidates[0]) return;
    assigned.set(pod.index, candidates[0].name);
    pods.bind(node, pod.index, candidates[0].name, () => {});
  }

  function placeWaiting(): void {
    for (const pod of podList()) if (pod.nodeName === '' && !pod.isTerminating) place(pod);
  }

  function fits(pod: Pod, name: string, { metadata, spec }: NodeV1): boolean {
    const labels = new Map(Object.entries(metadata.labels ?? {}));
    const tolerated = (spec?.taints ?? []).every(
      (taint) =>
        taint.effect === 'PreferNoSchedule' ||
        pod.spec.tolerations.some((t) => t.operator === 'Exists' && (t.key === '' || t.key === taint.key)),
    );
    return (
      tolerated && (pod.spec.nodeSelector?.matches({ name, labels }) ?? true) && (options.fits?.(pod, name) ?? true)
    );
  }

  function admit(raw: KubeObject): KubeObject {
    const { object: admitted, errors } = admitObject(raw, { priorityClasses: priorityClasses() });
    if (errors[0]) throw new Error(`${errors[0].path}: ${errors[0].message}`);
    return admitted;
  }

  function apply(raw: KubeObject, atUs = 0): void {
    at(atUs, () => {
      const next = admit(raw);
      const there = object(raw.kind, raw.metadata.name!, next.metadata.namespace ?? '');
      objects.put(user, there ? { ...next, status: next['status'] ?? there['status'] } : next);
    });
  }

  function remove(kind: string, name: string, atUs: number, namespace = 'default'): void {
    at(atUs, () => objects.delete(user, store.find(kind, namespace, name)!));
  }

  function adopt(raw: KubeObject): StoredObject {
    return objects.adopt(admit(raw));
  }

  function adoptPod(name: string, template: PodTemplateV1, owner: StoredObject | null, state: PodChange): Pod {
    const { spec } = compile(template, 'default', owner && { apiVersion: 'apps/v1', ...owner });
    const draft = {
      name,
      spec,
      labels: spec.labels,
      owner: owner ? `${owner.kind}/${owner.name}` : '',
      drawId: name.length,
    };
    return pods.adopt(draft, { phase: 'Running', ready: true, createdUs: -60e6, ...state });
  }

  function addNodes(count: number, prefix = 'node'): void {
    for (let i = 0; i < count; i++) adopt(aNode(`${prefix}-${i}`));
  }

  function fail(name: string, atUs: number): void {
    at(atUs, () => {
      failed.add(name);
      controllers.nodeFailed(name);
    });
  }

  function recover(name: string, atUs: number): void {
    at(atUs, () => {
      failed.delete(name);
      controllers.nodeRecovered(name);
      for (const pod of podList()) if (pod.nodeName === name && pod.isTerminating) pods.remove(node, pod.index);
    });
  }

  function at(us: number, act: () => void): void {
    kernel.at(us, kernel.on('test/act', act));
  }

  function run(untilUs = 3600e6): void {
    kernel.run({ untilUs });
  }

  function podList(): Pod[] {
    return [...store.pods];
  }

  function podsOf(ownerPrefix: string): Pod[] {
    return podList().filter((pod) => pod.spec.controllerRef?.name.startsWith(ownerPrefix));
  }

  function object<T extends KubeObject = KubeObject>(kind: string, name: string, namespace = 'default'): T | null {
    return (store.find(kind, namespace, name)?.current ?? null) as T | null;
  }
}

/** A large node. */
export function aNode(name: string, more: Partial<NodeV1> = {}): NodeV1 {
  const labels = { 'kubernetes.io/hostname': name };
  const allocatable = { cpu: '64', memory: '256Gi', pods: '1000' };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, status: { allocatable }, ...more };
}

/** A template of one container, labelled with its app. */
export function aTemplate(app: string, image = 'image:1'): PodTemplateV1 {
  return { metadata: { labels: { app } }, spec: { containers: [{ name: 'main', image }] } };
}

/** A workload with a selector, its template and whatever else its spec says. */
export function aWorkload(kind: string, name: string, spec: Record<string, unknown>): KubeObject {
  const apiVersion = kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const selector = kind === 'Job' ? {} : { selector: { matchLabels: { app: name } } };
  return { apiVersion, kind, metadata: { name }, spec: { template: aTemplate(name), ...selector, ...spec } };
}

function valuesOf<M extends Model>(model: M): Values<M> {
  return resolveModel('test', model, {} as Record<string, Distribution>);
}
