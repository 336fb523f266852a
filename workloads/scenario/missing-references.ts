/** What pods refer to and the input lacks: named once, with the line that makes a sufficient dump. */
import type { KubeObject, PodSpecV1 } from '../../engine/index.js';
import { dumpCommand } from '../manifests/index.js';
import type { NodeNames } from './node-names.js';

/** One sentence, or none when nothing is missing. */
export function missingReferences(objects: readonly KubeObject[], nodes: NodeNames): string[] {
  const there = new Set(objects.map((o) => keyOf(o.kind, o.metadata.namespace ?? '', o.metadata.name ?? '')));
  const missing = new Set<string>();
  for (const object of objects) {
    for (const reference of referencesOf(object)) if (!there.has(reference)) missing.add(reference.replace('//', '/'));
    const node = object.kind === 'Pod' ? podSpecOf(object)?.nodeName : undefined;
    if (node && !nodes.has(node)) missing.add(`Node/${node}`);
  }
  if (missing.size === 0) return [];
  const names = [...missing].sort();
  const shown = names.slice(0, 6).join(', ') + (names.length > 6 ? ` and ${names.length - 6} more` : '');
  return [`pods refer to what the input lacks: ${shown}; a dump made with this line has it: ${dumpCommand}`];
}

function* referencesOf(object: KubeObject): Iterable<string> {
  const namespace = object.metadata.namespace ?? '';
  for (const owner of object.metadata.ownerReferences ?? []) {
    if (owner.controller && ownerKinds.has(owner.kind)) yield keyOf(owner.kind, namespace, owner.name);
  }
  const claims = object.kind === 'PersistentVolumeClaim' ? [object as ClaimV1] : claimTemplatesOf(object);
  for (const { spec } of claims) {
    if (spec?.storageClassName) yield keyOf('StorageClass', '', spec.storageClassName);
    if (spec?.volumeName) yield keyOf('PersistentVolume', '', spec.volumeName);
  }
  const pod = podSpecOf(object);
  if (pod !== undefined) yield* referencesOfPod(pod, namespace);
}

function* referencesOfPod(spec: PodSpecV1, namespace: string): Iterable<string> {
  const className = spec.priorityClassName;
  if (className && !className.startsWith('system-')) yield keyOf('PriorityClass', '', className);
  for (const { persistentVolumeClaim, ephemeral } of spec.volumes ?? []) {
    if (persistentVolumeClaim) yield keyOf('PersistentVolumeClaim', namespace, persistentVolumeClaim.claimName);
    const storageClass = ephemeral?.volumeClaimTemplate?.spec.storageClassName;
    if (storageClass) yield keyOf('StorageClass', '', storageClass);
  }
}

const ownerKinds = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

type ClaimV1 = { spec?: { storageClassName?: string; volumeName?: string } };

function claimTemplatesOf(object: KubeObject): readonly ClaimV1[] {
  return (object['spec'] as { volumeClaimTemplates?: ClaimV1[] } | undefined)?.volumeClaimTemplates ?? [];
}

/** Of a pod, or of the pods that a workload makes. */
function podSpecOf(object: KubeObject): PodSpecV1 | undefined {
  type Template = { spec?: PodSpecV1 };
  const spec = object['spec'] as
    | (PodSpecV1 & { template?: Template; jobTemplate?: { spec?: { template?: Template } } })
    | undefined;
  if (object.kind === 'Pod') return spec;
  return (spec?.template ?? spec?.jobTemplate?.spec?.template)?.spec;
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
