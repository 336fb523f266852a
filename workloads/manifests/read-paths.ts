/** Reads manifests as kubectl's -f does: files, folders (their .yaml, .yml and .json files), "-" for standard input. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { ConfigError, nearestFirst, resembles } from '../../engine/index.js';
import { type ParsedDocument, parseText } from './parse-text.js';

/** The longest text that is read, bytes: what a JavaScript string holds. */
const largestTextBytes = 500 * 1024 * 1024;
const manifestEnding = /\.(ya?ml|json)$/;

/** All documents under the paths, in order; folders in name order, not their subfolders. */
export async function readPaths(paths: readonly string[]): Promise<ParsedDocument[]> {
  const documents: ParsedDocument[] = [];
  for (const path of paths) {
    for (const file of await expand(path)) {
      for (const document of parseText(sourceName(file), await readText(file))) documents.push(document);
    }
  }
  return documents;
}

/** What a file is called in messages: standard input is no "-" there. */
export function sourceName(file: string): string {
  return file === '-' ? 'stdin' : file;
}

/** A text file, or standard input for "-". */
export async function readText(file: string): Promise<string> {
  const bytes = file === '-' ? await readStdin() : await read(file);
  if (bytes.length > largestTextBytes) {
    throw new ConfigError({
      source: file,
      problem: `is larger than ${largestTextBytes / 1024 / 1024} MiB`,
      remedy: 'split it into several files',
    });
  }
  return new TextDecoder().decode(bytes);
}

async function expand(path: string): Promise<string[]> {
  if (path === '-') return [path];
  const info = await stat(path).catch(async (error: NodeJS.ErrnoException) => {
    throw await unreadable(path, error);
  });
  if (!info.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => manifestEnding.test(name)).sort();
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new ConfigError({ source: path, problem: 'is a folder without any .yaml, .yml or .json file' });
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw await unreadable(file, error as NodeJS.ErrnoException);
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function unreadable(path: string, error: NodeJS.ErrnoException): Promise<ConfigError> {
  if (error.code === 'EISDIR') return new ConfigError({ source: path, problem: 'is a folder, not a file' });
  if (error.code !== 'ENOENT') {
    return new ConfigError({ source: path, problem: `cannot be read (${error.code ?? error.message})` });
  }
  const near = await nearestName(path);
  return new ConfigError({
    source: path === '' ? '""' : path,
    problem: 'there is no such file or folder',
    ...(near === undefined ? {} : { remedy: `did you mean ${near}?` }),
  });
}

/** The name in the same folder that was most likely meant; endings that all share say nothing. */
async function nearestName(path: string): Promise<string | undefined> {
  const names = await readdir(dirname(path)).catch((): string[] => []);
  const [near] = nearestFirst(basename(path), names);
  const alike = near !== undefined && resembles(parse(path).name, parse(near).name);
  return alike ? join(dirname(path), near) : undefined;
}
