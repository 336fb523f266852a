/** Names, ordinals, claims and labels of a StatefulSet's pods. Upstream: pkg/controller/statefulset/stateful_set_utils.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { hashString } from '../../../kernel/index.js';
import type {
  PersistentVolumeClaimV1,
  PodSpec,
  PodTemplateV1,
  StatefulSetV1,
  VolumeV1,
} from '../../../objects/index.js';
import type { PodDraft } from '../../pod-api.js';
import { controllerReference } from '../../pod-templates.js';
import type { StoredObject } from '../../store.js';
import { extendLabels } from '../extended-labels.js';
import { asOwner, ownerKey } from '../owners.js';
import { type Revision, revisionLabel } from '../revisions.js';

/** Pods that the set asks for. */
export function replicasOf({ spec }: StatefulSetV1): number {
  return spec.replicas ?? 1;
}

/** The first pod's ordinal. */
export function startOrdinal({ spec }: StatefulSetV1): number {
  return spec.ordinals?.start ?? 0;
}

/** The pod's place in its set; −1 where its name says none. */
export function ordinalOf(pod: Pod, set: string): number {
  const parts = /^(.*)-(\d+)$/.exec(pod.name);
  return parts !== null && parts[1] === set ? Number(parts[2]) : -1;
}

/** The template of a revision's pods, with a claim's volume for each claim template. */
export function statefulTemplate({ template, hash }: Revision, set: StatefulSetV1): PodTemplateV1 {
  const labels = hash === '' ? template.metadata?.labels : { ...template.metadata?.labels, [revisionLabel]: hash };
  const volumes = claimVolumes(template.spec.volumes ?? [], set, startOrdinal(set));
  const spec = volumes.length === 0 ? template.spec : { ...template.spec, volumes };
  return { metadata: { ...template.metadata, ...(labels && { labels }) }, spec };
}

/** A pod of this ordinal; everything but its name's labels and its claims is shared. */
export function statefulDraft(set: StatefulSetV1, entry: StoredObject, spec: PodSpec, ordinal: number): PodDraft {
  const name = `${entry.name}-${ordinal}`;
  const own = new Map([
    ['statefulset.kubernetes.io/pod-name', name],
    ['apps.kubernetes.io/pod-index', String(ordinal)],
  ]);
  const labels = extendLabels(spec.labels, own);
  const claims = set.spec.volumeClaimTemplates ?? [];
  const withClaims =
    claims.length === 0
      ? spec
      : { ...spec, raw: { ...spec.raw, volumes: claimVolumes(spec.raw.volumes ?? [], set, ordinal) } };
  const drawId = hashString(`${ownerKey('StatefulSet', entry.namespace, entry.name)}#${ordinal}`);
  return { name, spec: withClaims, labels, owner: `StatefulSet/${entry.name}`, drawId };
}

/** Volumes with each claim template's in place of one of its name. */
function claimVolumes(volumes: readonly VolumeV1[], set: StatefulSetV1, ordinal: number): VolumeV1[] {
  const names = (set.spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata.name ?? '');
  const claims = names.map((name): VolumeV1 => {
    const claimName = `${name}-${set.metadata.name}-${ordinal}`;
    return { name, persistentVolumeClaim: { claimName, readOnly: false } };
  });
  return [...claims, ...volumes.filter((volume) => !names.includes(volume.name))];
}

/** What becomes of claims when their set is deleted, or their pod scaled away: "Retain" or "Delete". */
export function claimPolicy({ spec }: StatefulSetV1): { whenDeleted?: string; whenScaled?: string } {
  const fields = spec as { persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string; whenScaled?: string } };
  return fields.persistentVolumeClaimRetentionPolicy ?? {};
}

/** The claims of a pod: "<template>-<set>-<ordinal>", with the selector's labels; the set owns them where they are to go with it. */
export function claimsOf(set: StatefulSetV1, entry: StoredObject, ordinal: number): PersistentVolumeClaimV1[] {
  const owned = claimPolicy(set).whenDeleted === 'Delete';
  return (set.spec.volumeClaimTemplates ?? []).map((template) => {
    const metadata = {
      ...template.metadata,
      name: `${template.metadata.name}-${entry.name}-${ordinal}`,
      namespace: entry.namespace,
      labels: { ...template.metadata.labels, ...set.spec.selector.matchLabels },
      ...(owned && { ownerReferences: [controllerReference(asOwner(entry))] }),
    };
    return { ...template, apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, status: { phase: 'Pending' } };
  });
}
