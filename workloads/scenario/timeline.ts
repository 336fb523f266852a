/** A scenario's timeline in the engine's terms. */
import {
  type ApiRules,
  type KubeObject,
  type NodeGroup,
  nearestFirst,
  type TimelineEntry,
} from '../../engine/index.js';
import {
  type LoadedObject,
  type LoadedObjects,
  loadObjects,
  mistake,
  type ParsedDocument,
  type PriorityClasses,
} from '../manifests/index.js';
import { us } from './durations.js';
import { nodeNames } from './node-names.js';
import type { ReadScenario } from './read-scenario.js';
import type { ReferenceV1, TimelineEntryV1 } from './scenario.js';

type ScaleV1 = NonNullable<TimelineEntryV1['scale']>;
type Template = { spec?: { containers?: { image?: string }[] } };
type WorkloadSpec = { template?: Template; jobTemplate?: { spec?: { template?: Template } } };

const actions = [
  'apply',
  'applyFile',
  'delete',
  'scale',
  'setImage',
  'cordon',
  'uncordon',
  'drain',
  'fail',
  'recover',
] as const;

const nodeActions = ['cordon', 'uncordon', 'drain', 'fail', 'recover'] as const;

export interface TimelineContext {
  /** Objects that are there or applied before. */
  readonly known: readonly LoadedObject[];
  readonly groups: readonly NodeGroup[];
  readonly priorityClasses: PriorityClasses;
  readonly apiRules: ApiRules;
}

export interface ReadTimeline {
  /** Sorted by time. */
  readonly entries: TimelineEntry[];
  /** What the entries' documents hold. */
  readonly loaded: readonly LoadedObjects[];
}

export function timelineOf(scenario: ReadScenario | null, context: TimelineContext): ReadTimeline {
  if (scenario === null) return { entries: [], loaded: [] };
  const { known, groups, priorityClasses, apiRules } = context;
  const latest = new Map(
    known.map(({ object }) => [keyOf(object.kind, object.metadata.namespace, object.metadata.name), object]),
  );
  const sorted = [...(scenario.spec.timeline ?? []).entries()].sort(([, a], [, b]) => us(a.at) - us(b.at));
  const loaded: LoadedObjects[] = [];
  const entries = sorted.flatMap(([i, entry]) => {
    refuseAmbiguous(scenario.document, i, entry);
    refuseUnknown(scenario.document, i, entry, latest, groups);
    const read = loadObjects(scenario.timelineDocuments[i] ?? [], { priorityClasses, apiRules });
    loaded.push(read);
    const applied = read.objects.map((o) => o.object);
    if (entry.setImage) applied.push(withImage(scenario.document, i, entry.setImage, latest));
    return entryOf(entry, applied, latest);
  });
  return { entries, loaded };
}

function entryOf(
  entry: TimelineEntryV1,
  applied: readonly KubeObject[],
  latest: Map<string, KubeObject>,
): TimelineEntry[] {
  const atUs = us(entry.at);
  for (const object of applied) latest.set(keyOf(object.kind, object.metadata.namespace, object.metadata.name), object);
  if (applied.length > 0) return applied.map((object) => ({ atUs, action: 'apply', object }));
  if (entry.delete) return [{ atUs, action: 'delete', ...named(entry.delete, latest) }];
  if (entry.scale)
    return [{ atUs, action: 'scale', ...named(entry.scale, latest), replicas: scaled(entry.scale, latest) }];
  for (const action of nodeActions) {
    const node = entry[action];
    if (node !== undefined) return [{ atUs, action, node }];
  }
  return [];
}

/** The reference in full; objects that live in no namespace are known by that. */
function named({ kind, namespace = 'default', name }: ReferenceV1, latest: ReadonlyMap<string, KubeObject>) {
  const isClusterWide = kind === 'Node' || latest.has(keyOf(kind, undefined, name));
  return { kind, namespace: isClusterWide ? '' : namespace, name };
}

/** The new number of replicas, which later images of the workload keep. */
function scaled({ kind, namespace = 'default', name, replicas }: ScaleV1, latest: Map<string, KubeObject>): number {
  const object = latest.get(keyOf(kind, namespace, name))!;
  latest.set(keyOf(kind, namespace, name), { ...object, spec: { ...(object['spec'] as object), replicas } });
  return replicas;
}

function refuseAmbiguous({ source }: ParsedDocument, i: number, entry: TimelineEntryV1): void {
  const used = actions.filter((action) => entry[action] !== undefined);
  if (used.length === 1) return;
  const problem = used.length === 0 ? 'names no action' : `names ${used.length} actions (${used.join(', ')})`;
  throw mistake(source, { path: `spec.timeline[${i}]`, problem, remedy: `give exactly one of ${actions.join(', ')}` });
}

/** Nodes and workloads that an entry names have to be there; pods that it deletes may be made by then. */
function refuseUnknown(
  { source }: ParsedDocument,
  i: number,
  entry: TimelineEntryV1,
  latest: ReadonlyMap<string, KubeObject>,
  groups: readonly NodeGroup[],
): void {
  const nodes = nodeNames(groups, latest.values());
  for (const action of nodeActions) {
    const node = entry[action];
    if (node !== undefined) nodes.refuseUnknown(node, source.locate(`spec.timeline[${i}].${action}`));
  }
  for (const action of ['scale', 'setImage'] as const) {
    const workload = entry[action];
    if (workload === undefined) continue;
    const { kind, namespace = 'default', name } = workload;
    if (latest.has(keyOf(kind, namespace, name))) continue;
    const near = nearestFirst(`${namespace}/${name}`, namesOf(kind, latest))[0];
    throw mistake(source, {
      path: `spec.timeline[${i}].${action}`,
      value: `${kind} ${namespace}/${name}`,
      problem: 'is not among the objects of the scenario',
      remedy: near === undefined ? `there is no ${kind} in it` : `the nearest there is: ${kind} ${near}`,
    });
  }
}

/** "shop/web" for every object of the kind. */
function namesOf(kind: string, latest: ReadonlyMap<string, KubeObject>): string[] {
  return [...latest.values()]
    .filter((object) => object.kind === kind)
    .map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
}

/** The workload with every container's image replaced: what `kubectl set image` sends. */
function withImage(
  { source }: ParsedDocument,
  i: number,
  { kind, namespace = 'default', name, image }: NonNullable<TimelineEntryV1['setImage']>,
  latest: ReadonlyMap<string, KubeObject>,
): KubeObject {
  const changed = structuredClone(latest.get(keyOf(kind, namespace, name))!);
  const spec = changed['spec'] as WorkloadSpec | undefined;
  const containers = (spec?.template ?? spec?.jobTemplate?.spec?.template)?.spec?.containers;
  if (containers === undefined) {
    throw mistake(source, { path: `spec.timeline[${i}].setImage`, value: kind, problem: 'has no pod template' });
  }
  for (const container of containers) container.image = image;
  return changed;
}

function keyOf(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind}/${namespace ?? ''}/${name ?? ''}`;
}
