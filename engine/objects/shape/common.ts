/** Shapes that many kinds share. Source: apimachinery/pkg/apis/meta/v1/types.go and api/core/v1/types.go, v1.36. */
import { each, fieldsOf, listOf, mapOf } from './shape.js';

export const texts = listOf('string');
export const textMap = mapOf('string');
export const quantities = mapOf('quantity');

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
  },
  'selfLink managedFields',
);

export const requirement = fieldsOf({ ...each('string', 'key operator'), values: texts });
export const labelSelector = fieldsOf({ matchLabels: textMap, matchExpressions: listOf(requirement) });
export const nodeSelectorTerm = fieldsOf({ matchExpressions: listOf(requirement), matchFields: listOf(requirement) });
export const nodeSelector = fieldsOf({ nodeSelectorTerms: listOf(nodeSelectorTerm) });
export const resources = fieldsOf({ limits: quantities, requests: quantities }, 'claims');
export const conditions = listOf(
  fieldsOf(
    { ...each('string', 'type status reason message') },
    'lastTransitionTime lastHeartbeatTime lastProbeTime lastUpdateTime observedGeneration',
  ),
);

export const claimSpec = fieldsOf(
  {
    accessModes: texts,
    selector: labelSelector,
    resources: fieldsOf({ limits: quantities, requests: quantities }),
    ...each('string', 'volumeName storageClassName volumeMode volumeAttributesClassName'),
  },
  'dataSource dataSourceRef',
);

export const claim = fieldsOf({
  ...each('string', 'apiVersion kind'),
  metadata,
  spec: claimSpec,
  status: fieldsOf(
    { phase: 'string', accessModes: texts, capacity: quantities, allocatedResources: quantities },
    'conditions allocatedResourceStatuses currentVolumeAttributesClassName modifyVolumeStatus',
  ),
});
