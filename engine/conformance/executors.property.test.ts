/** Executors against the reference, decision by decision and field by field, on seeded random clusters. A failure names its seed. */
import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import { releaseOf } from '../framework/index.js';
import { createIncremental, type Executor, Pool, type Sharing, verifying } from '../hotpath/index.js';
import type { ConformanceCase } from './case.js';
import { type CaseSize, randomCase } from './random-case-testing.js';
import { runCase } from './run-case.js';

/** A case deletes pods without knowing which were evicted before: the API server has no such pod, and the case ends there. */
const goneBefore = /^pods ".*" not found$/;

/** Cycles that were repeated, all cases together. */
let repeats = 0;

/** Counts what it repeats. */
function counting(executor: Executor): Executor {
  return {
    ...executor,
    repeat(framework, pod, options) {
      const repeated = executor.repeat!(framework, pod, options);
      if (repeated !== null) repeats++;
      return repeated;
    },
  };
}

/** Amounts of memory that float64 does not hold, and sums that int64 does not, for those that small clusters have. */
const huge = { '8Gi': '9007199254740999', '4Gi': '92Pi', '1Gi': '9007199254740993', '64Mi': '3' };

function inHugeAmounts(made: ConformanceCase): ConformanceCase {
  let text = JSON.stringify(made);
  for (const [small, large] of Object.entries(huge)) text = text.replaceAll(`"${small}"`, `"${large}"`);
  return JSON.parse(text) as ConformanceCase;
}

function agreeOn(seed: number, size: CaseSize, sharing?: Sharing, change = (made: ConformanceCase) => made): void {
  const release = releaseOf((['1.35', '1.36', '1.37'] as const)[seed % 3]!);
  try {
    runCase(
      change(randomCase(seed, size)),
      release,
      verifying(counting(createIncremental({ patience: seed % 4 === 0 ? 1 : 0, ...(sharing && { sharing }) }))),
    );
  } catch (error) {
    if (error instanceof Error && goneBefore.test(error.message)) return;
    throw new Error(`seed ${seed}`, { cause: error });
  }
}

test('the incremental executor decides as the reference in 1,500 small clusters', () => {
  for (let seed = 0; seed < 1_500; seed++) agreeOn(seed, { nodes: 7, pods: 14, steps: 10 });
  ok(repeats > 200, `${repeats} cycles were repeated`);
});

test('it does where a key has more domains than groups tell apart', () => {
  for (let seed = 3_000; seed < 3_150; seed++) agreeOn(seed, { nodes: 40, pods: 40, steps: 10 });
});

test('it does where only some nodes are looked at', () => {
  for (let seed = 5_000; seed < 5_040; seed++) agreeOn(seed, { nodes: 260, pods: 40, steps: 6 });
});

test('it does with amounts that float64 does not hold', () => {
  for (let seed = 9_000; seed < 9_300; seed++)
    agreeOn(seed, { nodes: 7, pods: 14, steps: 10 }, undefined, inHugeAmounts);
});

test('it does where nothing scores, and the first feasible node is enough', () => {
  const node = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
  });
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'main', image: 'app:1', resources: { requests: { cpu: '1' } } }] },
  });
  const none = { disabled: [{ name: '*' }] };
  const config = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    profiles: [{ plugins: { preScore: none, score: none } }],
  };
  const names = ['a', 'b', 'c', 'd'];
  const objects = [...names.map(node), ...names.map(pod)];
  const before = repeats;
  const executor = verifying(counting(createIncremental({ patience: 0 })));
  const release = releaseOf('1.36', { OpportunisticBatching: false });
  runCase({ name: 'unscored', kind: 'sequence', config, objects }, release, executor);
  ok(repeats > before);
});

for (const threads of [2, 4])
  test(`it does with ${threads} threads that share every scan`, async () => {
    const pool = new Pool({ threads, leastPositions: 1 });
    await pool.open();
    try {
      for (let seed = 7_000; seed < 7_100; seed++) agreeOn(seed, { nodes: 7, pods: 14, steps: 10 }, pool);
      for (let seed = 8_000; seed < 8_010; seed++) agreeOn(seed, { nodes: 600, pods: 40, steps: 6 }, pool);
      for (let seed = 9_000; seed < 9_050; seed++)
        agreeOn(seed, { nodes: 7, pods: 14, steps: 10 }, pool, inHugeAmounts);
      ok(pool.sharedScans > 100);
    } finally {
      await pool.close();
    }
  });
