/** Upstream's own configs, where a copy of them is at hand: each loads, and what is labelled for integration tests runs or says why not. */
import { deepEqual, equal } from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { simulate } from '../../engine/index.js';
import { labelsOf, type PreparedWorkload, prepareWorkload, readPerfConfig } from '../../workloads/index.js';

const data = join(sharedFolder(), 'data', 'scheduler_perf');
const configs = existsSync(data)
  ? readdirSync(data, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('performance-config.yaml'))
      .sort()
  : [];

function sharedFolder(): string {
  const given = process.env['SEATRIAL_SHARED'];
  if (given) return given;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, '..', 'shared');
}

/** Every workload of a config, prepared. */
async function prepareAll(path: string) {
  const config = await readPerfConfig(join(data, path));
  const options = { kubernetes: '1.36', seed: '1', executor: 'auto' } as const;
  const all: { name: string; small: boolean; prepared: PreparedWorkload }[] = [];
  for (const testCase of config.testCases) {
    for (const workload of testCase.workloads) {
      const labels = labelsOf(testCase, workload);
      all.push({
        name: `${testCase.name}/${workload.name}`,
        small: labels.includes('integration-test') && !labels.includes('performance'),
        prepared: await prepareWorkload(config, testCase, workload, options),
      });
    }
  }
  return all;
}

for (const path of configs) {
  test(`every workload of ${path} is read, and the small ones run or say why not`, async () => {
    let repeated = false;
    for (const { name, small, prepared } of await prepareAll(path)) {
      if ('reason' in prepared) {
        equal(prepared.reason.length > 20, true, name);
        continue;
      }
      if (!small) continue;
      const { program, digest } = await simulate(prepared.spec);
      equal(program?.failure, '', name);
      equal(program!.phases[0]!.throughput.podsBound > 0, true, name);
      if (!repeated) deepEqual((await simulate(prepared.spec)).digest, digest, name);
      repeated = true;
    }
  });
}

test('without upstream’s configs there is nothing to check', { skip: configs.length > 0 }, () => {});
