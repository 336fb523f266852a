/** Whether Kubernetes has an object's kind: a case holds objects that its API server would take, also those that no scheduler looks at. */
import { nearestFirst, resembles } from '../framework/index.js';
import { type KindInfo, type KubeObject, kindOf, understoodKinds } from '../objects/index.js';

/** Kinds that can be created and that no scheduler looks at, by API group. Source: k8s.io/api, the register.go of each group, v1.35 to v1.37. */
const others: Readonly<Record<string, string>> = {
  '': 'Binding ConfigMap Endpoints Event LimitRange PodTemplate ResourceQuota Secret ServiceAccount',
  'admissionregistration.k8s.io': `MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration
    ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration`,
  apps: 'ControllerRevision',
  autoscaling: 'HorizontalPodAutoscaler',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle PodCertificateRequest',
  'coordination.k8s.io': 'Lease LeaseCandidate',
  'discovery.k8s.io': 'EndpointSlice',
  'events.k8s.io': 'Event',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'internal.apiserver.k8s.io': 'StorageVersion',
  'lifecycle.k8s.io': 'EvictionRequest',
  'networking.k8s.io': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io': 'RuntimeClass',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io': `DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourcePoolStatusRequest
    ResourceSlice`,
  'scheduling.k8s.io': 'CompositePodGroup PodGroup Workload',
  'storage.k8s.io': 'VolumeAttributesClass',
  'storagemigration.k8s.io': 'StorageVersionMigration',
};

const otherKinds: ReadonlySet<string> = new Set(
  Object.entries(others).flatMap(([group, kinds]) => kinds.split(/\s+/).map((kind) => `${group}/${kind}`)),
);

const version = /^v\d+((alpha|beta)\d+)?$/;

/** What is wrong with the kind of what stands in the place of an object, in one sentence; undefined where Kubernetes has it. */
export function kindProblem(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null) return `${JSON.stringify(raw)} is no object: it has no kind`;
  const { apiVersion, kind, metadata } = raw as Partial<Record<keyof KubeObject, unknown>>;
  if (typeof kind !== 'string' || kind === '') return 'an object has no kind';
  if (typeof apiVersion !== 'string' || apiVersion === '') return `the ${kind} has no apiVersion`;
  if (kindOf({ apiVersion, kind }) !== undefined || isOther(apiVersion, kind)) return undefined;
  const name = (metadata as { name?: unknown } | null | undefined)?.name;
  return `${kind} ${name}: no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}${hint(kind)}`;
}

function isOther(apiVersion: string, kind: string): boolean {
  const [last = '', group = '', ...more] = apiVersion.split('/').reverse();
  return more.length === 0 && version.test(last) && otherKinds.has(`${group}/${kind}`);
}

function hint(kind: string): string {
  const known = [...understoodKinds.values()];
  const namesakes = known.filter((info) => info.kind === kind);
  if (namesakes.length > 0) return `; write apiVersion: ${namesakes[0]!.apiVersion}`;
  const [near = ''] = nearestFirst(kind, namesOf(known));
  return resembles(kind, near) ? `; did you mean ${near}?` : '';
}

function namesOf(kinds: readonly KindInfo[]): string[] {
  return kinds.map(({ kind }) => kind);
}
