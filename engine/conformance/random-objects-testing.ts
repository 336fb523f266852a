/** Random nodes, pods and what pods refer to, small enough that everything meets everything. */
import { createStream } from '../kernel/index.js';
import type { KubeObject, LabelSelectorV1, PodAffinityTermV1, TopologySpreadConstraintV1 } from '../objects/index.js';

/** A whole number in [0, sides). */
export type Dice = (sides: number) => number;

/** The same seed rolls the same. */
export function dice(seed: number): Dice {
  const stream = createStream('executors', String(seed));
  let rolls = 0;
  return (sides) => stream.below(sides, 0, 0, rolls++);
}

export function pick<T>(roll: Dice, from: readonly T[]): T {
  return from[roll(from.length)]!;
}

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';
const apps = ['web', 'db', 'job'];
const images = ['web:1', 'db:2', 'model:3'].map((name) => `registry.example/${name}`);
const effects = ['NoSchedule', 'PreferNoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function randomNode(roll: Dice, name: string): KubeObject {
  const labels: Record<string, string> = { [hostname]: name };
  if (roll(6) > 0) labels[zone] = pick(roll, ['a', 'b', 'c']);
  if (roll(3) > 0) labels['disk'] = pick(roll, ['ssd', 'hdd']);
  const taints = roll(3) === 0 ? [{ key: pick(roll, ['gpu', 'spot']), effect: pick(roll, effects) }] : [];
  const allocatable = {
    cpu: pick(roll, ['2', '4', '7500m']),
    memory: pick(roll, ['4Gi', '8Gi']),
    pods: pick(roll, ['3', '110']),
    ...(roll(3) === 0 && { 'example.com/gpu': pick(roll, ['1', '4']) }),
  };
  const held = roll(2) === 0 ? [{ names: [pick(roll, images)], sizeBytes: 100_000_000 * (1 + roll(9)) }] : [];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { ...(taints.length > 0 && { taints }), ...(roll(12) === 0 && { unschedulable: true }) },
    status: { allocatable, ...(held.length > 0 && { images: held }) },
  };
}

export function randomPod(roll: Dice, name: string, template: number): KubeObject {
  // Pods of one template look alike but for their names, as a controller's do.
  const own = dice(10_000 + template);
  const spec = template < 0 ? podSpec(roll) : podSpec(own);
  const labels = { app: pick(template < 0 ? roll : own, apps), ...(roll(3) === 0 && { rev: String(roll(2)) }) };
  const namespace = roll(5) === 0 ? 'other' : 'default';
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec };
}

function podSpec(roll: Dice): Record<string, unknown> {
  const requests = {
    ...(roll(5) > 0 && { cpu: pick(roll, ['100m', '500m', '1500m']) }),
    ...(roll(5) > 0 && { memory: pick(roll, ['64Mi', '1Gi']) }),
    ...(roll(10) === 0 && { 'example.com/gpu': '1' }),
  };
  const gpu = 'example.com/gpu' in requests ? { limits: { 'example.com/gpu': '1' } } : {};
  const ports = roll(10) === 0 ? { ports: [{ containerPort: 80, hostPort: 8000 + roll(2) }] } : {};
  return {
    containers: [{ name: 'main', image: pick(roll, images), resources: { requests, ...gpu }, ...ports }],
    ...(roll(2) === 0 && { priorityClassName: pick(roll, ['low', 'high', 'high', 'polite']) }),
    ...(roll(3) === 0 && { tolerations: [toleration(roll)] }),
    ...(roll(6) === 0 && { nodeSelector: { disk: pick(roll, ['ssd', 'hdd']) } }),
    ...(roll(3) === 0 && { affinity: affinity(roll) }),
    ...(roll(4) === 0 && { topologySpreadConstraints: constraints(roll) }),
    ...(roll(12) === 0 && { volumes: [volume(roll)] }),
  };
}

