/** Reads conformance cases: a JSON file is one, a JSON-lines file is one a line; both may be gzipped. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ConformanceCase, Outcome } from '../../engine/conformance/index.js';
import { ConfigError } from '../../engine/objects/index.js';

/** A case as a file holds it. */
export interface JudgedCase extends ConformanceCase {
  /** What the real scheduler did; absent in a case that nobody has judged. */
  readonly expect?: Outcome;
  /** Why the file holds no case; it counts as one that cannot be run. */
  readonly broken?: string;
}

/** All cases of files, and of folders with what is below them, sorted by name. */
export function* readCases(paths: readonly string[]): Iterable<JudgedCase> {
  for (const path of paths) for (const file of filesOf(path)) yield* casesOf(file);
}

function* filesOf(path: string): Iterable<string> {
  if (!existing(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    const below = join(path, name);
    if (statSync(below).isDirectory()) yield* filesOf(below);
    else if (isCaseFile(name)) yield below;
  }
}

function existing(path: string): ReturnType<typeof statSync> & object {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined) return found;
  throw new ConfigError({ source: path, problem: 'is not there', remedy: 'name a file or a folder of cases' });
}

function isCaseFile(name: string): boolean {
  return /\.jsonl?(\.gz)?$/.test(name);
}

function* casesOf(file: string): Iterable<JudgedCase> {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const isLines = /\.jsonl(\.gz)?$/.test(file);
  const parts = isLines ? text.split('\n').filter((line) => line.trim() !== '') : [text];
  for (const [i, part] of parts.entries()) yield caseOrFault(part, isLines ? `${file}:${i + 1}` : file);
}

/** A text that is no case stands for one that cannot be run, so that the others go on. */
function caseOrFault(text: string, source: string): JudgedCase {
  try {
    return caseOf(text, source);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { name: source, kind: 'explain', objects: [], broken: error.message };
  }
}

function caseOf(text: string, source: string): JudgedCase {
  const parsed = parse(text, source) as Partial<JudgedCase> | null;
  const { name, kind, objects } = parsed ?? {};
  if (typeof name !== 'string' || (kind !== 'explain' && kind !== 'sequence') || !Array.isArray(objects)) {
    const remedy = 'a case has a name, a kind (explain or sequence) and a list of objects';
    throw new ConfigError({ source, problem: 'is no conformance case', remedy });
  }
  return parsed as JudgedCase;
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError({ source, problem: `is not JSON: ${(error as Error).message}` });
  }
}
