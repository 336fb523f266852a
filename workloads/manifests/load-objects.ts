/** Documents become admitted objects: lists opened, kinds that are not simulated counted, mistakes refused with their place. */
import { admitObject, type KubeObject, kindOf, type PriorityClassV1, priorityClassesOf } from '../../engine/index.js';
import { describe } from './describe.js';
import { fieldMistake } from './field-mistake.js';
import type { ParsedDocument } from './parse-text.js';
import { mistake, type SourceRef } from './source-text.js';

/** An object ready for a run. */
export interface LoadedObject {
  /** With the API server's defaults. */
  readonly object: KubeObject;
  readonly source: SourceRef;
  /** It was read back from a cluster (it has a uid or a creation time), so it is there when the run begins. */
  readonly stored: boolean;
}

export interface LoadedObjects {
  readonly objects: readonly LoadedObject[];
  /** How many objects of each kind that is not simulated. */
  readonly ignored: ReadonlyMap<string, number>;
  /** Fields that the API does not know, as "Deployment shop/web: spec.replica". */
  readonly unknownFields: readonly string[];
}

interface RawObject {
  readonly object: KubeObject;
  readonly source: SourceRef;
}

/** Kinds of ours that are no part of a cluster, and how they are given instead. */
const misplaced: Readonly<Record<string, string>> = {
  Scenario: 'give it as the scenario: seatrial run FILE',
  KubeSchedulerConfiguration: 'give it with --config FILE',
};

export function loadObjects(documents: readonly ParsedDocument[]): LoadedObjects {
  const ignored = new Map<string, number>();
  const known: RawObject[] = [];
  for (const raw of documents.flatMap(openDocument)) {
    if (kindOf(raw.object)) known.push(raw);
    else ignored.set(raw.object.kind, (ignored.get(raw.object.kind) ?? 0) + 1);
  }
  refuseDuplicates(known);
  const unknownFields: string[] = [];
  return { objects: admitAll(known, unknownFields), ignored, unknownFields };
}

/** Opens lists, theirs included. */
function openDocument({ value, source }: ParsedDocument): RawObject[] {
  return open(value, source);
}

function open(value: unknown, source: SourceRef, prefix = ''): RawObject[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => open(item, source, `${prefix}[${i}]`));
  if (!isObject(value))
    throw mistake(source, {
      path: prefix,
      value,
      problem: 'is not a Kubernetes object',
      remedy: 'an object has apiVersion, kind and metadata',
    });
  const { kind, apiVersion, items } = value as { kind?: unknown; apiVersion?: unknown; items?: unknown };
  if (typeof kind !== 'string' || kind === '')
    throw mistake(source, {
      path: prefix,
      problem: 'has no kind',
      remedy: 'an object has apiVersion, kind and metadata',
    });
  if (typeof apiVersion !== 'string' || apiVersion === '')
    throw mistake(source, { path: prefix, problem: `the ${kind} has no apiVersion` });
  if (misplaced[kind])
    throw mistake(source, {
      path: prefix === '' ? 'kind' : `${prefix}.kind`,
      value: kind,
      problem: 'is no object of a cluster',
      remedy: misplaced[kind]!,
    });
  if (kind.endsWith('List') && Array.isArray(items)) return openList(items, kind, apiVersion, source, prefix);
  const object = value as unknown as KubeObject;
  if (!isObject(object.metadata))
    throw mistake(source, {
      path: prefix === '' ? 'metadata' : `${prefix}.metadata`,
      problem: `the ${kind} has no metadata`,
    });
  return [{ object, source: prefix === '' ? source : within(source, prefix) }];
}

/** Items of a typed list (PodList) may leave their kind out. */
function openList(items: unknown[], kind: string, apiVersion: string, source: SourceRef, prefix: string): RawObject[] {
  const itemKind = kind.slice(0, -'List'.length);
  return items.flatMap((item, i) => {
    const path = `${prefix}.items[${i}]`;
    const typed =
      itemKind !== '' && isObject(item) && item['kind'] === undefined ? { apiVersion, kind: itemKind, ...item } : item;
    return open(typed, source, path);
  });
}

function within(source: SourceRef, prefix: string): SourceRef {
  return { name: source.name, locate: (path) => source.locate(`${prefix}.${path}`) };
}

function refuseDuplicates(objects: readonly RawObject[]): void {
  const seen = new Map<string, SourceRef>();
  for (const { object, source } of objects) {
    const key = identity(object);
    if (object.metadata.name === undefined) continue;
    const first = seen.get(key);
    if (first) {
      throw mistake(source, {
        path: 'metadata.name',
        value: object.metadata.name,
        problem: `${describe(object)} is there twice`,
        remedy: `the first is at ${first.locate('metadata.name')}`,
      });
    }
    seen.set(key, source);
  }
}

function admitAll(objects: readonly RawObject[], unknownFields: string[]): LoadedObject[] {
  const classes = objects.filter((o) => o.object.kind === 'PriorityClass').map((o) => o.object as PriorityClassV1);
  const priorityClasses = priorityClassesOf(classes);
  return objects.map(({ object: raw, source }) => {
    const named = withNamespace(raw);
    const stored = named.metadata.uid !== undefined || named.metadata.creationTimestamp != null;
    if (raw.kind === 'Node') refuseNodeWithoutCapacity(raw, source);
    const { object, errors, unknownFields: unknown } = admitObject(named, { priorityClasses, asStored: stored });
    const error = errors[0];
    if (error) throw fieldMistake(named, source, error);
    for (const path of unknown) unknownFields.push(`${describe(named)}: ${path}`);
    return { object, source, stored };
  });
}

/** Objects without a namespace are in "default", as with kubectl. */
function withNamespace(object: KubeObject): KubeObject {
  if (!kindOf(object)!.namespaced || object.metadata.namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace: 'default' } };
}

function refuseNodeWithoutCapacity(node: KubeObject, source: SourceRef): void {
  const status = node['status'] as { capacity?: unknown; allocatable?: unknown } | undefined;
  if (status?.capacity || status?.allocatable) return;
  throw mistake(source, {
    path: 'status',
    problem: `${describe(node)} has neither capacity nor allocatable`,
    remedy: 'give status.allocatable, such as {cpu: "4", memory: 16Gi, pods: "110"}',
  });
}

function identity(object: KubeObject): string {
  return `${object.kind}/${object.metadata.namespace ?? (kindOf(object)?.namespaced ? 'default' : '')}/${object.metadata.name}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
