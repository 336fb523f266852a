/** Upstream's performance-config.yaml as it is written: test cases, each a list of ops and the workloads that run them. Upstream: test/integration/scheduler_perf/scheduler_perf.go, v1.36. */
import { dirname } from 'node:path';
import { ConfigError } from '../../engine/index.js';
import { mistake, parseText, readText, type SourceRef } from '../manifests/index.js';

export interface PerfConfig {
  readonly file: string;
  readonly folder: string;
  readonly source: SourceRef;
  readonly testCases: readonly TestCase[];
}

export interface TestCase {
  readonly name: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly workloadTemplate: readonly Op[];
  readonly workloads: readonly Workload[];
  readonly schedulerConfigPath?: string;
  readonly defaultPodTemplatePath?: string;
  readonly labels?: readonly string[];
  /** Its position in the file, for messages. */
  readonly path: string;
}

export interface Workload {
  readonly name: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly labels?: readonly string[];
  /** Pods/s, or by topic. */
  readonly threshold?: number | Readonly<Record<string, number>>;
  readonly featureGates?: Readonly<Record<string, boolean>>;
}

/** An op as written; its fields are looked at by whoever reads that op. */
export type Op = Readonly<Record<string, unknown>> & { readonly opcode: string };

export async function readPerfConfig(file: string): Promise<PerfConfig> {
  const documents = parseText(file, await readText(file));
  const [document] = documents;
  const cases = document?.value;
  if (document === undefined || documents.length > 1 || !Array.isArray(cases) || cases.length === 0) {
    throw new ConfigError({
      source: file,
      problem: 'is no list of test cases',
      remedy: 'give a performance-config.yaml of scheduler_perf',
    });
  }
  const { source } = document;
  const testCases = cases.map((value, i) => testCaseOf(value, `[${i}]`, source));
  refuseTwice(testCases, source, '');
  return { file, folder: dirname(file), source, testCases };
}

/** The workload's labels, its test case's among them. */
export function labelsOf(testCase: TestCase, workload: Workload): string[] {
  return [...(testCase.labels ?? []), ...(workload.labels ?? [])];
}

function testCaseOf(value: unknown, path: string, source: SourceRef): TestCase {
  const testCase = value as TestCase;
  const refuse = (problem: string) => mistake(source, { path, problem });
  if (typeof value !== 'object' || value === null || typeof testCase.name !== 'string')
    throw refuse('a test case has a name');
  if (!Array.isArray(testCase.workloadTemplate) || testCase.workloadTemplate.length === 0)
    throw refuse(`${testCase.name}: no ops (workloadTemplate)`);
  if (!Array.isArray(testCase.workloads) || testCase.workloads.length === 0)
    throw refuse(`${testCase.name}: no workloads`);
  for (const [i, op] of testCase.workloadTemplate.entries()) {
    if (typeof (op as Op | null)?.opcode !== 'string')
      throw mistake(source, { path: `${path}.workloadTemplate[${i}]`, problem: 'an op has an opcode' });
  }
  for (const workload of testCase.workloads) {
    if (typeof workload?.name !== 'string') throw refuse(`${testCase.name}: a workload has a name`);
  }
  refuseTwice(testCase.workloads, source, `${path}.workloads`);
  return { ...testCase, path };
}

function refuseTwice(named: readonly { readonly name: string }[], source: SourceRef, path: string): void {
  const at = named.findIndex(({ name }, i) => named.findIndex((other) => other.name === name) < i);
  if (at < 0) return;
  throw mistake(source, { path: `${path}[${at}].name`, value: named[at]!.name, problem: 'is there twice' });
}
