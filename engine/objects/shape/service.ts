/** The shape of services. Source: api/core/v1/types.go, v1.36. */
import { metadata, textMap, texts } from './common.js';
import { each, fieldsOf, listOf } from './shape.js';

/** Service. */
export const service = fieldsOf(
  {
    ...each('string', 'apiVersion kind'),
    metadata,
    spec: fieldsOf({
      selector: textMap,
      ports: listOf(
        fieldsOf({
          ...each('string', 'name protocol appProtocol'),
          ...each('int32', 'port nodePort'),
          targetPort: 'countOrText',
        }),
      ),
      ...each(
        'string',
        `type clusterIP sessionAffinity externalTrafficPolicy internalTrafficPolicy trafficDistribution externalName
           ipFamilyPolicy loadBalancerClass loadBalancerIP`,
      ),
      ...each(texts, 'clusterIPs externalIPs loadBalancerSourceRanges ipFamilies'),
      ...each('boolean', 'publishNotReadyAddresses allocateLoadBalancerNodePorts'),
      healthCheckNodePort: 'int32',
      sessionAffinityConfig: fieldsOf({ clientIP: fieldsOf({ timeoutSeconds: 'int32' }) }),
    }),
  },
  'status',
);
