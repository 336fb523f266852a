/** A folder of results: whole when its run.json is there, which lists every file with its hash and is written last. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '../../engine/index.js';

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

/** Makes sure that the folder can be written before a run is made for it. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const probe = join(folder, '.seatrial-probe');
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError({
      source: '--out',
      value: folder,
      problem: `cannot be written (${code ?? message})`,
      remedy: 'name a folder that you may write to',
    });
  }
}

/** Writes the files and, last, run.json with `about` and the list of them. What an earlier run.json lists is removed first, and nothing else. */
export async function writeFolder(
  folder: string,
  files: readonly ResultFile[],
  about: Record<string, unknown>,
): Promise<void> {
  await removeEarlier(folder);
  const listed: ListedFile[] = [];
  for (const file of files) listed.push(await write(folder, file));
  const manifest = join(folder, manifestName);
  await writeFile(`${manifest}.part`, `${JSON.stringify({ ...about, files: listed }, null, 2)}\n`);
  await rename(`${manifest}.part`, manifest);
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
    return (files ?? []).flatMap(({ file }) =>
      typeof file === 'string' && file === basename(file) && file !== '..' ? [file] : [],
    );
  } catch {
    return [];
  }
}

async function write(folder: string, { name, content }: ResultFile): Promise<ListedFile> {
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
    createWriteStream(join(folder, name)),
  );
  return { file: name, bytes, sha256: hash.digest('hex') };
}
