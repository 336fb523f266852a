/** Reads manifests as kubectl's -f does: files, folders (their .yaml, .yml and .json files), "-" for standard input. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../engine/index.js';
import { type ParsedDocument, parseText } from './parse-text.js';

/** The longest text that is read, bytes: what a JavaScript string holds. */
const largestTextBytes = 500 * 1024 * 1024;
const manifestEnding = /\.(ya?ml|json)$/;

/** All documents under the paths, in order; folders in name order, not their subfolders. */
export async function readPaths(paths: readonly string[]): Promise<ParsedDocument[]> {
  const documents: ParsedDocument[] = [];
  for (const path of paths) {
    for (const file of await expand(path)) {
      for (const document of parseText(file === '-' ? 'stdin' : file, await readText(file))) documents.push(document);
    }
  }
  return documents;
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
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
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
    throw unreadable(file, error as NodeJS.ErrnoException);
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function unreadable(path: string, error: NodeJS.ErrnoException): ConfigError {
  const problem =
    error.code === 'ENOENT' ? 'there is no such file or folder' : `cannot be read (${error.code ?? error.message})`;
  return new ConfigError({ source: path, problem });
}
