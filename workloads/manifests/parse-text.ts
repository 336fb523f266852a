/** YAML and JSON texts become documents, each knowing where its fields stand. */
import { type Document, isAlias, LineCounter, parseAllDocuments } from 'yaml';
import { ConfigError } from '../../engine/index.js';
import { fieldPath } from './field-path.js';
import type { SourceRef } from './source-text.js';

export interface ParsedDocument {
  readonly value: unknown;
  readonly source: SourceRef;
}

/** Aliases a document may expand to; more is an attack or an accident. */
const maxAliases = 1000;
/** A text larger than this must look like what it claims to be before it is parsed. */
const sniffAboveBytes = 4 * 1024 * 1024;
const sniffedBytes = 1024 * 1024;

/** All documents of a text, empty ones left out. */
export function parseText(name: string, text: string): ParsedDocument[] {
  refuseNonsense(name, text);
  const start = text.slice(0, 1000).trimStart();
  return start.startsWith('{') || start.startsWith('[') ? parseJson(name, text) : parseYaml(name, text);
}

function refuseNonsense(name: string, text: string): void {
  const head = text.slice(0, sniffedBytes);
  if (head.includes('\0')) {
    throw new ConfigError({ source: name, problem: 'is not text', remedy: 'Kubernetes manifests are YAML or JSON' });
  }
  if (text.length > sniffAboveBytes && !/["']?(kind|apiVersion)["']?\s*:/.test(head)) {
    throw new ConfigError({
      source: name,
      problem: 'does not look like Kubernetes manifests: its first MiB names no kind and no apiVersion',
      remedy: 'give YAML or JSON objects as kubectl prints them',
    });
  }
}

function parseJson(name: string, text: string): ParsedDocument[] {
  try {
    return [{ value: JSON.parse(text), source: { name, locate: () => name } }];
  } catch {
    return parseYaml(name, text); // YAML contains JSON, reads several objects in a row, and says where it breaks
  }
}

function parseYaml(name: string, text: string): ParsedDocument[] {
  const documents: ParsedDocument[] = [];
  for (const part of splitDocuments(text)) documents.push(...parsePart(name, part.text, part.firstLine));
  return documents;
}

/** Cuts a stream at its `---` lines, so that one document at a time is held as a tree. */
function* splitDocuments(text: string): Iterable<{ text: string; firstLine: number }> {
  const separator = /^---(?=\s|$)/gm;
  let start = 0;
  let firstLine = 0;
  for (let match = separator.exec(text); match !== null; match = separator.exec(text)) {
    if (match.index === start) continue;
    const part = text.slice(start, match.index);
    yield { text: part, firstLine };
    firstLine += part.split('\n').length - 1;
    start = match.index;
  }
  yield { text: text.slice(start), firstLine };
}

function parsePart(name: string, text: string, firstLine: number): ParsedDocument[] {
  const lines = new LineCounter();
  const parsed: ParsedDocument[] = [];
  for (const document of parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true, merge: true })) {
    refuseBroken(name, document, firstLine);
    const value = plainValue(name, document);
    if (value !== null && value !== undefined)
      parsed.push({ value, source: sourceOf(name, document, lines, firstLine) });
  }
  return parsed;
}

function refuseBroken(name: string, document: Document, firstLine: number): void {
  const error = document.errors[0];
  if (error === undefined) return;
  const [at] = error.linePos ?? [];
  const place = at ? `${name}:${at.line + firstLine}:${at.col}` : name;
  const problem = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
  throw new ConfigError({ source: place, problem: `broken YAML: ${problem}` });
}

function plainValue(name: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    const bomb = error instanceof ReferenceError;
    throw new ConfigError({
      source: name,
      problem: bomb ? 'its YAML aliases expand without reasonable bound' : `broken YAML: ${(error as Error).message}`,
      ...(bomb ? { remedy: `a document may use at most ${maxAliases} aliases` } : {}),
    });
  }
}

function sourceOf(name: string, document: Document, lines: LineCounter, firstLine: number): SourceRef {
  return {
    name,
    locate(path) {
      const offset = offsetOf(document, path);
      if (offset === undefined) return name;
      const { line, col } = lines.linePos(offset);
      return `${name}:${line + firstLine}:${col}`;
    },
  };
}

/** Where the deepest part of the path that exists begins. */
function offsetOf(document: Document, path: string): number | undefined {
  for (let keys = fieldPath(path); ; keys = keys.slice(0, -1)) {
    const node = keys.length === 0 ? document.contents : document.getIn(keys, true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range && !isAlias(node)) return range[0];
    if (keys.length === 0) return undefined;
  }
}
