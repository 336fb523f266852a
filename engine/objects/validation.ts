/** What the API server says against an object that is created. */
import type { KubeObject } from './api.js';
import { type ApiRules, defaultApiRules } from './api-rules.js';
import { type FieldError, withoutRepeats } from './field-error.js';
import { kindKey } from './kinds.js';
import { disruptionBudgetErrors, namespaceErrors, priorityClassErrors } from './validation/cluster.js';
import { cronJobErrors } from './validation/cron-jobs.js';
import { jobErrors } from './validation/jobs.js';
import { nodeErrors } from './validation/node.js';
import { podErrors } from './validation/pod.js';
import { serviceErrors } from './validation/service.js';
import { claimErrors } from './validation/storage/claim.js';
import { csiDriverErrors, csiNodeErrors, storageCapacityErrors } from './validation/storage/csi-objects.js';
import { persistentVolumeErrors } from './validation/storage/persistent-volume.js';
import { storageClassErrors } from './validation/storage/storage-class.js';
import { volumeAttachmentErrors } from './validation/storage/volume-attachment.js';
import {
  daemonSetErrors,
  deploymentErrors,
  replicaSetErrors,
  replicationControllerErrors,
  statefulSetErrors,
} from './validation/workloads.js';

type Validator = (object: KubeObject, rules: ApiRules) => FieldError[];

/** Each takes its own kind, which the key guarantees. */
const validators: Readonly<Record<string, (object: never, rules: ApiRules) => FieldError[]>> = {
  'v1/Pod': podErrors,
  'v1/Node': nodeErrors,
  'v1/Namespace': namespaceErrors,
  'v1/Service': serviceErrors,
  'v1/PersistentVolume': persistentVolumeErrors,
  'v1/PersistentVolumeClaim': claimErrors,
  'v1/ReplicationController': replicationControllerErrors,
  'apps/v1/Deployment': deploymentErrors,
  'apps/v1/ReplicaSet': replicaSetErrors,
  'apps/v1/StatefulSet': statefulSetErrors,
  'apps/v1/DaemonSet': daemonSetErrors,
  'batch/v1/Job': jobErrors,
  'batch/v1/CronJob': cronJobErrors,
  'policy/v1/PodDisruptionBudget': disruptionBudgetErrors,
  'scheduling.k8s.io/v1/PriorityClass': priorityClassErrors,
  'storage.k8s.io/v1/StorageClass': storageClassErrors,
  'storage.k8s.io/v1/CSINode': csiNodeErrors,
  'storage.k8s.io/v1/CSIDriver': csiDriverErrors,
  'storage.k8s.io/v1/CSIStorageCapacity': storageCapacityErrors,
  'storage.k8s.io/v1/VolumeAttachment': volumeAttachmentErrors,
};

/** The errors of a defaulted object, in the API server's words and each once; none for a kind the simulator does not understand. */
export function validationErrors(object: KubeObject, rules = defaultApiRules): FieldError[] {
  const validate = validators[kindKey(object)] as Validator | undefined;
  return withoutRepeats(validate?.(object, rules) ?? []);
}
