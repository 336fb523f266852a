/** Documents become admitted objects: kinds that are not simulated counted, mistakes refused with their place. */
import {
  type AdmitContext,
  type ApiRules,
  admitObject,
  type KubeObject,
  kindOf,
  type PriorityClassV1,
  priorityClassesOf,
} from '../../engine/index.js';
import { describe } from './describe.js';
import { ignoredKind } from './ignored-kind.js';
import { objectMistake } from './object-mistake.js';
import { openDocuments, type RawObject } from './open-documents.js';
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
  /** How many objects of each kind that is not simulated, as `ignoredKind` names it. */
  readonly ignored: ReadonlyMap<string, number>;
  /** Fields that the API does not know, as "Deployment shop/web: spec.replica". */
  readonly unknownFields: readonly string[];
}

/** The priority classes that objects may name. */
export type PriorityClasses = ReturnType<typeof priorityClassesOf>;

export interface LoadContext {
  /** Of objects that name none; "default" if absent. */
  readonly namespace?: string;
  /** Those among the documents if absent. */
  readonly priorityClasses?: PriorityClasses;
  /** The release's; 1.36's if absent. */
  readonly apiRules?: ApiRules;
}

export function loadObjects(documents: readonly ParsedDocument[], context: LoadContext = {}): LoadedObjects {
  const { namespace = 'default', priorityClasses = priorityClassesIn(documents), apiRules } = context;
  const admission: AdmitContext = { priorityClasses, ...(apiRules && { apiRules }) };
  const ignored = new Map<string, number>();
  const known: RawObject[] = [];
  for (const raw of openDocuments(documents)) {
    if (kindOf(raw.object)) known.push({ ...raw, object: withNamespace(raw.object, namespace) });
    else count(ignored, ignoredKind(raw.object));
  }
  const named = withNames(known);
  refuseDuplicates(named);
  const unknownFields: string[] = [];
  return { objects: named.map((raw) => admit(raw, admission, unknownFields)), ignored, unknownFields };
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** The priority classes among the documents. */
export function priorityClassesIn(documents: readonly ParsedDocument[]): PriorityClasses {
  const classes = openDocuments(documents).filter(({ object }) => object.kind === 'PriorityClass');
  return priorityClassesOf(classes.map(({ object }) => object as PriorityClassV1));
}

/** Objects without a namespace are in the given one, as with kubectl. */
function withNamespace(object: KubeObject, namespace: string): KubeObject {
  if (!kindOf(object)!.namespaced || object.metadata.namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** Names that the API server would make up from generateName: here they count up. */
function withNames(objects: readonly RawObject[]): RawObject[] {
  const made = new Map<string, number>();
  return objects.map(({ object, source }) => {
    const { name, generateName } = object.metadata;
    if (name !== undefined || !generateName) return { object, source };
    const prefix = `${object.kind}/${object.metadata.namespace}/${generateName}`;
    const ordinal = made.get(prefix) ?? 0;
    made.set(prefix, ordinal + 1);
    return { object: { ...object, metadata: { ...object.metadata, name: `${generateName}${ordinal}` } }, source };
  });
}

function refuseDuplicates(objects: readonly RawObject[]): void {
  const seen = new Map<string, SourceRef>();
  for (const { object, source } of objects) {
    const { name, namespace = '' } = object.metadata;
    if (name === undefined) continue;
    const key = `${object.kind}/${namespace}/${name}`;
    const first = seen.get(key);
    if (first) throw thereTwice(object, source, first);
    seen.set(key, source);
  }
}

/** The mistake of an object that was read at two places. */
export function thereTwice(object: KubeObject, source: SourceRef, first: SourceRef): Error {
  const there = source.locate('metadata.name');
  return mistake(source, {
    path: 'metadata.name',
    value: object.metadata.name,
    problem: `${describe(object)} is there twice`,
    remedy:
      there === first.locate('metadata.name')
        ? 'its file is given twice'
        : `the first is at ${first.locate('metadata.name')}`,
  });
}

function admit({ object: raw, source }: RawObject, context: AdmitContext, unknown: string[]): LoadedObject {
  const stored = raw.metadata.uid !== undefined || raw.metadata.creationTimestamp != null;
  if (raw.kind === 'Node') refuseNodeWithoutCapacity(raw, source);
  const isThere = stored || Boolean((raw['spec'] as { nodeName?: string } | undefined)?.nodeName);
  const { object, errors, unknownFields } = admitObject(raw, { ...context, asStored: stored, createdLater: !isThere });
  if (errors.length > 0) throw objectMistake(raw, source, errors);
  for (const path of unknownFields) unknown.push(`${describe(raw)}: ${path}`);
  return { object, source, stored };
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
