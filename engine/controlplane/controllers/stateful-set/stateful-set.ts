/** The StatefulSet controller: pods with names and claims of their own, made and deleted in order or all at once. Upstream: pkg/controller/statefulset, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import type { PersistentVolumeClaimV1, PodTemplateV1, StatefulSetV1 } from '../../../objects/index.js';
import type { StoredObject } from '../../store.js';
import { Freshness } from '../freshness.js';
import type { Known } from '../informers.js';
import { nextAvailabilityUs } from '../pods.js';
import { type Revision, Revisions, revisionOf } from '../revisions.js';
import { runSync, type Sync, slowStart, until } from '../sync.js';
import { type Toolbox, withStatus } from '../toolbox.js';
import {
  claimPolicy,
  claimsOf,
  ordinalOf,
  replicasOf,
  startOrdinal,
  statefulDraft,
  statefulTemplate,
} from './identity.js';
import { differs, SetLook } from './set-look.js';

/** Source: pkg/controller/statefulset/config/v1alpha1/defaults.go. */
const workers = 5;
/** Source: MaxBatchSize. */
const largestBatch = 500;

/** Whether the rest of the set may be looked at: "wait" for a pod, or a call "failed". */
type Step = 'on' | 'wait' | 'failed';

export function createStatefulSetController(tools: Toolbox): void {
  const { informers, writes, templates, ways } = tools;
  const client = tools.clientFor('statefulset-controller');
  const events = tools.recorder(client);
  const freshness = new Freshness(tools, 'StatefulSet');
  const revisions = new Revisions(tools, client, (owner, hash) => `${owner.name}-${hash}`);
  const made = new WeakMap<Revision, PodTemplateV1>();
  /** Pods made that the informer has not shown yet. */
  const unseen = new Map<number, Set<number>>();
  const queue = tools.loop({ name: 'statefulset-controller', workers, sync });

  informers.watch('PersistentVolumeClaim');
  informers.onObjects('StatefulSet', (entry, before, after) => {
    if (before === null) ways.delivered(entry);
    if (after === null) unseen.delete(entry.index);
    queue.add(entry.index);
  });
  informers.onPodsOf('StatefulSet', ({ entry, object }, before, after) => {
    if (before === null) unseen.get(entry.index)?.delete(after!.index);
    if (after === null) dropClaims(object as StatefulSetV1, entry, before!);
    queue.add(entry.index);
    const minReadySeconds = minReadyOf(object as StatefulSetV1);
    const becameReady = before !== null && after !== null && !informers.isReady(before) && informers.isReady(after);
    if (becameReady && minReadySeconds > 0) queue.addAfter(entry.index, minReadySeconds * 1e6);
  });

  /** The claims of a pod that was scaled away go too, where the set's policy says so; upstream leaves that to the garbage collector. */
  function dropClaims(set: StatefulSetV1, entry: StoredObject, pod: Pod): void {
    const ordinal = ordinalOf(pod, entry.name);
    const place = ordinal - startOrdinal(set);
    if (ordinal < 0 || claimPolicy(set).whenScaled !== 'Delete' || (place >= 0 && place < replicasOf(set))) return;
    for (const claim of claimsOf(set, entry, ordinal)) {
      const known = informers.find(claim.kind, entry.namespace, claim.metadata.name!);
      if (known) runSync(writes.delete(client, known.entry), () => {});
    }
  }

  function* sync(key: number): Sync<boolean> {
    const known = informers.object<StatefulSetV1>(key);
    if (known === undefined) return true;
    if (!freshness.caughtUp(key) || (unseen.get(key)?.size ?? 0) > 0) return false;
    const look = yield* lookAt(known);
    const done = yield* carryOut(look);
    const stored = yield* writeStatus(known, look);
    const waitUs = nextAvailabilityUs(tools, look.pods, minReadyOf(look.set));
    if (waitUs !== null) queue.addAfter(key, waitUs);
    return done && stored;
  }

  function* lookAt({ entry, object }: Known<StatefulSetV1>): Sync<SetLook> {
    const pods = informers.podsOf(entry).filter((pod) => ordinalOf(pod, entry.name) >= 0);
    const named = object.status?.['updateRevision'] as string | undefined;
    const update = yield* revisions.current(entry, object.spec.template, pods, named ?? null);
    const currentName = object.status?.['currentRevision'] as string | undefined;
    const current = (currentName !== undefined && revisions.byHash(entry, currentName)) || update;
    const minReadySeconds = minReadyOf(object);
    return new SetLook(entry, object, pods, current, update, {
      isReady: (pod) => informers.isReady(pod),
      isAvailable: (pod) => informers.isAvailable(pod, minReadySeconds),
    });
  }

  /** Places first, then what is beyond them, then the update; false where a call failed. */
  function* carryOut(look: SetLook): Sync<boolean> {
    const places = yield* forAll(
      look,
      look.replicas.length,
      (i) => processPlace(look, i),
      (i) => isAtRest(look.replicas[i]!),
    );
    if (places !== 'on') return places === 'wait';
    const goes = (i: number) => look.condemned[i]!;
    const condemned = yield* forAll(
      look,
      look.condemned.length,
      (i) => processCondemned(look, goes(i)),
      (i) => goes(i).isTerminating,
    );
    if (condemned !== 'on') return condemned === 'wait';
    if (look.set.spec.updateStrategy?.type !== 'OnDelete') yield* replaceOne(look);
    return true;
  }

  /** One after the other until one has to wait; or all at once. Upstream: runForAll. */
  function* forAll(
    look: SetLook,
    count: number,
    step: (i: number) => Sync<Step>,
    isIdle: (i: number) => boolean,
  ): Sync<Step> {
    if (!look.isMonotonic) {
      const call = (i: number, heard: (ok: boolean) => void) =>
        isIdle(i) ? heard(true) : runSync(step(i), (result) => heard(result !== 'failed'));
      return (yield* slowStart(count, call, largestBatch)) === count ? 'on' : 'failed';
    }
    for (let i = 0; i < count; i++) {
      const result = yield* step(i);
      if (result !== 'on') return result;
    }
    return 'on';
  }

  /** Nothing is to be done about the pod, whatever the others do. */
  function isAtRest(pod: Pod | null): boolean {
    return pod !== null && pod.phase === 'Running';
  }

  function* processPlace(look: SetLook, place: number): Sync<Step> {
    const pod = look.replicas[place]!;
    if (pod === null) return yield* createPod(look, place);
    if (pod.isTerminal) {
      if (!pod.isTerminating) yield* deletePod(look, pod);
      return 'wait';
    }
    if (pod.phase === 'Pending' && !(yield* createClaims(look, look.ordinal(pod)))) return 'failed';
    return look.isMonotonic && (pod.isTerminating || !look.isReady(pod) || !look.isAvailable(pod)) ? 'wait' : 'on';
  }

  function* createPod(look: SetLook, place: number): Sync<Step> {
    const { entry, set } = look;
    const revision = look.revisionFor(place);
    const template = templates.of(templateOf(revision, set), entry, () => queue.add(entry.index));
    if (template === null) return 'wait';
    const ordinal = startOrdinal(set) + place;
    if (!(yield* createClaims(look, ordinal))) return 'failed';
    const draft = statefulDraft(set, entry, template.spec, ordinal);
    const expected = unseen.get(entry.index) ?? new Set<number>();
    unseen.set(entry.index, expected);
    const ok = yield* until<boolean>((heard) => {
      const index = tools.pods.create(client, draft, (granted) => {
        if (!granted) expected.delete(index);
        heard(granted);
      });
      expected.add(index);
    });
    if (!ok) return 'failed';
    events.record(entry);
    ways.child(entry, 'pod');
    return look.isMonotonic ? 'wait' : 'on';
  }

  /** Makes the claims that are not there. */
  function* createClaims({ entry, set }: SetLook, ordinal: number): Sync<boolean> {
    for (const claim of claimsOf(set, entry, ordinal)) {
      if (informers.find<PersistentVolumeClaimV1>(claim.kind, entry.namespace, claim.metadata.name!)) continue;
      if ((yield* writes.create(client, claim)) === null) return false;
      events.record(entry);
    }
    return true;
  }

  function* processCondemned(look: SetLook, pod: Pod): Sync<Step> {
    if (pod.isTerminating) return look.isMonotonic ? 'wait' : 'on';
    const healthy = look.isReady(pod) && look.isAvailable(pod);
    if (look.isMonotonic && !healthy && pod !== look.firstUnavailable) return 'wait';
    yield* deletePod(look, pod);
    return 'wait';
  }

  /** The last pod of another revision goes, once all after it are available. */
  function* replaceOne(look: SetLook): Sync<void> {
    const partition = look.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    for (let place = look.replicas.length - 1; place >= partition; place--) {
      const pod = look.replicas[place]!;
      if (pod !== null && revisionOf(pod) !== look.update.hash && !pod.isTerminating) {
        yield* deletePod(look, pod);
        look.replaced++;
        return;
      }
      if (look.isUnavailable(pod)) return;
    }
  }

  function* deletePod({ entry }: SetLook, pod: Pod): Sync<void> {
    yield* until<boolean>((heard) => tools.pods.delete(client, pod.index, heard));
    events.record(entry);
  }

  function* writeStatus({ entry, object }: Known<StatefulSetV1>, look: SetLook): Sync<boolean> {
    const status = look.status();
    if (!differs(object, status)) return true;
    const written = yield* writes.update(client, entry, object, withStatus(object, status));
    if (written !== null) freshness.wrote(entry.index, written);
    return written !== null;
  }

  function templateOf(revision: Revision, set: StatefulSetV1): PodTemplateV1 {
    const template = made.get(revision) ?? statefulTemplate(revision, set);
    made.set(revision, template);
    return template;
  }
}

function minReadyOf({ spec }: StatefulSetV1): number {
  return (spec as { minReadySeconds?: number }).minReadySeconds ?? 0;
}
