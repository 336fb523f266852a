/** Opens documents: lists, also in lists, become the objects they hold, each knowing where it stands. */
import type { KubeObject } from '../../engine/index.js';
import type { ParsedDocument } from './parse-text.js';
import { mistake, type SourceRef } from './source-text.js';

/** An object as it is written. */
export interface RawObject {
  readonly object: KubeObject;
  readonly source: SourceRef;
}

/** Kinds of ours that are no part of a cluster, and how they are given instead. */
const misplaced: Readonly<Record<string, string>> = {
  Scenario: 'give it as the scenario: seatrial run FILE',
  KubeSchedulerConfiguration: 'give it with --config FILE',
};

const shape = 'an object has apiVersion, kind and metadata';

export function openDocuments(documents: readonly ParsedDocument[]): RawObject[] {
  return documents.flatMap(({ value, source }) => open(value, source, ''));
}

function open(value: unknown, source: SourceRef, prefix: string): RawObject[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => open(item, source, `${prefix}[${i}]`));
  if (!isObject(value)) {
    throw mistake(source, { path: prefix, value, problem: 'is not a Kubernetes object', remedy: shape });
  }
  const { kind, apiVersion, items } = value as { kind?: unknown; apiVersion?: unknown; items?: unknown };
  if (typeof kind !== 'string' || kind === '') {
    throw mistake(source, { path: prefix, problem: 'the object has no kind', remedy: shape });
  }
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    throw mistake(source, { path: prefix, problem: `the ${kind} has no apiVersion`, remedy: shape });
  }
  const remedy = misplaced[kind];
  if (remedy !== undefined) {
    throw mistake(source, { path: within(prefix, 'kind'), value: kind, problem: 'is no object of a cluster', remedy });
  }
  if (kind.endsWith('List') && Array.isArray(items)) return openList(items, kind, apiVersion, source, prefix);
  if (!isObject(value['metadata'])) {
    throw mistake(source, { path: within(prefix, 'metadata'), problem: `the ${kind} has no metadata`, remedy: shape });
  }
  const object = value as unknown as KubeObject;
  return [{ object, source: prefix === '' ? source : partOf(source, prefix) }];
}

/** Items of a typed list (PodList) may leave their kind out. */
function openList(items: unknown[], kind: string, apiVersion: string, source: SourceRef, prefix: string): RawObject[] {
  const itemKind = kind.slice(0, -'List'.length);
  return items.flatMap((item, i) => {
    const isTyped = itemKind !== '' && isObject(item) && item['kind'] === undefined;
    const typed = isTyped ? { apiVersion, kind: itemKind, ...item } : item;
    return open(typed, source, within(prefix, `items[${i}]`));
  });
}

function within(prefix: string, field: string): string {
  return prefix === '' ? field : `${prefix}.${field}`;
}

function partOf(source: SourceRef, prefix: string): SourceRef {
  return { name: source.name, locate: (path) => source.locate(path === '' ? prefix : `${prefix}.${path}`) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
