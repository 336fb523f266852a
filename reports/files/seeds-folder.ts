/** A folder with a folder for each seed's run, and seeds.csv, which is written last: what it lists is whole. */
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../engine/index.js';
import { csvText } from '../csv/index.js';
import { type SeedRow, seedsTable } from '../seeds/index.js';
import { makeFolder } from './make-folder.js';
import { checkFolder, type StagedFolder, stageFolder, unwritable } from './result-folder.js';
import { runAbout, runFiles } from './run-files.js';

export interface SeedsFolder {
  /** Writes a run's files under other names, so that nothing is to be seen until `commit`. */
  add(result: RunResult, signal?: AbortSignal): Promise<void>;
  /** Gives all files their names, and writes seeds.csv. */
  commit(rows: readonly SeedRow[]): Promise<void>;
  /** Leaves the folder as it was. */
  undo(): Promise<void>;
}

const tableName = 'seeds.csv';

/** Finds out whether it can be written before runs are made for it; leaves everything as it was. */
export async function checkSeedsFolder(folder: string, seeds: readonly string[]): Promise<void> {
  await checkFolder(folder);
  const there = new Set(await readdir(folder).catch(() => []));
  for (const seed of seeds) if (there.has(nameOf(seed))) await checkFolder(join(folder, nameOf(seed)));
}

export async function openSeedsFolder(
  folder: string,
  { title, notes }: { readonly title: string; readonly notes: readonly string[] },
): Promise<SeedsFolder> {
  const made = await makeFolder(folder).catch((error) => Promise.reject(unwritable(folder, error)));
  const staged: StagedFolder[] = [];
  const table = join(folder, tableName);
  return {
    async add(result, signal) {
      const files = runFiles(result, title, notes);
      staged.push(await stageFolder(join(folder, nameOf(result.seed)), files, runAbout(result, title), signal));
    },
    async commit(rows) {
      try {
        await writeFile(`${table}.part`, csvText(seedsTable(rows)));
        await rm(table, { force: true });
        for (const run of staged) await run.commit();
        await rename(`${table}.part`, table);
      } catch (error) {
        throw unwritable(folder, error);
      }
    },
    async undo() {
      for (const run of staged) await run.undo();
      await rm(`${table}.part`, { force: true });
      await made.undo();
    },
  };
}

function nameOf(seed: string): string {
  return `seed-${seed}`;
}
