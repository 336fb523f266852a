/** Folders of runs that differ in their seeds: whole or as they were. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ConfigError } from '../../engine/index.js';
import { seedRow } from '../seeds/index.js';
import { smallResult } from '../testing.js';
import { checkSeedsFolder, openSeedsFolder } from './index.js';

const root = mkdtempSync(join(tmpdir(), 'seatrial-seeds-'));
after(() => rmSync(root, { recursive: true, force: true }));

const about = { title: 'small', notes: [] };
const results = ['a', 'b'].map((seed) => ({ ...smallResult, seed }));
const rows = results.map(seedRow);

test('nothing is to be seen until all runs are through; then there is a folder a seed, and seeds.csv', async () => {
  const folder = join(root, 'whole');
  const seeds = await openSeedsFolder(folder, about);
  for (const result of results) await seeds.add(result);
  ok(!existsSync(join(folder, 'seed-a', 'run.json')));
  await seeds.commit(rows);
  deepEqual(readdirSync(folder).sort(), ['seed-a', 'seed-b', 'seeds.csv']);
  ok(readdirSync(join(folder, 'seed-b')).every((name) => !name.endsWith('.part')));
  equal(readFileSync(join(folder, 'seeds.csv'), 'utf8').split('\n')[2]!.split(',')[0], 'b');
});

test('what was begun is taken back, and an earlier set stays whole', async () => {
  const folder = join(root, 'again');
  const first = await openSeedsFolder(folder, about);
  await first.add(results[0]!);
  await first.commit(rows.slice(0, 1));
  const manifest = readFileSync(join(folder, 'seed-a', 'run.json'), 'utf8');
  const second = await openSeedsFolder(folder, about);
  for (const result of results) await second.add({ ...result, digest: 'another' });
  await second.undo();
  deepEqual(readdirSync(folder).sort(), ['seed-a', 'seeds.csv']);
  equal(readFileSync(join(folder, 'seed-a', 'run.json'), 'utf8'), manifest);
  ok(readdirSync(join(folder, 'seed-a')).every((name) => !name.endsWith('.part')));
});

test('a folder that was made for runs that came to nothing is gone', async () => {
  const seeds = await openSeedsFolder(join(root, 'gone', 'below'), about);
  await seeds.add(results[0]!);
  await seeds.undo();
  ok(!existsSync(join(root, 'gone')));
});

test('a set that cannot take its place is told, and seeds.csv does not call it whole', async () => {
  const folder = join(root, 'blocked');
  const seeds = await openSeedsFolder(folder, about);
  writeFileSync(join(folder, 'seeds.csv'), 'of an earlier set');
  await seeds.add(results[0]!);
  mkdirSync(join(folder, 'seed-a', 'pods.csv', 'in-the-way'), { recursive: true });
  await rejects(
    seeds.commit(rows),
    (error) => error instanceof ConfigError && / cannot be written /.test(error.message),
  );
  await seeds.undo();
  ok(!existsSync(join(folder, 'seeds.csv')));
});

test('a file in the place of a seed’s folder is found before the runs', async () => {
  const folder = join(root, 'file');
  mkdirSync(folder);
  writeFileSync(join(folder, 'seed-b'), '');
  await rejects(checkSeedsFolder(folder, ['a', 'b']), /seed-b" cannot be written \(ENOTDIR\)/);
  deepEqual(readdirSync(folder), ['seed-b']);
});
