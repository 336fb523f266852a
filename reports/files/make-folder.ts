/** Makes a folder, and can take back what it made. */
import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export interface MadeFolder {
  /** Removes the folders that were made, as far as they are empty. */
  undo(): Promise<void>;
}

/** Makes the folder and those above it that are missing, one by one: in some file systems node's recursive mkdir never ends. */
export async function makeFolder(folder: string): Promise<MadeFolder> {
  const missing: string[] = [];
  let at = resolve(folder);
  for (; !(await isFolder(at)); at = dirname(at)) missing.unshift(at);
  const made: string[] = [];
  const undo = async () => {
    for (const path of made.reverse()) await rmdir(path).catch(() => {});
  };
  try {
    for (const path of missing) {
      await mkdir(path);
      made.push(path);
    }
  } catch (error) {
    await undo();
    throw error;
  }
  return { undo };
}

/** Throws where the path cannot be a folder because a file is in its place. */
async function isFolder(path: string): Promise<boolean> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (info === null || info.isDirectory()) return info !== null;
  throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
}
