/** One look at a StatefulSet: its pods in their places, those beyond them, and the status that follows. Upstream: pkg/controller/statefulset/stateful_set_control.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import type { StatefulSetV1 } from '../../../objects/index.js';
import type { StoredObject } from '../../store.js';
import { type Revision, revisionOf } from '../revisions.js';
import { statusCount } from '../status.js';
import { ordinalOf, replicasOf, startOrdinal } from './identity.js';

/** What a look needs to know of pods. */
export interface PodEyes {
  isReady(pod: Pod): boolean;
  isAvailable(pod: Pod): boolean;
}

/** Does not change, but for the pods it replaces. */
export class SetLook {
  /** By place, from the first ordinal; null where no pod is. */
  readonly replicas: (Pod | null)[];
  /** Pods beyond the places, the last ordinal first. */
  readonly condemned: Pod[];
  /** The first pod that is missing, not available or on its way out. */
  readonly firstUnavailable: Pod | null;
  /** Pods deleted for an update in this sync. */
  replaced = 0;

  constructor(
    readonly entry: StoredObject,
    readonly set: StatefulSetV1,
    readonly pods: readonly Pod[],
    readonly current: Revision,
    readonly update: Revision,
    private readonly eyes: PodEyes,
  ) {
    const start = startOrdinal(set);
    const count = replicasOf(set);
    this.replicas = Array.from({ length: count }, () => null);
    this.condemned = [];
    for (const pod of pods) {
      const place = ordinalOf(pod, entry.name) - start;
      if (place >= 0 && place < count) this.replicas[place] = pod;
      else this.condemned.push(pod);
    }
    this.condemned.sort((a, b) => this.ordinal(b) - this.ordinal(a));
    this.firstUnavailable = this.findUnavailable();
  }

  get isMonotonic(): boolean {
    return this.set.spec.podManagementPolicy !== 'Parallel';
  }

  ordinal(pod: Pod): number {
    return ordinalOf(pod, this.entry.name);
  }

  isReady(pod: Pod): boolean {
    return this.eyes.isReady(pod);
  }

  isAvailable(pod: Pod): boolean {
    return this.eyes.isAvailable(pod);
  }

  isUnavailable(pod: Pod | null): boolean {
    return pod === null || pod.isTerminating || !this.isAvailable(pod);
  }

  /** The revision that a pod made for this place gets: below the partition the current one. */
  revisionFor(place: number): Revision {
    const { updateStrategy } = this.set.spec;
    if (updateStrategy?.type !== 'RollingUpdate') return this.update;
    const held = updateStrategy.rollingUpdate?.partition ?? statusCount(this.set, 'currentReplicas');
    return place < held ? this.current : this.update;
  }

  /** The status; where every pod is of the new revision and ready, that one becomes the current. */
  status(): Record<string, unknown> {
    const { pods, current, update, set } = this;
    const staying = pods.filter((pod) => !pod.isTerminating);
    const of = (revision: Revision) => staying.filter((pod) => revisionOf(pod) === revision.hash).length;
    const status = {
      observedGeneration: set.metadata.generation ?? 0,
      replicas: pods.length,
      readyReplicas: pods.filter((pod) => this.isReady(pod)).length,
      availableReplicas: pods.filter((pod) => this.isAvailable(pod)).length,
      currentReplicas: of(current) - this.replaced,
      updatedReplicas: of(update),
      currentRevision: current.hash,
      updateRevision: update.hash,
    };
    const wanted = replicasOf(set);
    const done = status.updatedReplicas === wanted && status.readyReplicas === wanted && status.replicas === wanted;
    if (!done || set.spec.updateStrategy?.type !== 'RollingUpdate') return status;
    return { ...status, currentReplicas: status.updatedReplicas, currentRevision: update.hash };
  }

  private findUnavailable(): Pod | null {
    for (const pod of this.replicas) if (this.isUnavailable(pod)) return pod;
    for (let i = this.condemned.length - 1; i >= 0; i--)
      if (this.isUnavailable(this.condemned[i]!)) return this.condemned[i]!;
    return null;
  }
}

/** Whether a status says something new. Upstream: inconsistentStatus. */
export function differs(set: StatefulSetV1, status: Record<string, unknown>): boolean {
  return Object.entries(status).some(([name, value]) =>
    name === 'observedGeneration'
      ? (value as number) > statusCount(set, name)
      : typeof value === 'number'
        ? value !== statusCount(set, name)
        : value !== (set.status?.[name] ?? ''),
  );
}
