/** The kinds of objects that the simulator understands. */

/** A kind, and whether its objects live in namespaces. */
export interface KindInfo {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const all: readonly KindInfo[] = [
  ...kindsOf('v1', true, ['Pod', 'Service', 'PersistentVolumeClaim', 'ReplicationController']),
  ...kindsOf('v1', false, ['Node', 'Namespace', 'PersistentVolume']),
  ...kindsOf('apps/v1', true, ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']),
  ...kindsOf('batch/v1', true, ['Job', 'CronJob']),
  ...kindsOf('policy/v1', true, ['PodDisruptionBudget']),
  ...kindsOf('scheduling.k8s.io/v1', false, ['PriorityClass']),
  ...kindsOf('storage.k8s.io/v1', false, ['StorageClass', 'CSINode', 'CSIDriver', 'VolumeAttachment']),
  ...kindsOf('storage.k8s.io/v1', true, ['CSIStorageCapacity']),
];

/** Every kind by "apiVersion/kind". */
export const understoodKinds: ReadonlyMap<string, KindInfo> = new Map(all.map((info) => [kindKey(info), info]));

/** The key of an object's kind. */
export function kindKey(object: { readonly apiVersion: string; readonly kind: string }): string {
  return `${object.apiVersion}/${object.kind}`;
}

/** What is known of an object's kind; undefined if the simulator does not understand it. */
export function kindOf(object: { readonly apiVersion: string; readonly kind: string }): KindInfo | undefined {
  return understoodKinds.get(kindKey(object));
}

function kindsOf(apiVersion: string, namespaced: boolean, kinds: readonly string[]): KindInfo[] {
  return kinds.map((kind) => ({ apiVersion, kind, namespaced }));
}
