/** Kubernetes API objects as users write them: the fields that the simulator understands, in the API's own names. */

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
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
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
export type ResourceListV1 = Record<string, QuantityText>;

export interface LabelSelectorV1 {
  matchLabels?: Record<string, string>;
  matchExpressions?: LabelSelectorRequirementV1[];
}
export interface LabelSelectorRequirementV1 {
  key: string;
  operator: string;
  values?: string[];
}

export interface PodV1 extends KubeObject {
  spec: PodSpecV1;
  status?: PodStatusV1;
}

export interface PodStatusV1 {
  phase?: string;
  nominatedNodeName?: string;
  startTime?: string;
  conditions?: ConditionV1[];
  resourceClaimStatuses?: unknown[];
  containerStatuses?: Record<string, unknown>[];
  initContainerStatuses?: Record<string, unknown>[];
  resources?: ResourceRequirementsV1;
  allocatedResources?: ResourceListV1;
  podIP?: string;
}

export interface ConditionV1 {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

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
  volumes?: VolumeV1[];
  overhead?: ResourceListV1;
  resources?: ResourceRequirementsV1;
  schedulingGates?: { name: string }[];
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  runtimeClassName?: string;
  resourceClaims?: unknown[];
  os?: { name: string };
  activeDeadlineSeconds?: number;
  dnsPolicy?: string;
  serviceAccountName?: string;
  securityContext?: Record<string, unknown>;
  readinessGates?: { conditionType: string }[];
  [field: string]: unknown;
}

export interface ContainerV1 {
  name: string;
  image?: string;
  imagePullPolicy?: string;
  command?: string[];
  args?: string[];
  ports?: ContainerPortV1[];
  resources?: ResourceRequirementsV1;
  restartPolicy?: string;
  readinessProbe?: ProbeV1;
  livenessProbe?: ProbeV1;
  startupProbe?: ProbeV1;
  lifecycle?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface ProbeV1 {
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
  [field: string]: unknown;
}

export interface ContainerPortV1 {
  name?: string;
  containerPort: number;
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
}

export interface ResourceRequirementsV1 {
  requests?: ResourceListV1;
  limits?: ResourceListV1;
  claims?: unknown[];
}

export interface AffinityV1 {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: NodeSelectorV1;
    preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference: NodeSelectorTermV1 }[];
  };
  podAffinity?: PodAffinityV1;
  podAntiAffinity?: PodAffinityV1;
}

export interface PodAffinityV1 {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTermV1[];
  preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; podAffinityTerm: PodAffinityTermV1 }[];
}

export interface PodAffinityTermV1 {
  labelSelector?: LabelSelectorV1;
  namespaces?: string[];
  namespaceSelector?: LabelSelectorV1;
  topologyKey: string;
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
}

export interface NodeSelectorV1 {
  nodeSelectorTerms: NodeSelectorTermV1[];
}
export interface NodeSelectorTermV1 {
  matchExpressions?: LabelSelectorRequirementV1[];
  matchFields?: LabelSelectorRequirementV1[];
}

