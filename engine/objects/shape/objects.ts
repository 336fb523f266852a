/** The shapes of all kinds. Source: api/{core,apps,batch,policy,scheduling,storage}/v1/types.go, v1.36. */
import { claim, conditions, labelSelector, metadata, nodeSelector, quantities, textMap, texts } from './common.js';
import { podSpec, podStatus, podTemplate } from './pod.js';
import { service } from './service.js';
import { each, type FieldsShape, fieldsOf, listOf, type Shape } from './shape.js';
import { persistentSources } from './volumes.js';

function kind(fields: Readonly<Record<string, Shape>>, unread = ''): FieldsShape {
  return fieldsOf({ ...each('string', 'apiVersion kind'), metadata, ...fields }, unread);
}

const rollingUpdate = fieldsOf(each('countOrText', 'maxSurge maxUnavailable'));

const node = kind({
  spec: fieldsOf(
    {
      unschedulable: 'boolean',
      taints: listOf(fieldsOf(each('string', 'key value effect timeAdded'))),
      ...each('string', 'podCIDR providerID'),
      podCIDRs: texts,
    },
    'configSource externalID',
  ),
  status: fieldsOf(
    {
      ...each(quantities, 'capacity allocatable'),
      images: listOf(fieldsOf({ names: texts, sizeBytes: 'int64' })),
      conditions,
      declaredFeatures: texts,
      nodeInfo: fieldsOf(
        { swap: fieldsOf({ capacity: 'int64' }) },
        `machineID systemUUID bootID kernelVersion osImage containerRuntimeVersion kubeletVersion kubeProxyVersion
         operatingSystem architecture`,
      ),
    },
    'phase addresses daemonEndpoints volumesInUse volumesAttached config runtimeHandlers features',
  ),
});

const persistentVolumeSpec = fieldsOf(
  {
    ...persistentSources,
    capacity: quantities,
    accessModes: texts,
    ...each('string', 'storageClassName volumeMode persistentVolumeReclaimPolicy volumeAttributesClassName'),
    claimRef: fieldsOf(each('string', 'namespace name uid'), 'kind apiVersion resourceVersion fieldPath'),
    nodeAffinity: fieldsOf({ required: nodeSelector }),
  },
  'mountOptions',
);

const persistentVolume = kind({
  spec: persistentVolumeSpec,
  status: fieldsOf({ phase: 'string' }, 'message reason lastPhaseTransitionTime'),
});

const workload = {
  ...each('int32', 'replicas minReadySeconds revisionHistoryLimit'),
  selector: labelSelector,
  template: podTemplate,
} as const;

const statefulSetSpec = fieldsOf({
  ...workload,
  ...each('string', 'serviceName podManagementPolicy'),
  updateStrategy: fieldsOf({
    type: 'string',
    rollingUpdate: fieldsOf({ partition: 'int32', maxUnavailable: 'countOrText' }),
  }),
  volumeClaimTemplates: listOf(claim),
  ordinals: fieldsOf({ start: 'int32' }),
  persistentVolumeClaimRetentionPolicy: fieldsOf(each('string', 'whenDeleted whenScaled')),
});

const exitCodes = fieldsOf({ ...each('string', 'containerName operator'), values: listOf('int32') });

const podFailurePolicy = fieldsOf({
  rules: listOf(
    fieldsOf({
      action: 'string',
      onExitCodes: exitCodes,
      onPodConditions: listOf(fieldsOf(each('string', 'type status'))),
    }),
  ),
});

const jobSpec = fieldsOf({
  ...each(
    'int32',
    'parallelism completions backoffLimit ttlSecondsAfterFinished backoffLimitPerIndex maxFailedIndexes',
  ),
  activeDeadlineSeconds: 'int64',
  ...each('string', 'completionMode podReplacementPolicy managedBy'),
  ...each('boolean', 'suspend manualSelector'),
  selector: labelSelector,
  template: podTemplate,
  podFailurePolicy,
  successPolicy: fieldsOf({ rules: listOf(fieldsOf({ succeededIndexes: 'string', succeededCount: 'int32' })) }),
});

const cronJobSpec = fieldsOf({
  ...each('string', 'schedule timeZone concurrencyPolicy'),
  suspend: 'boolean',
  startingDeadlineSeconds: 'int64',
  ...each('int32', 'successfulJobsHistoryLimit failedJobsHistoryLimit'),
  jobTemplate: fieldsOf({ metadata, spec: jobSpec }),
});

