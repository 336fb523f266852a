/** Kubernetes API objects as users write them: the fields that the simulator understands, in the API's own names. */
import type { ContainerV1 } from './api-container.js';
import type { PodSecurityContextV1 } from './api-security.js';
import type { PersistentVolumeClaimSpecV1, PersistentVolumeClaimV1 } from './api-storage.js';

export type * from './api-container.js';
export type * from './api-jobs.js';
export type * from './api-security.js';
export type * from './api-service.js';
export type * from './api-storage.js';

/** Metadata of any object. */
export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  creationTimestamp?: string | null;
  deletionTimestamp?: string | null;
  ownerReferences?: OwnerReference[];
  generation?: number;
  finalizers?: string[];
  resourceVersion?: string;
  managedFields?: { manager?: string; operation?: string; fieldsType?: string; subresource?: string }[];
}

/** What an object belongs to. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Any object: what every reader produces and the API server's store holds. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** A quantity as written: "250m", "1Gi", 2. */
export type QuantityText = string | number;
/** Amounts by resource name, as written. */
export type ResourceListV1 = Record<string, QuantityText>;

/** Selects objects by their labels. */
export interface LabelSelectorV1 {
  matchLabels?: Record<string, string>;
  matchExpressions?: LabelSelectorRequirementV1[];
}
/** One requirement on labels, or on the fields of a node. */
export interface LabelSelectorRequirementV1 {
  key: string;
  operator: string;
  values?: string[];
}

/** v1 Pod. */
export interface PodV1 extends KubeObject {
  spec: PodSpecV1;
  status?: PodStatusV1;
}

/** What the cluster says of a pod. */
export interface PodStatusV1 {
  phase?: string;
  nominatedNodeName?: string;
  startTime?: string;
  conditions?: ConditionV1[];
  resourceClaimStatuses?: unknown[];
  containerStatuses?: ContainerStatusV1[];
  initContainerStatuses?: ContainerStatusV1[];
  resources?: ResourceRequirementsV1;
  allocatedResources?: ResourceListV1;
  podIP?: string;
}

/** What is read of a container's status. */
export interface ContainerStatusV1 {
  name?: string;
  resources?: ResourceRequirementsV1;
  allocatedResources?: ResourceListV1;
  [field: string]: unknown;
}

/** A condition in the status of an object. */
export interface ConditionV1 {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** What a pod is to be. */
export interface PodSpecV1 {
  nodeName?: string;
  schedulerName?: string;
  priority?: number;
  priorityClassName?: string;
  preemptionPolicy?: string;
  nodeSelector?: Record<string, string>;
  affinity?: AffinityV1;
  tolerations?: TolerationV1[];
  topologySpreadConstraints?: TopologySpreadConstraintV1[];
  containers: ContainerV1[];
  initContainers?: ContainerV1[];
  ephemeralContainers?: ContainerV1[];
  volumes?: VolumeV1[];
  overhead?: ResourceListV1;
  resources?: ResourceRequirementsV1;
  schedulingGates?: { name: string }[];
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  hostUsers?: boolean;
  shareProcessNamespace?: boolean;
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  runtimeClassName?: string;
  resourceClaims?: PodResourceClaimV1[];
  os?: { name: string };
  activeDeadlineSeconds?: number;
  dnsPolicy?: string;
  dnsConfig?: DnsConfigV1;
  hostAliases?: { ip?: string; hostnames?: string[] }[];
  hostname?: string;
  subdomain?: string;
  setHostnameAsFQDN?: boolean;
  hostnameOverride?: string;
  serviceAccountName?: string;
  serviceAccount?: string;
  securityContext?: PodSecurityContextV1;
  readinessGates?: { conditionType: string }[];
  schedulingGroup?: { podGroupName?: string };
  [field: string]: unknown;
}

/** A device that a pod asks for, by the claim's name or its template's. */
export interface PodResourceClaimV1 {
  name?: string;
  resourceClaimName?: string;
  resourceClaimTemplateName?: string;
}

/** How a pod resolves names. */
export interface DnsConfigV1 {
  nameservers?: string[];
  searches?: string[];
  options?: { name?: string; value?: string }[];
}

/** Requests and limits. */
export interface ResourceRequirementsV1 {
  requests?: ResourceListV1;
  limits?: ResourceListV1;
  claims?: { name?: string; request?: string }[];
}

/** Where a pod wants to be, and beside whom. */
export interface AffinityV1 {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: NodeSelectorV1;
    preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference: NodeSelectorTermV1 }[];
  };
  podAffinity?: PodAffinityV1;
  podAntiAffinity?: PodAffinityV1;
}

