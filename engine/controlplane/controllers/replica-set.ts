/** The ReplicaSet controller, and the ReplicationController's, which is the same: as many active pods as spec.replicas. Upstream: pkg/controller/replicaset/replica_set.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import { hashString } from '../../kernel/index.js';
import type { ReplicaSetV1 } from '../../objects/index.js';
import type { PodDraft } from '../pod-api.js';
import { rankForDeletion } from './deletion-ranking.js';
import { Freshness } from './freshness.js';
import type { Known } from './informers.js';
import { generatedName } from './names.js';
import { controllerOf, ownerKey } from './owners.js';
import { PodControl } from './pod-control.js';
import { isActive, nextAvailabilityUs } from './pods.js';
import { replicaSetStatus } from './replica-set-status.js';
import type { Sync } from './sync.js';
import { type Toolbox, withStatus } from './toolbox.js';

/** Pods made or deleted in one sync. Source: BurstReplicas. */
const burstReplicas = 500;
/** Source: pkg/controller/replicaset/config/v1alpha1/defaults.go. */
const workers = 5;

/** Makes the controller of either kind. */
export function createReplicaSetController(tools: Toolbox, kind: 'ReplicaSet' | 'ReplicationController'): void {
  const { kernel, informers, writes, templates, ways } = tools;
  const name = kind === 'ReplicaSet' ? 'replicaset-controller' : 'replication-controller';
  const client = tools.clientFor(name);
  const control = new PodControl(tools, client);
  const { expectations } = control;
  const freshness = new Freshness(tools, kind);
  const queue = tools.loop({ name, workers, sync });
  /** Ordinal of each set's next pod. */
  const ordinals = new Map<number, number>();

  informers.onObjects(kind, (entry, before, after) => {
    if (before === null) ways.delivered(entry);
    if (after === null) expectations.forget(entry.index);
    queue.add(entry.index);
  });
  informers.onPodsOf(kind, ({ entry, object }, before, after) => {
    control.observe(entry, before, after);
    queue.add(entry.index);
    const minReadySeconds = minReadyOf(object as ReplicaSetV1);
    const becameReady = before !== null && after !== null && !informers.isReady(before) && informers.isReady(after);
    if (becameReady && minReadySeconds > 0) queue.addAfter(entry.index, minReadySeconds * 1e6);
  });

  function* sync(key: number): Sync<boolean> {
    const set = informers.object<ReplicaSetV1>(key);
    if (set === undefined) return true;
    if (!freshness.caughtUp(key)) return false;
    const pods = informers.podsOf(set.entry);
    const active = pods.filter(isActive);
    const managed = expectations.satisfied(key, kernel.nowUs()) ? yield* manage(set, active) : true;
    const status = replicaSetStatus(tools, set.object, pods, minReadyOf(set.object));
    const stored = status === null || (yield* store(set, status));
    if (stored) checkAvailabilityLater(key, active, minReadyOf(set.object));
    return managed && stored;
  }

  function* manage(set: Known<ReplicaSetV1>, active: readonly Pod[]): Sync<boolean> {
    const missing = replicasOf(set.object) - active.length;
    if (missing > 0) return yield* createPods(set, Math.min(missing, burstReplicas));
    if (missing < 0) yield* deletePods(set, active, Math.min(-missing, burstReplicas));
    return true;
  }

  function* createPods({ entry, object }: Known<ReplicaSetV1>, count: number): Sync<boolean> {
    const template = object.spec.template && templates.of(object.spec.template, entry, () => queue.add(entry.index));
    if (!template) return true;
    const first = ordinals.get(entry.index) ?? informers.podsOf(entry).length;
    ordinals.set(entry.index, first + count);
    const key = ownerKey(kind, entry.namespace, entry.name);
    const drafts = Array.from({ length: count }, (_, i): PodDraft => {
      const ordinal = first + i;
      return {
        name: generatedName(entry.name, ordinal),
        spec: template.spec,
        labels: template.spec.labels,
        owner: `${kind}/${entry.name}`,
        drawId: hashString(`${key}#${ordinal}`),
      };
    });
    expectations.expect(entry.index, count, [], kernel.nowUs());
    return yield* control.create(entry, drafts);
  }

  function* deletePods(set: Known<ReplicaSetV1>, active: readonly Pod[], count: number): Sync<void> {
    const chosen = count < active.length ? rankForDeletion(tools, active, relatedPods(set)).slice(0, count) : active;
    const indexes = chosen.map((pod) => pod.index);
    expectations.expect(set.entry.index, 0, indexes, kernel.nowUs());
    yield* control.delete(set.entry, chosen);
  }

  /** Pods of every set that the same object controls; its own where nobody does. */
  function relatedPods({ entry, object }: Known<ReplicaSetV1>): Pod[] {
    const controller = controllerOf(object) && informers.controllerOf(object);
    if (!controller) return informers.podsOf(entry);
    return informers.childrenOf(controller.entry, kind).flatMap((sibling) => informers.podsOf(sibling.entry));
  }

  function* store({ entry, object }: Known<ReplicaSetV1>, status: Record<string, unknown>): Sync<boolean> {
    const written = yield* writes.update(client, entry, object, withStatus(object, status));
    if (written) freshness.wrote(entry.index, written);
    return written !== null;
  }

  function checkAvailabilityLater(key: number, active: readonly Pod[], minReadySeconds: number): void {
    const waitUs = nextAvailabilityUs(tools, active, minReadySeconds);
    if (waitUs !== null) queue.addAfter(key, waitUs);
  }
}

/** Pods that the set asks for. */
export function replicasOf({ spec }: ReplicaSetV1): number {
  return spec.replicas ?? 1;
}

function minReadyOf({ spec }: ReplicaSetV1): number {
  return spec.minReadySeconds ?? 0;
}
