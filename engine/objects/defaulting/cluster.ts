/** Defaults of what is not a workload: nodes, namespaces, services, volumes, classes. Upstream: pkg/apis/{core,storage,scheduling}/v1/defaults.go, v1.36. */
import type {
  CSIDriverV1,
  NamespaceV1,
  NodeV1,
  PersistentVolumeClaimV1,
  PersistentVolumeV1,
  PriorityClassV1,
  ServiceV1,
  StorageClassV1,
} from '../api.js';
import { roundList } from './resource-lists.js';
import { defaultClaimSpec, defaultSources } from './volumes.js';

/** Sets what a Node leaves out, in place: allocatable is capacity. */
export function defaultNode({ status }: NodeV1): void {
  if (!status) return;
  if (status.capacity && !status.allocatable) status.allocatable = { ...status.capacity };
  roundList(status.capacity);
  roundList(status.allocatable);
}

/** Sets what a Namespace leaves out, in place: a label with its own name. */
export function defaultNamespace(namespace: NamespaceV1): void {
  const { name, labels } = namespace.metadata;
  if (name) namespace.metadata.labels = { ...labels, 'kubernetes.io/metadata.name': name };
  namespace.status = { ...namespace.status };
  namespace.status.phase ||= 'Active';
}

type AffinityConfig = NonNullable<ServiceV1['spec']>['sessionAffinityConfig'];

/** Seconds that a client stays with one pod under ClientIP affinity: 3 hours. */
const clientIpAffinitySeconds = 10_800;

/** Sets what a Service leaves out, in place. */
export function defaultService(service: ServiceV1): void {
  service.spec ??= {};
  const { spec } = service;
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'ClientIP') spec.sessionAffinityConfig = affinityConfig(spec.sessionAffinityConfig);
  spec.type ||= 'ClusterIP';
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP';
    port.targetPort ||= port.port;
  }
  const external = spec.type === 'LoadBalancer' || spec.type === 'NodePort' || hasExternalIps(service);
  if (external) spec.externalTrafficPolicy ||= 'Cluster';
  const inside = spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (inside) spec.internalTrafficPolicy ??= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
}

function affinityConfig(given: AffinityConfig): AffinityConfig {
  const seconds = given?.clientIP?.timeoutSeconds;
  return seconds === undefined ? { clientIP: { timeoutSeconds: clientIpAffinitySeconds } } : given;
}

function hasExternalIps({ spec }: ServiceV1): boolean {
  return spec?.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0;
}

/** Sets what a PersistentVolume leaves out, in place. */
export function defaultVolumeObject(volume: PersistentVolumeV1): void {
  volume.status = { ...volume.status };
  volume.status.phase ||= 'Pending';
  volume.spec['persistentVolumeReclaimPolicy'] ||= 'Retain';
  volume.spec.volumeMode ??= 'Filesystem';
  roundList(volume.spec.capacity);
  defaultSources(volume.spec);
}

/** Sets what a PersistentVolumeClaim leaves out, in place. */
export function defaultClaim(claim: PersistentVolumeClaimV1): void {
  claim.status = { ...claim.status };
  claim.status.phase ||= 'Pending';
  defaultClaimSpec(claim.spec);
  roundList(claim.status.capacity);
}

/** Sets what a StorageClass leaves out, in place. */
export function defaultStorageClass(storageClass: StorageClassV1): void {
  storageClass['reclaimPolicy'] ??= 'Delete';
  storageClass.volumeBindingMode ??= 'Immediate';
}

/** Sets what a CSIDriver leaves out, in place. */
export function defaultCsiDriver({ spec }: CSIDriverV1): void {
  spec.attachRequired ??= true;
  spec['podInfoOnMount'] ??= false;
  spec.storageCapacity ??= false;
  spec['fsGroupPolicy'] ??= 'ReadWriteOnceWithFSType';
  const modes = spec['volumeLifecycleModes'];
  if (!Array.isArray(modes) || modes.length === 0) spec['volumeLifecycleModes'] = ['Persistent'];
  spec['requiresRepublish'] ??= false;
  spec['seLinuxMount'] ??= false;
}

/** Sets what a PriorityClass leaves out, in place. */
export function defaultPriorityClass(priorityClass: PriorityClassV1): void {
  priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
}
