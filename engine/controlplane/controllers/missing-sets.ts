/** ReplicaSets that the input left out: made again from the pods that name them as their owner, so that a Deployment finds its pods. */
import type { Pod } from '../../cluster/index.js';
import { compileSelector, type DeploymentV1, type PodTemplateV1, type ReplicaSetV1 } from '../../objects/index.js';
import { controllerReference } from '../pod-templates.js';
import type { ApiStore, StoredObject } from '../store.js';
import { maxSurge } from './deployment/limits.js';
import { labelled, selecting } from './deployment/new-set.js';
import { desiredReplicasAnnotation, maxReplicasAnnotation, revisionAnnotation } from './deployment/replica-sets.js';
import { asOwner, controllerOf, ownerKey } from './owners.js';
import type { ControllerParts } from './parts.js';
import { isActive } from './pods.js';
import { templateHashLabel, templateText } from './templates.js';

type AdoptionParts = Pick<ControllerParts, 'store' | 'objects' | 'readyAtBinding'>;

/** Adopts a ReplicaSet for each group of pods whose owner is missing while its Deployment is there. */
export function adoptMissingSets(parts: AdoptionParts): void {
  for (const [deployment, groups] of orphanGroups(parts)) {
    const { template } = (deployment.current as DeploymentV1).spec;
    const hasCurrent = parts.store.list('ReplicaSet').some(({ current }) => hasTemplate(current, deployment, template));
    const newest = hasCurrent ? undefined : groups.reduce((a, b) => (newestUs(b) > newestUs(a) ? b : a));
    for (const pods of groups) parts.objects.adopt(setOf(parts, deployment, pods, pods === newest));
  }
}

/** Pods by their missing ReplicaSet, and those by their Deployment, whose name stands in the ReplicaSet's before the hash. */
function orphanGroups({ store }: AdoptionParts): Map<StoredObject, Pod[][]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of store.pods) {
    const owner = pod.spec.controllerRef;
    if (owner?.kind !== 'ReplicaSet' || store.find('ReplicaSet', pod.namespace, owner.name)) continue;
    const key = ownerKey('ReplicaSet', pod.namespace, owner.name);
    const group = groups.get(key);
    if (group) group.push(pod);
    else groups.set(key, [pod]);
  }
  const byDeployment = new Map<StoredObject, Pod[][]>();
  for (const pods of groups.values()) {
    const deployment = deploymentOf(store, pods[0]!);
    if (deployment) byDeployment.set(deployment, [...(byDeployment.get(deployment) ?? []), pods]);
  }
  return byDeployment;
}

function deploymentOf(store: ApiStore, pod: Pod): StoredObject | undefined {
  const set = pod.spec.controllerRef!.name;
  const hash = hashOf(pod);
  if (hash === '' || !set.endsWith(`-${hash}`)) return undefined;
  const entry = store.find('Deployment', pod.namespace, set.slice(0, -hash.length - 1));
  const selector = entry && compileSelector((entry.current as DeploymentV1).spec.selector);
  return selector?.matches(pod.labels) ? entry : undefined;
}

function hasTemplate(
  set: StoredObject['current'],
  { namespace, name }: StoredObject,
  template: PodTemplateV1,
): boolean {
  const { metadata, spec } = set as ReplicaSetV1;
  const owner = controllerOf(set!);
  const owned = owner?.kind === 'Deployment' && owner.name === name && metadata.namespace === namespace;
  return owned && spec.template !== undefined && templateText(spec.template) === templateText(template);
}

function newestUs(pods: readonly Pod[]): number {
  return Math.max(...pods.map((pod) => pod.createdUs));
}

function hashOf(pod: Pod): string {
  return pod.labels.get(templateHashLabel) ?? '';
}

/** The set as it would stand there: as many replicas as it has pods, and a status that says so. */
function setOf(parts: AdoptionParts, entry: StoredObject, pods: readonly Pod[], isCurrent: boolean): ReplicaSetV1 {
  const deployment = entry.current as DeploymentV1;
  const owner = pods[0]!.spec.controllerRef!;
  const hash = hashOf(pods[0]!);
  const active = pods.filter(isActive);
  const ready = active.filter((pod) => (parts.readyAtBinding ? pod.nodeName !== '' : pod.ready)).length;
  const template = isCurrent ? labelled(deployment.spec.template, hash) : templateOf(pods[0]!);
  const desired = deployment.spec.replicas ?? 1;
  const annotations: Record<string, string> = {
    [desiredReplicasAnnotation]: String(desired),
    [maxReplicasAnnotation]: String(desired + maxSurge(deployment)),
    [revisionAnnotation]: isCurrent ? (deployment.metadata.annotations?.[revisionAnnotation] ?? '1') : '0',
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: owner.name,
      namespace: entry.namespace,
      ...(owner.uid !== '' && { uid: owner.uid }),
      labels: template.metadata?.labels ?? {},
      annotations,
      ownerReferences: [controllerReference(asOwner(entry))],
      generation: 1,
    },
    spec: {
      replicas: active.length,
      minReadySeconds: deployment.spec.minReadySeconds ?? 0,
      selector: selecting(deployment.spec.selector, hash),
      template,
    },
    status: {
      replicas: active.length,
      fullyLabeledReplicas: active.length,
      readyReplicas: ready,
      availableReplicas: ready,
      observedGeneration: 1,
    },
  };
}

/** A template that makes pods like this one. */
function templateOf(pod: Pod): PodTemplateV1 {
  const { nodeName: _node, ...spec } = pod.spec.raw;
  return { metadata: { labels: Object.fromEntries(pod.labels.entries()) }, spec };
}
