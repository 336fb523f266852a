/** A Deployment's ReplicaSets: which is the new one, which are old, and how many pods they stand for. Upstream: pkg/controller/deployment/util/deployment_util.go, v1.36. */
import type { DeploymentV1, ReplicaSetV1 } from '../../../objects/index.js';
import type { Known } from '../informers.js';
import { replicasOf } from '../replica-set.js';
import { statusCount } from '../status.js';
import { templateText } from '../templates.js';

/** A ReplicaSet as last delivered, or as this sync wrote it. */
export type KnownSet = Known<ReplicaSetV1>;

/** Counts a Deployment's templates. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision';
/** The Deployment's replicas when the set was last scaled. */
export const desiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
/** The same with maxSurge. */
export const maxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';

/** The oldest set with the Deployment's template; undefined where there is none. */
export function findNewSet(deployment: DeploymentV1, sets: readonly KnownSet[]): KnownSet | undefined {
  const wanted = templateText(deployment.spec.template);
  return [...sets]
    .sort(byCreation)
    .find(({ object }) => object.spec.template && templateText(object.spec.template) === wanted);
}

/** Sets that should have pods. */
export function activeSets(sets: readonly KnownSet[]): KnownSet[] {
  return sets.filter(({ object }) => replicasOf(object) > 0);
}

/** Replicas asked for, summed over sets. */
export function totalReplicas(sets: readonly KnownSet[]): number {
  return sets.reduce((sum, { object }) => sum + replicasOf(object), 0);
}

/** A status count summed over sets. */
export function totalOf(sets: readonly KnownSet[], count: string): number {
  return sets.reduce((sum, { object }) => sum + statusCount(object, count), 0);
}

/** Old to new, by the second; what was there when the run began is older than the rest. */
export function byCreation(a: KnownSet, b: KnownSet): number {
  const [aKey, bKey] = [creationKey(a), creationKey(b)];
  if (aKey !== bKey) return aKey < bKey ? -1 : 1;
  return a.entry.name < b.entry.name ? -1 : 1;
}

function creationKey({ entry, object }: KnownSet): string {
  if (entry.createdUs === 0) return `0 ${object.metadata.creationTimestamp ?? ''}`;
  return `1 ${String(Math.floor(entry.createdUs / 1e6)).padStart(12, '0')}`;
}

/** Large to small, ties from old to new. */
export function bySizeOlder(a: KnownSet, b: KnownSet): number {
  return replicasOf(b.object) - replicasOf(a.object) || byCreation(a, b);
}

/** Large to small, ties from new to old. */
export function bySizeNewer(a: KnownSet, b: KnownSet): number {
  return replicasOf(b.object) - replicasOf(a.object) || byCreation(b, a);
}

/** Old revisions first. */
export function byRevision(a: KnownSet, b: KnownSet): number {
  return revisionOf(a) - revisionOf(b) || byCreation(a, b);
}

/** The set's revision; 0 where it says none. */
export function revisionOf({ object }: KnownSet): number {
  return wholeAnnotation(object, revisionAnnotation) ?? 0;
}

/** An annotation that is a whole number from 0 on; null where it is none. */
export function wholeAnnotation({ metadata }: ReplicaSetV1, name: string): number | null {
  const text = metadata.annotations?.[name] ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