const disruptionBudget = kind({
  spec: fieldsOf({
    ...each('countOrText', 'minAvailable maxUnavailable'),
    selector: labelSelector,
    unhealthyPodEvictionPolicy: 'string',
  }),
  status: fieldsOf(
    { ...each('int32', 'disruptionsAllowed currentHealthy desiredHealthy expectedPods'), disruptedPods: textMap },
    'observedGeneration conditions',
  ),
});

const storageClass = kind(
  {
    ...each('string', 'provisioner volumeBindingMode reclaimPolicy'),
    parameters: textMap,
    allowedTopologies: listOf(fieldsOf({ matchLabelExpressions: listOf(fieldsOf({ key: 'string', values: texts })) })),
  },
  'mountOptions allowVolumeExpansion',
);

const csiNodeDriver = fieldsOf({
  ...each('string', 'name nodeID'),
  topologyKeys: texts,
  allocatable: fieldsOf({ count: 'int32' }),
});

const csiDriver = kind({
  spec: fieldsOf({
    ...each(
      'boolean',
      `attachRequired storageCapacity podInfoOnMount requiresRepublish seLinuxMount serviceAccountTokenInSecrets
       preventPodSchedulingIfMissing`,
    ),
    fsGroupPolicy: 'string',
    volumeLifecycleModes: texts,
    nodeAllocatableUpdatePeriodSeconds: 'int64',
    tokenRequests: listOf(fieldsOf({ audience: 'string', expirationSeconds: 'int64' })),
  }),
});

/** The shape of each kind, by "apiVersion/kind". */
export const shapes: Readonly<Record<string, FieldsShape>> = {
  'v1/Pod': kind({ spec: podSpec, status: podStatus }),
  'v1/Node': node,
  'v1/Namespace': kind({ spec: fieldsOf({ finalizers: texts }), status: fieldsOf({ phase: 'string' }, 'conditions') }),
  'v1/Service': service,
  'v1/PersistentVolume': persistentVolume,
  'v1/PersistentVolumeClaim': claim,
  'apps/v1/Deployment': kind(
    {
      spec: fieldsOf({
        ...workload,
        strategy: fieldsOf({ type: 'string', rollingUpdate }),
        paused: 'boolean',
        progressDeadlineSeconds: 'int32',
      }),
    },
    'status',
  ),
  'v1/ReplicationController': kind(
    { spec: fieldsOf({ ...each('int32', 'replicas minReadySeconds'), selector: textMap, template: podTemplate }) },
    'status',
  ),
  'apps/v1/ReplicaSet': kind({ spec: fieldsOf(workload) }, 'status'),
  'apps/v1/StatefulSet': kind({ spec: statefulSetSpec }, 'status'),
  'apps/v1/DaemonSet': kind(
    { spec: fieldsOf({ ...workload, updateStrategy: fieldsOf({ type: 'string', rollingUpdate }) }) },
    'status',
  ),
  'batch/v1/Job': kind({ spec: jobSpec }, 'status'),
  'batch/v1/CronJob': kind({ spec: cronJobSpec }, 'status'),
  'policy/v1/PodDisruptionBudget': disruptionBudget,
  'scheduling.k8s.io/v1/PriorityClass': kind({
    value: 'int32',
    globalDefault: 'boolean',
    ...each('string', 'description preemptionPolicy'),
  }),
  'storage.k8s.io/v1/StorageClass': storageClass,
  'storage.k8s.io/v1/CSINode': kind({ spec: fieldsOf({ drivers: listOf(csiNodeDriver) }) }),
  'storage.k8s.io/v1/CSIDriver': csiDriver,
  'storage.k8s.io/v1/VolumeAttachment': kind({
    spec: fieldsOf({
      ...each('string', 'attacher nodeName'),
      source: fieldsOf({ persistentVolumeName: 'string', inlineVolumeSpec: persistentVolumeSpec }),
    }),
    status: fieldsOf({ attached: 'boolean' }, 'attachmentMetadata attachError detachError'),
  }),
  'storage.k8s.io/v1/CSIStorageCapacity': kind({
    nodeTopology: labelSelector,
    storageClassName: 'string',
    ...each('quantity', 'capacity maximumVolumeSize'),
  }),
};
