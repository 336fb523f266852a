/** Predicted beside measured throughput, and how far apart they are. */
import { type MeasuredThroughput, significant, table } from '../../reports/index.js';
import {
  type PerfConfig,
  prepareWorkload,
  readPerfConfig,
  type TestCase,
  type Workload,
} from '../../workloads/index.js';
import { median } from '../median.js';
import { measuredThroughputs } from './measured.js';
import { runWorkload } from './run-workload.js';

/** A workload that was measured. */
export interface Target {
  readonly config: PerfConfig;
  readonly testCase: TestCase;
  readonly workload: Workload;
  readonly measured: MeasuredThroughput;
  readonly nodes: number;
}

export interface Residual {
  readonly name: string;
  /** Average SchedulingThroughput, pods/s. */
  readonly predicted: number;
  /** Measured pods ÷ duration of the phase, pods/s. */
  readonly predictedWhole: number;
  readonly measured: MeasuredThroughput;
}

const options = { kubernetes: '1.36', seed: '1', executor: 'auto' } as const;

/** The measured workloads that the configs hold and that are simulated. */
export async function targetsIn(files: readonly string[]): Promise<Target[]> {
  const measured = measuredThroughputs();
  const targets: Target[] = [];
  for (const config of await Promise.all(files.map(readPerfConfig))) {
    for (const testCase of config.testCases) {
      for (const workload of testCase.workloads) {
        const known = measured.get(nameOf({ testCase, workload }));
        const prepared = known && (await prepareWorkload(config, testCase, workload, options));
        if (prepared && 'spec' in prepared)
          targets.push({ config, testCase, workload, measured: known, nodes: prepared.nodes });
      }
    }
  }
  return targets;
}

export function nameOf({ testCase, workload }: Pick<Target, 'testCase' | 'workload'>): string {
  return `${testCase.name}/${workload.name}`;
}

/** Runs them with these model constants. */
export async function residualsOf(
  targets: readonly Target[],
  models: Readonly<Record<string, unknown>>,
): Promise<Residual[]> {
  const residuals: Residual[] = [];
  for (const target of targets) {
    const { config, testCase, workload, measured } = target;
    const host = { host: {}, measured: new Map() };
    const outcome = await runWorkload(config, testCase, workload, { ...options, ...host, models });
    if (!('row' in outcome)) continue;
    const { startedUs, endedUs, throughput } = outcome.program.phases.at(-1)!;
    residuals.push({
      name: nameOf(target),
      predicted: throughput.average,
      predictedWhole: (throughput.podsBound * 1e6) / (endedUs - startedUs),
      measured,
    });
  }
  return residuals;
}

/** How far beyond the measured range, relative to its nearer end; 0 within it. */
export function errorOf({ predicted, measured: { averageMin, averageMax } }: Residual): number {
  if (predicted < averageMin) return predicted / averageMin - 1;
  return predicted > averageMax ? predicted / averageMax - 1 : 0;
}

export function medianError(residuals: readonly Residual[]): number {
  return median(residuals.map((residual) => Math.abs(errorOf(residual))));
}

/** Mean of the absolute log ratios, predicted to measured, of the average and of the whole phase: short workloads have few samples. */
export function lossOf(residuals: readonly Residual[]): number {
  const logs = residuals.flatMap(({ predicted, predictedWhole, measured: { average, wholePhase } }) => [
    Math.log(predicted / average),
    ...(wholePhase === null ? [] : [Math.log(predictedWhole / wholePhase)]),
  ]);
  return logs.reduce((sum, log) => sum + Math.abs(log), 0) / logs.length;
}

const titles = ['workload', 'predicted', 'measured', 'lowest', 'highest', 'error', 'whole phase', 'measured'];

/** `mark` goes before a name: which set it belongs to. */
export function residualTable(residuals: readonly Residual[], mark: (name: string) => string): string[] {
  return table(
    titles.map((title, i) => ({ title, align: i === 0 ? ('left' as const) : ('right' as const) })),
    residuals.map((residual) => {
      const { name, predicted, predictedWhole, measured } = residual;
      const { average, averageMin, averageMax, wholePhase } = measured;
      return [
        `${mark(name)} ${name}`,
        ...[predicted, average, averageMin, averageMax].map(significant),
        `${Math.round(100 * errorOf(residual))} %`,
        significant(predictedWhole),
        wholePhase === null ? '–' : significant(wholePhase),
      ];
    }),
  );
}
