/** Measures the real kube-scheduler on a case, in a process of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PodSpecV1 } from '../../engine/objects/index.js';
import { median } from '../median.js';
import { differences } from './differences.js';
import type { VersusCase } from './make-case.js';

const execute = promisify(execFile);

/** One parallelism's figures. */
export interface RealFigures {
  readonly parallelism: number;
  readonly decisionsPerSecond: number;
  readonly podsPerSecond: number;
  /** Percentiles of the runs' pods together. */
  readonly schedulePodUs: Percentiles;
  readonly scheduleOneUs: Percentiles;
  readonly runs: number;
}

export interface Percentiles {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface RealMeasurement {
  readonly go: string;
  /** With one worker; it alone decides the same each time. */
  readonly serial: RealFigures;
  /** As it comes. */
  readonly parallel: RealFigures;
  /** Of each waiting pod, in order, the node. */
  readonly nodeNames: readonly string[];
}

/** What the program writes. */
interface Report {
  readonly go: string;
  readonly cores: number;
  readonly runs: readonly {
    readonly wholeUs: number;
    readonly schedulePodUs: readonly number[];
    readonly scheduleOneUs: readonly number[];
    readonly pods: readonly string[];
    readonly nodes: readonly string[];
  }[];
}

/** Upstream's default. Upstream: pkg/scheduler/apis/config/v1/defaults.go, v1.36. */
const usualParallelism = 16;
/** Pods of a run that is discarded before those that count. */
const warmUpPods = 200;

export async function measureReal(path: string, input: VersusCase, runs: number): Promise<RealMeasurement> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-versus-'));
  const casePath = join(folder, 'case.json');
  const outPath = join(folder, 'report.json');
  try {
    writeFileSync(casePath, JSON.stringify(input));
    const report = async (parallelism: number): Promise<Report> => {
      const flags = { case: casePath, out: outPath, parallelism, runs, 'warm-up': warmUpPods };
      await execute(
        path,
        Object.entries(flags).flatMap(([name, value]) => [`-${name}`, String(value)]),
      );
      return JSON.parse(readFileSync(outPath, 'utf8')) as Report;
    };
    const serial = await report(1);
    const parallel = await report(usualParallelism);
    return {
      go: serial.go,
      serial: figuresOf(serial, 1),
      parallel: figuresOf(parallel, usualParallelism),
      nodeNames: placingOf(serial, input),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf({ runs }: Report, parallelism: number): RealFigures {
  const perSecond = (us: (run: Report['runs'][number]) => number) =>
    1e6 / median(runs.map((run) => us(run) / run.pods.length));
  return {
    parallelism,
    decisionsPerSecond: perSecond((run) => sum(run.schedulePodUs)),
    podsPerSecond: perSecond((run) => run.wholeUs),
    schedulePodUs: percentiles(runs.flatMap((run) => run.schedulePodUs)),
    scheduleOneUs: percentiles(runs.flatMap((run) => run.scheduleOneUs)),
    runs: runs.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** Order statistics. */
function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { mean: sum(values) / values.length, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

/** All its runs placed the pods alike, or the comparison would mean nothing. */
function placingOf({ runs }: Report, { name, objects }: VersusCase): readonly string[] {
  const waiting = objects.filter(({ kind, spec }) => kind === 'Pod' && !(spec as PodSpecV1).nodeName);
  const placings = runs.map(({ pods, nodes }) => {
    const nodeOf = new Map(pods.map((pod, i) => [pod, nodes[i]!]));
    return waiting.map(({ metadata }) => nodeOf.get(`${metadata.namespace}/${metadata.name}`) ?? '');
  });
  const [first] = placings;
  const disagrees = placings.some((placing) => differences(first!, placing).length > 0);
  if (disagrees) throw new Error(`${name}: the real kube-scheduler placed the pods in two ways`);
  return first!;
}
