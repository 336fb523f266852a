/** The ReplicaSet for a Deployment's current template: found and brought up to date, or made. Upstream: getNewReplicaSet in pkg/controller/deployment/sync.go, v1.36. */

import type { DeploymentV1, LabelSelectorV1, PodTemplateV1, ReplicaSetV1 } from '../../../objects/index.js';
import { controllerReference } from '../../pod-templates.js';
import { safeHash } from '../names.js';
import { asOwner } from '../owners.js';
import { conditionOf, statusCount } from '../status.js';
import type { Sync } from '../sync.js';
import { templateHashLabel, templateText } from '../templates.js';
import { hasProgressDeadline, withProgress } from './conditions.js';
import { newSetReplicas } from './limits.js';
import { type KnownSet, revisionAnnotation, revisionOf } from './replica-sets.js';
import { nextGeneration, type Rollout } from './rollout.js';

const longestName = 253;

/** Annotations of a Deployment that its sets do not take over. */
const ownAnnotations = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

/** Brings the new set and the Deployment's revision up to date; false where a write conflicts. */
export function* updateNewSet(rollout: Rollout, set: KnownSet): Sync<boolean> {
  const { current } = rollout;
  const revision = Math.max(newRevision(rollout), revisionOf(set));
  const annotations = { ...set.object.metadata.annotations, ...inherited(current) };
  if (revision > revisionOf(set)) annotations[revisionAnnotation] = String(revision);
  const minReadySeconds = current.spec.minReadySeconds ?? 0;
  const readinessDiffers = (set.object.spec.minReadySeconds ?? 0) !== minReadySeconds;
  if (readinessDiffers || !sameAnnotations(annotations, set.object.metadata.annotations ?? {}))
    return yield* rollout.writeSet(set, updated(set.object, annotations, minReadySeconds, readinessDiffers));
  return yield* noteRevision(rollout, String(revisionOf(set)), 'FoundNewReplicaSet');
}

/** Makes the new set; false where one of its name is there that is not it, or a write conflicts. */
export function* createNewSet(rollout: Rollout): Sync<boolean> {
  const { tools, client, events } = rollout.parts;
  const set = makeSet(rollout);
  const entry = yield* tools.writes.create(client, set);
  if (entry === null) return yield* noteCollision(rollout);
  rollout.newSet = { entry, object: entry.current as ReplicaSetV1 };
  tools.ways.child(rollout.entry, 'ReplicaSet');
  if ((set.spec.replicas ?? 0) > 0) events.record(rollout.entry);
  return yield* noteRevision(rollout, set.metadata.annotations![revisionAnnotation]!, 'NewReplicaSetCreated');
}

/** Writes the revision and that there is progress, where the Deployment does not say so yet. */
function* noteRevision(rollout: Rollout, revision: string, reason: string): Sync<boolean> {
  const { current } = rollout;
  const revised = current.metadata.annotations?.[revisionAnnotation] !== revision;
  const created = reason === 'NewReplicaSetCreated';
  const progress = hasProgressDeadline(current) && (created || conditionOf(current, 'Progressing') === undefined);
  if (!revised && !progress) return true;
  const annotations = { ...current.metadata.annotations, [revisionAnnotation]: revision };
  rollout.current = { ...current, metadata: { ...current.metadata, annotations } };
  if (progress) rollout.current = withProgress(rollout.current, reason, rollout.parts.tools.kernel.nowUs());
  return yield* rollout.write();
}

/** Another object has the name, or the informer has not shown the set yet: a count in the status changes the hash. */
function* noteCollision(rollout: Rollout): Sync<boolean> {
  const { tools } = rollout.parts;
  const there = tools.informers.find<ReplicaSetV1>('ReplicaSet', rollout.entry.namespace, setName(rollout.current));
  const owned = there && tools.informers.controllerOf(there.object)?.entry === rollout.entry;
  if (!there || (owned && sameTemplate(there.object, rollout.current))) return false;
  const collisionCount = statusCount(rollout.current, 'collisionCount') + 1;
  rollout.current = { ...rollout.current, status: { ...rollout.current.status, collisionCount } };
  yield* rollout.write();
  return false;
}

function sameTemplate({ spec }: ReplicaSetV1, deployment: DeploymentV1): boolean {
  return spec.template !== undefined && templateText(spec.template) === templateText(deployment.spec.template);
}

function templateHash(deployment: DeploymentV1): string {
  const collisions = statusCount(deployment, 'collisionCount');
  return safeHash(templateText(deployment.spec.template) + (collisions > 0 ? `#${collisions}` : ''));
}

function setName(deployment: DeploymentV1): string {
  const hash = templateHash(deployment);
  return `${deployment.metadata.name!.slice(0, longestName - 1 - hash.length)}-${hash}`;
}

function makeSet(rollout: Rollout): ReplicaSetV1 {
  const { current, entry } = rollout;
  const hash = templateHash(current);
  const template = labelled(current.spec.template, hash);
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: setName(current),
      namespace: entry.namespace,
      labels: template.metadata!.labels!,
      annotations: {
        ...inherited(current),
        ...rollout.replicaAnnotations(),
        [revisionAnnotation]: String(newRevision(rollout)),
      },
      ownerReferences: [controllerReference(asOwner(entry))],
      generation: 1,
    },
    spec: {
      replicas: newSetReplicas(current, rollout.oldSets, 0),
      minReadySeconds: current.spec.minReadySeconds ?? 0,
      selector: selecting(current.spec.selector, hash),
      template,
    },
  };
}

/** The template with the label that tells its pods from other revisions'. */
export function labelled(template: PodTemplateV1, hash: string): PodTemplateV1 {
  const labels = { ...template.metadata?.labels, [templateHashLabel]: hash };
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** The selector, confined to pods of one hash. */
export function selecting(selector: LabelSelectorV1, hash: string): LabelSelectorV1 {
  return { ...selector, matchLabels: { ...selector.matchLabels, [templateHashLabel]: hash } };
}

function newRevision({ oldSets }: Rollout): number {
  return Math.max(0, ...oldSets.map(revisionOf)) + 1;
}

function inherited({ metadata }: DeploymentV1): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([name]) => !ownAnnotations.has(name)));
}

function sameAnnotations(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function updated(
  set: ReplicaSetV1,
  annotations: Record<string, string>,
  minReadySeconds: number,
  specChanged: boolean,
): ReplicaSetV1 {
  const generation = specChanged ? nextGeneration(set) : (set.metadata.generation ?? 0);
  const metadata = { ...set.metadata, annotations, generation };
  return { ...set, metadata, spec: specChanged ? { ...set.spec, minReadySeconds } : set.spec };
}
