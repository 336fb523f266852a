import { equal } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { version } from './version.js';

test('the version is the package version', () => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  equal(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version, version);
});
