/** A world in lockstep: one scheduler, an API server in no time, a clock that is moved by hand. */
import { Cluster, type Pod, type StoredKind } from '../cluster/index.js';
import type { PluginRegistry, Release } from '../framework/index.js';
import { apiRulesOf, resizeRulesOf, resolveConfiguration } from '../framework/index.js';
import { type Executor, reference } from '../hotpath/index.js';
import { compileNode, type KubeObject, type NodeV1, type PodV1, SharedSpecs } from '../objects/index.js';
import { noTime, Scheduler, type SchedulerObserver, type SchedulerPort } from '../scheduler/index.js';
import { Admission, podOf } from './admitted.js';
import { InstantApi } from './instant-api.js';
import { LockstepClock } from './lockstep-clock.js';

/** What a world is made from. */
export interface WorldOptions {
  readonly release: Release;
  readonly registry: PluginRegistry;
  /** A KubeSchedulerConfiguration as written; absent: the defaults. */
  readonly config: unknown;
  readonly observer: SchedulerObserver;
  readonly executor?: Executor;
}

/** Kinds that a scheduler looks up; of other kinds it knows nothing. */
const storedKinds = new Set<string>([
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

export class LockstepWorld {
  readonly cluster = new Cluster();
  readonly scheduler: Scheduler;
  readonly percentageOfNodesToScore: number;
  private readonly clock = new LockstepClock();
  private readonly admission: Admission;
  private readonly api: InstantApi;
  private readonly specs: SharedSpecs;
  private podsMade = 0;

  constructor(options: WorldOptions) {
    const { release, registry, observer } = options;
    const configuration = resolveConfiguration(options.config, 'config', release);
    this.admission = new Admission(apiRulesOf(release));
    this.specs = new SharedSpecs(resizeRulesOf(release));
    this.percentageOfNodesToScore = configuration.percentageOfNodesToScore;
    this.api = new InstantApi(
      {
        podChanged: (pod, sameResourceVersion) => this.scheduler.events.pod(pod, sameResourceVersion),
        podGone: (pod) => this.scheduler.events.podGone(pod),
        objectChanged: (kind, object) => this.deliver(kind, object as KubeObject),
        answered: (call, error) => this.scheduler.answer(call, error),
      },
      () => this.clock.nowUs,
    );
    this.scheduler = new Scheduler({
      ...configuration,
      parallelism: 1,
      registry,
      release,
      cluster: this.cluster,
      port: this.port(),
      executor: options.executor ?? reference,
      timeModel: noTime,
      random: () => 0,
      // The machine's clock hardly moved while a case was judged, however far its fake clock leapt.
      batchNowUs: () => 0,
      observer,
    });
    this.scheduler.start();
  }

  nowUs(): number {
    return this.clock.nowUs;
  }

  /** Victims so far, as namespace/name. */
  get deletedPods(): readonly string[] {
    return this.api.deleted;
  }

  advance(us: number): void {
    this.clock.advance(us);
    this.api.settle();
  }

  create(raw: KubeObject): void {
    this.clock.advance(1);
    const object = this.admission.admit(raw);
    if (object === null) return;
    if (object.kind === 'Pod') this.api.store(podOf(object, this.podsMade++, this.clock.nowUs, this.specs));
    else this.deliver(object.kind, object);
    this.api.settle();
  }

  /** Replaces; of a pod the node and the status stay. */
  update(raw: KubeObject): void {
    const object = this.admission.admit(raw);
    if (object === null) return;
    if (object.kind === 'Pod') this.updatePod(object as PodV1);
    else {
      object.metadata.uid = this.stored(object)?.metadata.uid ?? object.metadata.uid;
      this.deliver(object.kind, object);
    }
    this.api.settle();
  }

  deletePod(key: string): void {
    this.api.remove(this.pod(key));
    this.api.settle();
  }

  delete(kind: string, namespace: string, name: string): void {
    if (kind === 'Pod') this.deletePod(`${namespace}/${name}`);
    else if (kind === 'Node') this.scheduler.events.nodeGone(name);
    else if (storedKinds.has(kind)) this.scheduler.events.objectGone(kind as StoredKind, namespace, name);
    this.api.settle();
  }

  /** The pod as the API server has it. */
  pod(key: string): Pod {
    const pod = this.api.find(key);
    if (pod === undefined) throw new Error(`pods "${key}" not found`);
    return pod;
  }

  /** One scheduling cycle with all that it causes; false if no pod can be popped. */
  cycle(): boolean {
    if (!this.scheduler.queue.isReady) return false;
    this.clock.advance(1);
    this.scheduler.scheduleOne();
    this.api.settle();
    return true;
  }

  private updatePod(manifest: PodV1): void {
    const before = this.pod(`${manifest.metadata.namespace}/${manifest.metadata.name}`);
    const status = before.spec.resize?.status ?? {};
    const now = podOf({ ...manifest, status } as PodV1, before.index, before.createdUs, this.specs);
    this.api.store(before.with({ spec: now.spec, labels: now.labels, deletionUs: now.deletionUs }));
  }

  private stored({ kind, metadata }: KubeObject): KubeObject | undefined {
    if (kind === 'Node') return this.cluster.cachedNode(metadata.name ?? '')?.spec?.raw;
    return this.cluster.objects.get(kind as StoredKind, metadata.namespace ?? '', metadata.name ?? '');
  }

  private deliver(kind: string, object: KubeObject): void {
    if (kind === 'Node') this.scheduler.events.node(compileNode(object as NodeV1));
    else if (storedKinds.has(kind)) this.scheduler.events.object(kind as StoredKind, object);
  }

  private port(): SchedulerPort {
    const { clock, api } = this;
    return {
      nowUs: () => clock.nowUs,
      timer: (name, fire) => clock.timer(name, fire),
      after: (delayUs, timer, argument) => clock.after(delayUs, timer, argument),
      cancel: (pending) => clock.cancel(pending),
      bind: (call, pod, nodeName) => api.bind(call, pod, nodeName),
      patchStatus: (call, pod, patch) => api.patchStatus(call, pod, patch),
      deletePod: (call, pod) => api.deletePod(call, pod),
      updateObject: (call, kind, object) => api.updateObject(call, kind, object),
      recordEvent: () => {},
    };
  }
}
