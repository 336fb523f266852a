/** Builders for the volume plugins' tests: claims, volumes, classes, CSI objects, and a plugin asked as a cycle would. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { Handle, Plugin, PluginFactory, QueueingHint, Status } from '../framework/index.js';
import type { KubeObject, ObjectMeta, VolumeV1 } from '../objects/index.js';
import { aCycle, aPod, type PodOptions } from './testing.js';

export interface ClaimOptions {
  className?: string;
  volumeName?: string;
  storage?: string;
  accessModes?: string[];
  phase?: string;
  metadata?: ObjectMeta;
  spec?: Record<string, unknown>;
}

/** A claim for 1Gi in namespace default; bound for good where it names a volume. */
export function aClaim(name: string, options: ClaimOptions = {}): KubeObject {
  const { className, volumeName, storage = '1Gi', accessModes = ['ReadWriteOnce'], metadata, spec } = options;
  const annotations = {
    ...(volumeName && { 'pv.kubernetes.io/bind-completed': 'yes' }),
    ...metadata?.annotations,
  };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', uid: `uid-${name}`, ...metadata, annotations },
    spec: {
      accessModes,
      resources: { requests: { storage } },
      ...(className !== undefined && { storageClassName: className }),
      ...(volumeName && { volumeName }),
      ...spec,
    },
    status: { phase: options.phase ?? (volumeName ? 'Bound' : 'Pending') },
  };
}

export interface VolumeOptions {
  className?: string;
  storage?: string;
  phase?: string;
  metadata?: ObjectMeta;
  /** Zones (topology.kubernetes.io/zone) its node affinity allows. */
  zones?: string[];
  /** Replaces the CSI source of driver csi.example.com with the volume's name as handle. */
  source?: Record<string, unknown>;
  spec?: Record<string, unknown>;
}

/** An available volume of 10Gi. */
export function aVolume(name: string, options: VolumeOptions = {}): KubeObject {
  const { className, storage = '10Gi', phase = 'Available', metadata, zones, source, spec } = options;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, ...metadata },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      ...(className !== undefined && { storageClassName: className }),
      ...(zones && { nodeAffinity: { required: inZones(...zones) } }),
      ...(source ?? { csi: { driver: 'csi.example.com', volumeHandle: name } }),
      ...spec,
    },
    status: { phase },
  };
}

/** A node selector that allows these zones. */
export function inZones(...values: string[]) {
  return {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values }] }],
  };
}

/** A class whose claims wait for their first consumer, provisioned by csi.example.com unless `more` says otherwise. */
export function aClass(name: string, more: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'csi.example.com',
    volumeBindingMode: 'WaitForFirstConsumer',
    ...more,
  };
}

/** A CSINode with these drivers: limit by name; null: no limit. */
export function aCsiNode(name: string, limits: Record<string, number | null>, migrated: string[] = []): KubeObject {
  const drivers = Object.entries(limits).map(([driver, count]) => ({
    name: driver,
    nodeID: name,
    ...(count !== null && { allocatable: { count } }),
  }));
  const annotations = { 'storage.alpha.kubernetes.io/migrated-plugins': migrated.join(',') };
  return { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name, annotations }, spec: { drivers } };
}

/** A pod with these volumes: a claim's name, or a source. */
export function aPodWith(volumes: (string | Record<string, unknown>)[], options: PodOptions = {}): Pod {
  const all = volumes.map((volume, i) => ({
    name: `v${i}`,
    ...(typeof volume === 'string' ? { persistentVolumeClaim: { claimName: volume } } : volume),
  }));
  return aPod({ ...options, spec: { ...options.spec, volumes: all as VolumeV1[] } });
}

/** What PreFilter says, and Filter on one node where PreFilter lets it come to that, in short: "ok", "skip" or a rejection's reasons. */
export function ask(factory: PluginFactory, handle: Handle, pod: Pod, node: NodeInfo, args: unknown = {}): string {
  const plugin = factory.create(args, handle);
  const { status, state } = plugin.preFilter!.check(pod, aCycle(handle.cluster));
  if (status.code === 'Skip') return 'skip';
  return told(status.isSuccess ? plugin.filter!.check(pod, node, state) : status);
}

function told(status: Status): string {
  return status.isSuccess ? 'ok' : `${status.code}: ${status.reasons.join(', ')}`;
}

/** What the plugin's registration for this event answers; null if it has none. */
export function hint(
  plugin: Plugin,
  event: { resource: string; action: number },
  pod: Pod,
  before: unknown,
  after: unknown,
): QueueingHint | null {
  const found = plugin.requeueOn?.find(
    (registration) =>
      registration.event.resource === event.resource && (registration.event.action & event.action) === event.action,
  );
  if (found === undefined) return null;
  return found.hint?.(pod, before, after) ?? 'Queue';
}
