/** Containers as users write them. Source: api/core/v1/types.go, v1.36. */
import type { ResourceRequirementsV1 } from './api.js';
import type { SecurityContextV1 } from './api-security.js';

/** A container or init container. */
export interface ContainerV1 {
  name: string;
  image?: string;
  imagePullPolicy?: string;
  terminationMessagePolicy?: string;
  command?: string[];
  args?: string[];
  env?: EnvVarV1[];
  envFrom?: EnvFromSourceV1[];
  ports?: ContainerPortV1[];
  resources?: ResourceRequirementsV1;
  resizePolicy?: ResizePolicyV1[];
  restartPolicy?: string;
  restartPolicyRules?: RestartRuleV1[];
  securityContext?: SecurityContextV1;
  readinessProbe?: ProbeV1;
  livenessProbe?: ProbeV1;
  startupProbe?: ProbeV1;
  lifecycle?: LifecycleV1;
  [field: string]: unknown;
}

/** An environment variable of a container. */
export interface EnvVarV1 {
  name?: string;
  value?: string;
  valueFrom?: EnvVarSourceV1 | null;
}

/** A liveness, readiness or startup probe. */
export interface ProbeV1 extends HandlerV1 {
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
  terminationGracePeriodSeconds?: number;
  [field: string]: unknown;
}

/** A port of a container. */
export interface ContainerPortV1 {
  name?: string;
  containerPort: number;
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
}

/** Where a variable's value comes from. */
export interface EnvVarSourceV1 {
  fieldRef?: { apiVersion?: string; fieldPath?: string };
  resourceFieldRef?: ResourceFieldSelectorV1;
  configMapKeyRef?: KeySelectorV1;
  secretKeyRef?: KeySelectorV1;
  fileKeyRef?: { volumeName?: string; path?: string; key?: string; optional?: boolean };
}

/** A container's resource, in some unit. */
export interface ResourceFieldSelectorV1 {
  containerName?: string;
  resource?: string;
  divisor?: string;
}

/** A key of a ConfigMap or a Secret. */
export interface KeySelectorV1 {
  name?: string;
  key?: string;
  optional?: boolean;
}

/** All keys of a ConfigMap or a Secret as variables. */
export interface EnvFromSourceV1 {
  prefix?: string;
  configMapRef?: { name?: string; optional?: boolean };
  secretRef?: { name?: string; optional?: boolean };
}

/** Whether a container restarts when a resource of it changes. */
export interface ResizePolicyV1 {
  resourceName?: string;
  restartPolicy?: string;
}

/** What happens when a container exits. */
export interface RestartRuleV1 {
  action?: string;
  exitCodes?: { operator?: string; values?: number[] };
}

/** What a probe or a hook does. */
export interface HandlerV1 {
  exec?: { command?: string[] };
  httpGet?: {
    path?: string;
    port?: number | string;
    host?: string;
    scheme?: string;
    httpHeaders?: { name?: string; value?: string }[];
  };
  tcpSocket?: { port?: number | string; host?: string };
  grpc?: { port?: number; service?: string };
  sleep?: { seconds?: number };
}

/** Hooks of a container. */
export interface LifecycleV1 {
  postStart?: HandlerV1;
  preStop?: HandlerV1;
  stopSignal?: string;
}
