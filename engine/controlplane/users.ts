/** What people do to the cluster: apply, scale, delete, cordon, drain. They use kubectl, through the API server like everybody. */

import { hashString, type Kernel } from '../kernel/index.js';
import {
  type ApiRules,
  admitObject,
  type KubeObject,
  type PodV1,
  type PriorityClasses,
  refusalText,
  SharedSpecs,
  type TaintV1,
} from '../objects/index.js';
import type { TimelineEntry } from '../run-spec.js';
import type { ApiClient } from './client.js';
import { Drain } from './drain.js';
import type { ObjectApi } from './object-api.js';
import { objectName } from './object-name.js';
import type { PodApi } from './pod-api.js';
import type { ApiStore } from './store.js';
import type { Watches } from './watches.js';

export interface UserParts {
  readonly kernel: Kernel;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly pods: PodApi;
  readonly objects: ObjectApi;
  /** kubectl's client. */
  readonly client: ApiClient;
  priorityClasses(): PriorityClasses;
  readonly apiRules: ApiRules;
  /** An object that the API server refuses. */
  refused(object: string, reason: string): void;
  nodeFailed(name: string): void;
  nodeRecovered(name: string): void;
}

/** Schedules what users do. */
export function scheduleTimeline(parts: UserParts, timeline: readonly TimelineEntry[]): void {
  const users = { ...parts, drain: new Drain(parts), specs: new SharedSpecs() };
  const acting = parts.kernel.on('users/act', (entry) => act(users, timeline[entry]!));
  for (const [i, entry] of timeline.entries()) parts.kernel.at(entry.atUs, acting, i);
}

interface Users extends UserParts {
  readonly drain: Drain;
  readonly specs: SharedSpecs;
}

function act(parts: Users, entry: TimelineEntry): void {
  switch (entry.action) {
    case 'apply':
      return apply(parts, entry.object);
    case 'delete':
      return remove(parts, entry.kind, entry.namespace, entry.name);
    case 'scale':
      return change(parts, entry.kind, entry.namespace, entry.name, () => ({ replicas: entry.replicas }));
    case 'cordon':
    case 'uncordon':
      return cordon(parts, entry.node, entry.action === 'cordon');
    case 'drain':
      cordon(parts, entry.node, true);
      return parts.drain.start(entry.node);
    case 'fail':
      return parts.nodeFailed(entry.node);
    case 'recover':
      return parts.nodeRecovered(entry.node);
  }
}

/** Sends an object as the API server would store it, or hears why it will not. */
function apply(parts: Users, raw: KubeObject): void {
  const named = withName(raw);
  const { apiRules } = parts;
  const { object, errors } = admitObject(named, { priorityClasses: parts.priorityClasses(), apiRules });
  if (errors.length > 0) return parts.refused(nameOf(named), refusalText(errors));
  if (object.kind === 'Pod') createPod(parts, object as PodV1);
  else parts.objects.put(parts.client, object);
}

function createPod({ pods, client, refused, specs }: Users, pod: PodV1): void {
  const spec = specs.of(pod);
  const { name = '', uid } = pod.metadata;
  const drawId = hashString(`${spec.namespace}/${name}`);
  const draft = { name, spec, labels: spec.labels, owner: '', drawId, ...(uid === undefined ? {} : { uid }) };
  pods.create(client, draft, (ok) => {
    if (!ok) refused(nameOf(pod), 'a pod of that name exists already');
  });
}

function remove(
  { store, pods, objects, client, refused }: UserParts,
  kind: string,
  namespace: string,
  name: string,
): void {
  if (kind === 'Pod') {
    const pod = store.podByKey(`${namespace}/${name}`);
    return pod === null ? refused(objectName(kind, namespace, name), 'not found') : pods.delete(client, pod.index);
  }
  const entry = store.find(kind, namespace, name);
  return entry === undefined ? refused(objectName(kind, namespace, name), 'not found') : objects.delete(client, entry);
}

/** Patches the spec of what is there when the call is committed. */
function change(
  { store, objects, client, refused }: UserParts,
  kind: string,
  namespace: string,
  name: string,
  specOf: (spec: Record<string, unknown>) => Record<string, unknown>,
): void {
  const entry = store.find(kind, namespace, name);
  if (entry === undefined) return refused(objectName(kind, namespace, name), 'not found');
  objects.patch(client, entry, (current) => {
    const spec = (current['spec'] ?? {}) as Record<string, unknown>;
    return { ...current, spec: { ...spec, ...specOf(spec) } };
  });
}

/** Marks a node as (un)schedulable; the taint that goes with it is the node lifecycle controller's, set here with it. */
function cordon(parts: UserParts, node: string, unschedulable: boolean): void {
  change(parts, 'Node', '', node, ({ taints = [] }) => {
    const others = (taints as TaintV1[]).filter((taint) => taint.key !== unschedulableTaint.key);
    return { unschedulable, taints: unschedulable ? [...others, unschedulableTaint] : others };
  });
}

/** Source: k8s.io/api/core/v1/well_known_taints.go, v1.36. */
const unschedulableTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function withName(object: KubeObject): KubeObject {
  const { name, generateName } = object.metadata;
  if (name !== undefined || generateName === undefined) return object;
  return { ...object, metadata: { ...object.metadata, name: `${generateName}0` } };
}

function nameOf({ kind, metadata }: KubeObject): string {
  return objectName(kind, metadata.namespace, metadata.name);
}
