/** The defaults the API server gives an object when it is created. */
import type { KubeObject } from './api.js';
import { copyObject } from './copy-object.js';
import {
  defaultClaim,
  defaultCsiDriver,
  defaultNamespace,
  defaultNode,
  defaultPriorityClass,
  defaultService,
  defaultStorageClass,
  defaultVolumeObject,
} from './defaulting/cluster.js';
import { defaultPod } from './defaulting/pod.js';
import type { PodLevelDefaulting } from './defaulting/pod-level.js';
import {
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from './defaulting/workloads.js';
import { kindKey, kindOf } from './kinds.js';
import { hasSpec } from './shape.js';

/** Each takes its own kind, which the key guarantees. */
const defaulters: Readonly<Record<string, (object: never, podLevel: PodLevelDefaulting) => void>> = {
  'v1/Pod': defaultPod,
  'v1/Node': defaultNode,
  'v1/Namespace': defaultNamespace,
  'v1/Service': defaultService,
  'v1/PersistentVolume': defaultVolumeObject,
  'v1/PersistentVolumeClaim': defaultClaim,
  'v1/ReplicationController': defaultReplicationController,
  'apps/v1/Deployment': defaultDeployment,
  'apps/v1/ReplicaSet': defaultReplicaSet,
  'apps/v1/StatefulSet': defaultStatefulSet,
  'apps/v1/DaemonSet': defaultDaemonSet,
  'batch/v1/Job': defaultJob,
  'batch/v1/CronJob': defaultCronJob,
  'scheduling.k8s.io/v1/PriorityClass': defaultPriorityClass,
  'storage.k8s.io/v1/StorageClass': defaultStorageClass,
  'storage.k8s.io/v1/CSIDriver': defaultCsiDriver,
};

/** A copy of the object with everything set that the API server sets by default, its namespace included. */
export function withDefaults<T extends KubeObject>(object: T, podLevel: PodLevelDefaulting = 'on reading'): T {
  const copy = copyObject(object);
  copy.metadata ??= {};
  if (kindOf(copy)?.namespaced) copy.metadata.namespace ||= 'default';
  if (hasSpec(copy)) (copy as KubeObject)['spec'] ??= {};
  const setDefaults = defaulters[kindKey(copy)] as
    | ((object: KubeObject, podLevel: PodLevelDefaulting) => void)
    | undefined;
  setDefaults?.(copy, podLevel);
  return copy;
}
