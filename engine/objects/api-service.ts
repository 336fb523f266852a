/** Services as users write them. Source: api/core/v1/types.go, v1.36. */
import type { KubeObject } from './api.js';

/** v1 Service. */
export interface ServiceV1 extends KubeObject {
  spec?: ServiceSpecV1;
}

/** Which pods a service stands for, and how they are reached. */
export interface ServiceSpecV1 {
  selector?: Record<string, string>;
  ports?: ServicePortV1[];
  type?: string;
  clusterIP?: string;
  clusterIPs?: string[];
  ipFamilies?: string[];
  ipFamilyPolicy?: string;
  externalName?: string;
  externalIPs?: string[];
  loadBalancerClass?: string;
  loadBalancerSourceRanges?: string[];
  allocateLoadBalancerNodePorts?: boolean;
  sessionAffinity?: string;
  sessionAffinityConfig?: { clientIP?: { timeoutSeconds?: number } };
  externalTrafficPolicy?: string;
  internalTrafficPolicy?: string;
  trafficDistribution?: string;
  healthCheckNodePort?: number;
  [field: string]: unknown;
}

/** A port of a service. */
export interface ServicePortV1 {
  port: number;
  name?: string;
  targetPort?: number | string;
  protocol?: string;
  appProtocol?: string;
  nodePort?: number;
}