function toleration(roll: Dice): Record<string, unknown> {
  const key = pick(roll, ['gpu', 'spot']);
  return { key, operator: 'Exists', ...(roll(2) === 0 && { effect: pick(roll, effects) }) };
}

function affinity(roll: Dice): Record<string, unknown> {
  const preference = { matchExpressions: [{ key: 'disk', operator: pick(roll, ['Exists', 'DoesNotExist']) }] };
  const near = { ...(roll(2) === 0 ? required(roll) : preferred(roll)) };
  const away = { ...(roll(2) === 0 ? required(roll) : preferred(roll)) };
  return {
    ...(roll(3) === 0 && {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 + roll(20), preference }] },
    }),
    ...(roll(2) === 0 && { podAffinity: near }),
    ...(roll(2) === 0 && { podAntiAffinity: away }),
  };
}

function required(roll: Dice): Record<string, unknown> {
  return { requiredDuringSchedulingIgnoredDuringExecution: [term(roll)] };
}

function preferred(roll: Dice): Record<string, unknown> {
  return {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 + roll(50), podAffinityTerm: term(roll) }],
  };
}

function term(roll: Dice): PodAffinityTermV1 {
  return {
    topologyKey: pick(roll, [zone, hostname, 'disk']),
    labelSelector: selector(roll),
    ...(roll(4) === 0 && { namespaceSelector: { matchLabels: { team: 'blue' } } }),
  };
}

function selector(roll: Dice): LabelSelectorV1 {
  if (roll(3) > 0) return { matchLabels: { app: pick(roll, apps) } };
  return { matchExpressions: [{ key: 'rev', operator: pick(roll, ['Exists', 'DoesNotExist']) }] };
}

function constraints(roll: Dice): TopologySpreadConstraintV1[] {
  return [zone, hostname]
    .filter(() => roll(3) > 0)
    .map((topologyKey) => ({
      topologyKey,
      maxSkew: 1 + roll(3),
      whenUnsatisfiable: pick(roll, ['DoNotSchedule', 'ScheduleAnyway']),
      labelSelector: selector(roll),
      ...(roll(3) === 0 && { nodeTaintsPolicy: 'Honor' }),
    }));
}

function volume(roll: Dice): Record<string, unknown> {
  if (roll(3) === 0) return { name: 'v', configMap: { name: 'settings' } };
  return { name: 'v', persistentVolumeClaim: { claimName: pick(roll, ['claim-0', 'claim-1', 'lost']) } };
}

/** What pods refer to, before any pod. */
export function surroundings(): KubeObject[] {
  const core = (kind: string, name: string, more: object, namespace?: string): KubeObject => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, ...(namespace && { namespace }) },
    ...more,
  });
  const priority = (name: string, value: number, more = {}): KubeObject => ({
    ...core('PriorityClass', name, { value, ...more }),
    apiVersion: 'scheduling.k8s.io/v1',
  });
  const claim = (name: string, className: string) => ({
    accessModes: [name === 'claim-1' ? 'ReadWriteOncePod' : 'ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    storageClassName: className,
  });
  return [
    core('Namespace', 'default', {}),
    { ...core('Namespace', 'other', {}), metadata: { name: 'other', labels: { team: 'blue' } } },
    priority('low', -10),
    priority('high', 1000),
    priority('polite', 500, { preemptionPolicy: 'Never' }),
    {
      ...core('StorageClass', 'late', { provisioner: 'x.example', volumeBindingMode: 'WaitForFirstConsumer' }),
      apiVersion: 'storage.k8s.io/v1',
    },
    core('PersistentVolumeClaim', 'claim-0', { spec: claim('claim-0', 'late') }, 'default'),
    core('PersistentVolumeClaim', 'claim-1', { spec: claim('claim-1', 'late') }, 'default'),
  ];
}

/** A service over one of the apps: its pods get the default spreading. */
export function randomService(roll: Dice): KubeObject {
  const app = pick(roll, apps);
  const spec = { selector: { app }, ports: [{ port: 80 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: app, namespace: 'default' }, spec };
}
