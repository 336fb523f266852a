import { deepEqual, equal, rejects } from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { kinds } from './kinds.js';
import { makeCase } from './make-case.js';
import { measureReal } from './measure-real.js';
import { runVersus } from './run-versus.js';

const folder = mkdtempSync(join(tmpdir(), 'versus-'));
after(() => rmSync(folder, { recursive: true }));
const skip = process.platform === 'win32' && 'a script stands in for the program';

/** A program that takes the flags of the real one and writes these runs. */
function standIn(name: string, runs: readonly object[]): string {
  const path = join(folder, name);
  const report = JSON.stringify({ go: 'go0', cores: 1, runs });
  const out = "process.argv[process.argv.indexOf('-out') + 1]";
  writeFileSync(path, `#!${process.execPath}\nrequire('fs').writeFileSync(${out}, ${JSON.stringify(report)});\n`);
  chmodSync(path, 0o755);
  return path;
}

const run = (nodes: readonly string[]) => ({
  wholeUs: 4000,
  schedulePodUs: [400, 100],
  scheduleOneUs: [1200, 800],
  pods: ['default/pod-1', 'default/pod-0'],
  nodes,
});
const settings = { seed: '1', percentageOfNodesToScore: 0, podCount: 2 };
const input = makeCase({ ...settings, kind: kinds[0]!, nodeCount: 2 });

test('figures are of all pods, and placements in the order of the case', { skip }, async () => {
  const { serial, nodeNames } = await measureReal(standIn('alike', [run(['a', 'b']), run(['a', 'b'])]), input, 2);
  // 2 pods in 400 + 100 µs, and in 4000 µs
  deepEqual([serial.decisionsPerSecond, serial.podsPerSecond], [4000, 500]);
  // of 100, 100, 400, 400: the second, the fourth, the fourth
  deepEqual(serial.schedulePodUs, { mean: 250, p50: 100, p90: 400, p99: 400 });
  deepEqual(nodeNames, ['b', 'a']);
});

test('runs of the real scheduler that disagree are not compared with anything', { skip }, async () => {
  const path = standIn('unlike', [run(['a', 'b']), run(['b', 'a'])]);
  await rejects(
    measureReal(path, input, 2),
    /basic, 2 nodes, 2 pods: the real kube-scheduler placed the pods in two ways/,
  );
});

test('pods that the real scheduler has put elsewhere are counted and shown', { skip }, async () => {
  const program = { path: standIn('elsewhere', [run(['elsewhere', 'elsewhere'])]) };
  const more = { executors: ['reference'] as const, runs: 1, realRuns: 1 };
  for await (const { ours } of runVersus(
    { ...settings, ...more, kinds: kinds.slice(0, 1), nodeCounts: [2] },
    program,
  )) {
    equal(ours[0]!.differing, 2);
    deepEqual(
      ours[0]!.differences.map(({ pod, expected }) => [pod, expected]),
      [
        [0, 'elsewhere'],
        [1, 'elsewhere'],
      ],
    );
  }
});
