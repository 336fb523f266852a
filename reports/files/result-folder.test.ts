/** Folders of results: whole or not there. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { ConfigError } from '../../engine/index.js';
import { smallResult } from '../testing.js';
import { checkFolder, runAbout, runFiles, writeFolder } from './index.js';

const root = mkdtempSync(join(tmpdir(), 'seatrial-folders-'));
after(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const fresh = () => join(root, String(folders++), 'out');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Manifest {
  digest: string;
  files: { file: string; bytes: number; sha256: string }[];
}
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Manifest;

test('run.json lists every file with its size and hash, and says what the run was', async () => {
  const folder = fresh();
  await writeFolder(folder, runFiles(smallResult, 'small', []), runAbout(smallResult, 'small'));
  const { files, digest } = manifestOf(folder);
  equal(digest, smallResult.digest);
  deepEqual([...files.map(({ file }) => file), 'run.json'].sort(), readdirSync(folder).sort());
  for (const { file, bytes, sha256: hash } of files) {
    const content = readFileSync(join(folder, file));
    deepEqual([content.length, sha256(content)], [bytes, hash], file);
  }
});

test('a second set takes the place of the first; what is not listed stays', async () => {
  const folder = fresh();
  await writeFolder(folder, [{ name: 'old.csv', content: 'old' }], {});
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  await writeFolder(folder, [{ name: 'new.csv', content: 'new' }], {});
  deepEqual(readdirSync(folder).sort(), ['new.csv', 'notes.txt', 'run.json']);
});

test('what a strange run.json lists outside its folder is not touched', async () => {
  const folder = fresh();
  mkdirSync(folder, { recursive: true });
  const outside = join(folder, '..', 'precious.txt');
  writeFileSync(outside, 'mine');
  const files = ['../precious.txt', '..', '.', '', 7].map((file) => ({ file }));
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ files }));
  await writeFolder(folder, [{ name: 'a.csv', content: 'a' }], {});
  equal(readFileSync(outside, 'utf8'), 'mine');
});

test('a set that fails half way leaves the earlier one whole and nothing of its own', async () => {
  const folder = fresh();
  await writeFolder(folder, [{ name: 'a.csv', content: 'first' }], { run: 1 });
  const before = readFileSync(join(folder, 'run.json'), 'utf8');
  const broken = Readable.from(
    (function* () {
      yield 'half';
      throw new Error('the disk is gone');
    })(),
  );
  const files = [
    { name: 'a.csv', content: 'second' },
    { name: 'b.csv', content: broken },
  ];
  await rejects(writeFolder(folder, files, {}), /the disk is gone/);
  deepEqual(readdirSync(folder).sort(), ['a.csv', 'run.json']);
  equal(readFileSync(join(folder, 'a.csv'), 'utf8'), 'first');
  equal(readFileSync(join(folder, 'run.json'), 'utf8'), before);
});

test('an interrupted set leaves no folder that it made', async () => {
  const folder = fresh();
  const stop = new AbortController();
  const endless = Readable.from(
    (function* () {
      for (;;) {
        stop.abort();
        yield 'more';
      }
    })(),
  );
  await rejects(writeFolder(folder, [{ name: 'a.csv', content: endless }], {}, stop.signal), { name: 'AbortError' });
  ok(!existsSync(folder));
});

test('checking a folder leaves no trace', async () => {
  const folder = fresh();
  await checkFolder(folder);
  ok(!existsSync(join(folder, '..')));
  mkdirSync(folder, { recursive: true });
  await checkFolder(folder);
  deepEqual(readdirSync(folder), []);
});

test('a folder that cannot be is refused: a file in its place, above it, no name, a file system without folders', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  const places = [file, join(file, 'below'), '', ...(existsSync('/proc/self') ? ['/proc/seatrial'] : [])];
  for (const place of places) await rejects(checkFolder(place), ConfigError, place);
});
