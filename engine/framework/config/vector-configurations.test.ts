import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Minor } from '../release-gates.js';
import { releaseOf } from '../release-of.js';
import { resolveConfiguration } from './resolve-configuration.js';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../../' : '../../../', import.meta.url));
const conformance = join(process.env['SEATRIAL_SHARED'] ?? join(root, '../shared'), 'conformance');
const skip = existsSync(conformance) ? false : `no conformance vectors at ${conformance}`;

const folders: [minor: Minor, folder: string][] = [
  ['1.36', 'vectors'],
  ['1.35', 'releases/1.35'],
  ['1.37', 'releases/1.37'],
];

for (const [minor, folder] of folders) {
  test(`every configuration of the ${minor} vectors resolves`, { skip }, () => {
    const release = releaseOf(minor);
    const files = readdirSync(join(conformance, folder), { recursive: true, encoding: 'utf8' });
    const vectors = files.filter((name) => name.endsWith('.json'));
    let configured = 0;
    for (const name of vectors) {
      const { config } = JSON.parse(readFileSync(join(conformance, folder, name), 'utf8')) as { config?: unknown };
      if (config !== undefined) configured++;
      const { profiles } = resolveConfiguration(config, name, release);
      assert.ok(profiles.length > 0 && profiles.every(({ points }) => points.bind.length > 0), name);
    }
    assert.ok(configured > 0);
  });
}
