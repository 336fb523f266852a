/** One look at a Deployment: the version seen, what this sync changes of it, its ReplicaSets, and the writes that all strategies share. */
import type { DeploymentV1, ReplicaSetV1 } from '../../../objects/index.js';
import type { ApiClient } from '../../client.js';
import type { EventRecorder } from '../event-recorder.js';
import type { Known } from '../informers.js';
import { replicasOf } from '../replica-set.js';
import type { Sync } from '../sync.js';
import type { Toolbox } from '../toolbox.js';
import { desiredReplicas, maxSurge } from './limits.js';
import { desiredReplicasAnnotation, type KnownSet, maxReplicasAnnotation, wholeAnnotation } from './replica-sets.js';

/** What a rollout is carried out with. */
export interface DeploymentParts {
  readonly tools: Toolbox;
  readonly client: ApiClient;
  readonly events: EventRecorder;
}

/** Invariant: sets that were written stand in it as they were written. */
export class Rollout {
  /** With what this sync has changed; writes still stand on the version seen, as upstream's do, and so the second one conflicts. */
  current: DeploymentV1;
  newSet: KnownSet | undefined;
  oldSets: KnownSet[];

  constructor(
    readonly parts: DeploymentParts,
    readonly seen: Known<DeploymentV1>,
    sets: readonly KnownSet[],
    newSet: KnownSet | undefined,
  ) {
    this.current = seen.object;
    this.newSet = newSet;
    this.oldSets = sets.filter((set) => set.entry !== newSet?.entry);
  }

  get entry() {
    return this.seen.entry;
  }

  get allSets(): KnownSet[] {
    return this.newSet ? [...this.oldSets, this.newSet] : this.oldSets;
  }

  /** Writes the Deployment as this sync has it. */
  *write(): Sync<boolean> {
    const { tools, client } = this.parts;
    return (yield* tools.writes.update(client, this.entry, this.seen.object, this.current)) !== null;
  }

  /** Writes a set and takes the new version in. */
  *writeSet(set: KnownSet, next: ReplicaSetV1): Sync<boolean> {
    const { tools, client } = this.parts;
    const written = yield* tools.writes.update(client, set.entry, set.object, next);
    if (written !== null) this.replace({ entry: set.entry, object: written as ReplicaSetV1 });
    return written !== null;
  }

  /** Scales a set; where its size stays, its annotations are brought up to date if `always`. Upstream: scaleReplicaSet in sync.go. */
  *scale(set: KnownSet, replicas: number, always = false): Sync<boolean> {
    const resized = replicasOf(set.object) !== replicas;
    if (!resized && !(always && this.annotationsDiffer(set.object))) return true;
    const written = yield* this.writeSet(set, resizedSet(set.object, replicas, this.replicaAnnotations()));
    if (written && resized) this.parts.events.record(this.entry);
    return written;
  }

  /** What the sets remember of the Deployment's size, so that its scaling is told from a rollout. */
  replicaAnnotations(): Record<string, string> {
    const desired = desiredReplicas(this.current);
    return {
      [desiredReplicasAnnotation]: String(desired),
      [maxReplicasAnnotation]: String(desired + maxSurge(this.current)),
    };
  }

  private annotationsDiffer(set: ReplicaSetV1): boolean {
    return Object.entries(this.replicaAnnotations()).some(
      ([name, value]) => set.metadata.annotations?.[name] !== value,
    );
  }

  private replace(set: KnownSet): void {
    if (this.newSet?.entry === set.entry) this.newSet = set;
    this.oldSets = this.oldSets.map((old) => (old.entry === set.entry ? set : old));
  }
}

/** A next version of an object with another spec, and so of another generation. */
export function nextGeneration(object: ReplicaSetV1): number {
  return (object.metadata.generation ?? 0) + 1;
}

function resizedSet(set: ReplicaSetV1, replicas: number, annotations: Record<string, string>): ReplicaSetV1 {
  const metadata = {
    ...set.metadata,
    annotations: { ...set.metadata.annotations, ...annotations },
    generation: replicas === replicasOf(set) ? (set.metadata.generation ?? 0) : nextGeneration(set),
  };
  return { ...set, metadata, spec: { ...set.spec, replicas } };
}

/** Whether a set remembers another size of the Deployment than it has: it was scaled. Upstream: isScalingEvent in sync.go. */
export function wasScaled(rollout: Rollout): boolean {
  const desired = desiredReplicas(rollout.current);
  return rollout.allSets
    .filter(({ object }) => replicasOf(object) > 0)
    .some(({ object }) => {
      const remembered = wholeAnnotation(object, desiredReplicasAnnotation);
      return remembered !== null && remembered !== desired;
    });
}
