/** What pods refer to and the input lacks: named once, with the line that makes a sufficient dump. */
import type { KubeObject, PodSpecV1 } from '../../engine/index.js';

/** Makes a dump with everything a run can use. */
export const dumpCommand =
  'kubectl get nodes,pods,namespaces,deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs,services,poddisruptionbudgets,persistentvolumeclaims,persistentvolumes,storageclasses,csinodes,csidrivers,csistoragecapacities,priorityclasses -A -o yaml > cluster.yaml';

/** One sentence, or none when nothing is missing. */
export function missingReferences(objects: readonly KubeObject[]): string[] {
  const there = new Set(objects.map((o) => keyOf(o.kind, o.metadata.namespace ?? '', o.metadata.name ?? '')));
  const missing = new Set<string>();
  for (const object of objects) {
    for (const reference of referencesOf(object)) if (!there.has(reference)) missing.add(reference.replace('//', '/'));
  }
  if (missing.size === 0) return [];
  const names = [...missing].sort();
  const shown = names.slice(0, 6).join(', ') + (names.length > 6 ? ` and ${names.length - 6} more` : '');
  return [`pods refer to what the input lacks: ${shown}; a dump made with this line has it: ${dumpCommand}`];
}

function* referencesOf(object: KubeObject): Iterable<string> {
  const namespace = object.metadata.namespace ?? '';
  for (const owner of object.kind === 'Pod' ? (object.metadata.ownerReferences ?? []) : []) {
    if (owner.controller && ownerKinds.has(owner.kind)) yield keyOf(owner.kind, namespace, owner.name);
  }
  const spec = podSpecOf(object);
  if (spec === undefined) return;
  const className = spec.priorityClassName;
  if (className && !className.startsWith('system-') && spec.priority === undefined)
    yield keyOf('PriorityClass', '', className);
  for (const volume of spec.volumes ?? []) {
    if (volume.persistentVolumeClaim)
      yield keyOf('PersistentVolumeClaim', namespace, volume.persistentVolumeClaim.claimName);
  }
}

const ownerKinds = new Set(['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job']);

function podSpecOf(object: KubeObject): PodSpecV1 | undefined {
  const spec = object['spec'] as (PodSpecV1 & { template?: { spec?: PodSpecV1 } }) | undefined;
  return object.kind === 'Pod' ? spec : spec?.template?.spec;
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
