/** Shapes that many kinds share. Source: apimachinery/pkg/apis/meta/v1/types.go and api/core/v1/types.go, v1.36. */
import { each, fieldsOf, listOf, mapOf } from './shape.js';

/** A list of strings. */
export const texts = listOf('string');
/** Labels, annotations and the like. */
export const textMap = mapOf('string');
/** A resource list. */
export const quantities = mapOf('quantity');

/** ObjectMeta. */
export const metadata = fieldsOf(
  {
    ...each('string', 'name generateName namespace uid creationTimestamp deletionTimestamp resourceVersion'),
    ...each('int64', 'generation deletionGracePeriodSeconds'),
    labels: textMap,
    annotations: textMap,
    finalizers: texts,
    ownerReferences: listOf(
      fieldsOf({ ...each('string', 'apiVersion kind name uid'), ...each('boolean', 'controller blockOwnerDeletion') }),
    ),
    managedFields: listOf(
      fieldsOf(each('string', 'manager operation apiVersion fieldsType subresource'), 'time fieldsV1'),
    ),
  },
  'selfLink',
);

/** A requirement of a label or node selector. */
export const requirement = fieldsOf({ ...each('string', 'key operator'), values: texts });
/** LabelSelector. */
export const labelSelector = fieldsOf({ matchLabels: textMap, matchExpressions: listOf(requirement) });
/** NodeSelectorTerm. */
export const nodeSelectorTerm = fieldsOf({ matchExpressions: listOf(requirement), matchFields: listOf(requirement) });
/** NodeSelector. */
export const nodeSelector = fieldsOf({ nodeSelectorTerms: listOf(nodeSelectorTerm) });
/** ResourceRequirements. */
export const resources = fieldsOf({
  limits: quantities,
  requests: quantities,
  claims: listOf(fieldsOf(each('string', 'name request'))),
});
/** Conditions of any kind. */
export const conditions = listOf(
  fieldsOf(
    { ...each('string', 'type status reason message') },
    'lastTransitionTime lastHeartbeatTime lastProbeTime lastUpdateTime observedGeneration',
  ),
);

/** PersistentVolumeClaimSpec. */
export const claimSpec = fieldsOf({
  accessModes: texts,
  selector: labelSelector,
  resources: fieldsOf({ limits: quantities, requests: quantities }),
  ...each('string', 'volumeName storageClassName volumeMode volumeAttributesClassName'),
  dataSource: fieldsOf(each('string', 'apiGroup kind name')),
  dataSourceRef: fieldsOf(each('string', 'apiGroup kind name namespace')),
});

/** PersistentVolumeClaim, alone or as a template. */
export const claim = fieldsOf({
  ...each('string', 'apiVersion kind'),
  metadata,
  spec: claimSpec,
  status: fieldsOf(
    { phase: 'string', accessModes: texts, capacity: quantities, allocatedResources: quantities },
    'conditions allocatedResourceStatuses currentVolumeAttributesClassName modifyVolumeStatus',
  ),
});
