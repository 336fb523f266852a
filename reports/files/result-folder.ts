/** A folder of results: whole when its run.json is there, which lists every file with its hash and is written last. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '../../engine/index.js';
import { makeFolder } from './make-folder.js';

/** A file to write: its name in the folder, and its text in one piece or many. */
export interface ResultFile {
  readonly name: string;
  readonly content: string | Readable;
}

interface ListedFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

const manifestName = 'run.json';

/** Finds out whether the folder can be written before a run is made for it; leaves everything as it was. */
export async function checkFolder(folder: string): Promise<void> {
  if (folder === '') throw new ConfigError({ source: '--out', problem: 'names no folder' });
  const made = await makeFolder(folder).catch((error) => Promise.reject(unwritable(folder, error)));
  try {
    const probe = join(folder, '.seatrial-probe');
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw unwritable(folder, error);
  } finally {
    await made.undo();
  }
}

/** Files that are written whole under other names, so that an earlier set stays as it is until they take its place. */
export interface StagedFolder {
  /** Removes what the earlier run.json lists, and nothing else; then gives the files their names, run.json last. */
  commit(): Promise<void>;
  /** Removes the files, and the folders that were made for them. */
  undo(): Promise<void>;
}

/** Writes the files and, last, run.json with `about` and the list of them; an earlier set stays whole where this one fails or is interrupted. */
export async function writeFolder(...set: Parameters<typeof stageFolder>): Promise<void> {
  const staged = await stageFolder(...set);
  await staged.commit();
}

/** Writes them for `commit` to give them their names. */
export async function stageFolder(
  folder: string,
  files: readonly ResultFile[],
  about: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<StagedFolder> {
  const made = await makeFolder(folder).catch((error) => Promise.reject(unwritable(folder, error)));
  const names = [...files.map((file) => file.name), manifestName];
  const undo = async () => {
    for (const name of names) await rm(part(folder, name), { force: true });
    await made.undo();
  };
  const orUndo = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      await undo();
      throw signal?.aborted ? error : unwritable(folder, error);
    }
  };
  await orUndo(async () => {
    const listed: ListedFile[] = [];
    for (const file of files) listed.push(await write(folder, file, signal));
    await writeFile(part(folder, manifestName), `${JSON.stringify({ ...about, files: listed }, null, 2)}\n`);
  });
  const takePlace = async () => {
    await removeEarlier(folder);
    for (const name of names) await rename(part(folder, name), join(folder, name));
  };
  return { undo, commit: () => orUndo(takePlace) };
}

/** What is said of a folder that an error keeps from being written. */
export function unwritable(folder: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error;
  return new ConfigError({
    source: '--out',
    value: folder,
    problem: `cannot be written (${code})`,
    remedy: 'name a folder that you may write to',
  });
}

function part(folder: string, name: string): string {
  return join(folder, `${name}.part`);
}

async function removeEarlier(folder: string): Promise<void> {
  const manifest = join(folder, manifestName);
  const text = await readFile(manifest, 'utf8').catch(() => null);
  if (text === null) return;
  await rm(manifest);
  for (const name of namesIn(text)) await rm(join(folder, name), { force: true });
}

/** Names that an earlier manifest lists; only plain file names, whatever somebody wrote into it. */
function namesIn(text: string): string[] {
  try {
    const { files } = JSON.parse(text) as { files?: { file?: unknown }[] };
    return (files ?? []).flatMap(({ file }) => (typeof file === 'string' && isPlainName(file) ? [file] : []));
  } catch {
    return [];
  }
}

function isPlainName(name: string): boolean {
  return name === basename(name) && !['', '.', '..'].includes(name);
}

async function write(
  folder: string,
  { name, content }: ResultFile,
  signal: AbortSignal | undefined,
): Promise<ListedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const source = typeof content === 'string' ? Readable.from([content]) : content;
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer | string>) {
      for await (const chunk of chunks) {
        const buffer = Buffer.from(chunk);
        hash.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
    },
    createWriteStream(part(folder, name)),
    { signal },
  );
  return { file: name, bytes, sha256: hash.digest('hex') };
}