/** Affinity or anti-affinity to other pods. */
export interface PodAffinityV1 {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTermV1[];
  preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; podAffinityTerm: PodAffinityTermV1 }[];
}

/** Which pods are meant, and in which domain. */
export interface PodAffinityTermV1 {
  labelSelector?: LabelSelectorV1;
  namespaces?: string[];
  namespaceSelector?: LabelSelectorV1;
  topologyKey: string;
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
}

/** Terms of which one has to hold. */
export interface NodeSelectorV1 {
  nodeSelectorTerms: NodeSelectorTermV1[];
}
/** Requirements that have to hold together. */
export interface NodeSelectorTermV1 {
  matchExpressions?: LabelSelectorRequirementV1[];
  matchFields?: LabelSelectorRequirementV1[];
}

/** A taint that a pod bears. */
export interface TolerationV1 {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** What keeps pods off a node. */
export interface TaintV1 {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

/** How evenly pods are to spread. */
export interface TopologySpreadConstraintV1 {
  maxSkew: number;
  topologyKey: string;
  whenUnsatisfiable: string;
  labelSelector?: LabelSelectorV1;
  minDomains?: number;
  nodeAffinityPolicy?: string;
  nodeTaintsPolicy?: string;
  matchLabelKeys?: string[];
}

/** A volume of a pod. */
export interface VolumeV1 {
  name: string;
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  ephemeral?: { volumeClaimTemplate?: { metadata?: ObjectMeta; spec: PersistentVolumeClaimSpecV1 } };
  csi?: { driver: string };
  [source: string]: unknown;
}

/** v1 Node. */
export interface NodeV1 extends KubeObject {
  spec?: {
    unschedulable?: boolean;
    taints?: TaintV1[];
    podCIDR?: string;
    podCIDRs?: string[];
    providerID?: string;
  };
  status?: {
    capacity?: ResourceListV1;
    allocatable?: ResourceListV1;
    images?: { names?: string[]; sizeBytes?: number }[];
    conditions?: ConditionV1[];
    declaredFeatures?: string[];
    nodeInfo?: { swap?: { capacity?: number }; [field: string]: unknown };
  };
}

/** v1 Namespace. */
export interface NamespaceV1 extends KubeObject {
  spec?: { finalizers?: string[] };
  status?: { phase?: string };
}

/** scheduling.k8s.io/v1 PriorityClass. */
export interface PriorityClassV1 extends KubeObject {
  value: number;
  globalDefault?: boolean;
  preemptionPolicy?: string;
}

/** What a workload makes its pods from. */
export interface PodTemplateV1 {
  metadata?: ObjectMeta;
  spec: PodSpecV1;
}
/** apps/v1 Deployment. */
export interface DeploymentV1 extends KubeObject {
  spec: {
    replicas?: number;
    selector: LabelSelectorV1;
    template: PodTemplateV1;
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string } };
    minReadySeconds?: number;
    paused?: boolean;
    revisionHistoryLimit?: number;
  };
  status?: Record<string, unknown>;
}
/** apps/v1 ReplicaSet. */
export interface ReplicaSetV1 extends KubeObject {
  spec: { replicas?: number; selector: LabelSelectorV1; template?: PodTemplateV1; minReadySeconds?: number };
  status?: Record<string, unknown>;
}
/** v1 ReplicationController. */
export interface ReplicationControllerV1 extends KubeObject {
  spec?: {
    replicas?: number;
    selector?: Record<string, string>;
    template?: PodTemplateV1;
    minReadySeconds?: number;
  };
  status?: Record<string, unknown>;
}
/** apps/v1 StatefulSet. */
export interface StatefulSetV1 extends KubeObject {
  spec: {
    replicas?: number;
    selector: LabelSelectorV1;
    template: PodTemplateV1;
    serviceName?: string;
    podManagementPolicy?: string;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
    volumeClaimTemplates?: PersistentVolumeClaimV1[];
    ordinals?: { start?: number };
    minReadySeconds?: number;
    persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string; whenScaled?: string };
  };
  status?: Record<string, unknown>;
}
/** apps/v1 DaemonSet. */
export interface DaemonSetV1 extends KubeObject {
  spec: {
    selector: LabelSelectorV1;
    template: PodTemplateV1;
    updateStrategy?: Record<string, unknown>;
    minReadySeconds?: number;
    revisionHistoryLimit?: number;
  };
  status?: Record<string, unknown>;
}
/** policy/v1 PodDisruptionBudget. */
export interface PodDisruptionBudgetV1 extends KubeObject {
  spec: {
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    selector?: LabelSelectorV1;
    unhealthyPodEvictionPolicy?: string;
  };
  status?: {
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    expectedPods?: number;
    disruptedPods?: Record<string, string>;
  };
}