export interface TolerationV1 {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

export interface TaintV1 {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

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

export interface VolumeV1 {
  name: string;
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  ephemeral?: { volumeClaimTemplate?: { metadata?: ObjectMeta; spec: PersistentVolumeClaimSpecV1 } };
  csi?: { driver: string };
  [source: string]: unknown;
}

export interface NodeV1 extends KubeObject {
  spec?: { unschedulable?: boolean; taints?: TaintV1[]; podCIDR?: string; providerID?: string };
  status?: {
    capacity?: ResourceListV1;
    allocatable?: ResourceListV1;
    images?: { names?: string[]; sizeBytes?: number }[];
    conditions?: ConditionV1[];
    declaredFeatures?: string[];
    nodeInfo?: Record<string, unknown>;
  };
}

export interface NamespaceV1 extends KubeObject {
  status?: { phase?: string };
}

export interface PriorityClassV1 extends KubeObject {
  value: number;
  globalDefault?: boolean;
  preemptionPolicy?: string;
}

export interface PersistentVolumeClaimSpecV1 {
  accessModes?: string[];
  storageClassName?: string;
  volumeName?: string;
  volumeMode?: string;
  resources?: ResourceRequirementsV1;
  selector?: LabelSelectorV1;
}
export interface PersistentVolumeClaimV1 extends KubeObject {
  spec: PersistentVolumeClaimSpecV1;
  status?: { phase?: string; capacity?: ResourceListV1 };
}
export interface PersistentVolumeV1 extends KubeObject {
  spec: {
    capacity?: ResourceListV1;
    accessModes?: string[];
    storageClassName?: string;
    volumeMode?: string;
    claimRef?: { namespace?: string; name?: string; uid?: string };
    nodeAffinity?: { required?: NodeSelectorV1 };
    csi?: { driver: string; volumeHandle: string };
    [source: string]: unknown;
  };
  status?: { phase?: string };
}
export interface StorageClassV1 extends KubeObject {
  provisioner: string;
  volumeBindingMode?: string;
  allowedTopologies?: { matchLabelExpressions?: { key: string; values: string[] }[] }[];
}
export interface CSINodeV1 extends KubeObject {
  spec: { drivers?: { name: string; nodeID?: string; topologyKeys?: string[]; allocatable?: { count?: number } }[] };
}
export interface CSIDriverV1 extends KubeObject {
  spec: { storageCapacity?: boolean; attachRequired?: boolean; [field: string]: unknown };
}
export interface CSIStorageCapacityV1 extends KubeObject {
  storageClassName: string;
  nodeTopology?: LabelSelectorV1;
  capacity?: QuantityText;
  maximumVolumeSize?: QuantityText;
}

export interface VolumeAttachmentV1 extends KubeObject {
  spec: { attacher: string; nodeName: string; source: { persistentVolumeName?: string; inlineVolumeSpec?: unknown } };
  status?: { attached?: boolean };
}

export interface ServiceV1 extends KubeObject {
  spec?: {
    selector?: Record<string, string>;
    ports?: { port: number; name?: string; targetPort?: number | string; protocol?: string }[];
    type?: string;
    clusterIP?: string;
    [field: string]: unknown;
  };
}

export interface PodTemplateV1 {
  metadata?: ObjectMeta;
  spec: PodSpecV1;
}
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
export interface ReplicaSetV1 extends KubeObject {
  spec: { replicas?: number; selector: LabelSelectorV1; template?: PodTemplateV1; minReadySeconds?: number };
  status?: Record<string, unknown>;
}
export interface ReplicationControllerV1 extends KubeObject {
  spec?: {
    replicas?: number;
    selector?: Record<string, string>;
    template?: PodTemplateV1;
    minReadySeconds?: number;
  };
  status?: Record<string, unknown>;
}
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
  };
  status?: Record<string, unknown>;
}
export interface DaemonSetV1 extends KubeObject {
  spec: { selector: LabelSelectorV1; template: PodTemplateV1; updateStrategy?: Record<string, unknown> };
  status?: Record<string, unknown>;
}
export interface JobV1 extends KubeObject {
  spec: {
    parallelism?: number;
    completions?: number;
    completionMode?: string;
    backoffLimit?: number;
    suspend?: boolean;
    selector?: LabelSelectorV1;
    template: PodTemplateV1;
    ttlSecondsAfterFinished?: number;
    activeDeadlineSeconds?: number;
  };
  status?: Record<string, unknown>;
}
export interface CronJobV1 extends KubeObject {
  spec: { schedule: string; suspend?: boolean; jobTemplate: { metadata?: ObjectMeta; spec: JobV1['spec'] } };
}
export interface PodDisruptionBudgetV1 extends KubeObject {
  spec: { minAvailable?: number | string; maxUnavailable?: number | string; selector?: LabelSelectorV1 };
  status?: {
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    expectedPods?: number;
    disruptedPods?: Record<string, string>;
  };
}
