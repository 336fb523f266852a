/** Fits the harness's constants to measured.tsv with whole simulated runs, or prints the residuals of given ones: node dist/bench/scheduler-perf/fit-harness.js CONFIG… [NAME=VALUE…] [--rounds N]. */
import { parseArgs } from 'node:util';
import type { MeasuredThroughput } from '../../reports/index.js';
import { significant, table } from '../../reports/index.js';
import { type PerfConfig, readPerfConfig, type TestCase, type Workload } from '../../workloads/index.js';
import { measuredThroughputs } from './measured.js';
import { runWorkload } from './run-workload.js';

/** What is fitted, and where the search begins. */
const start: Readonly<Record<string, number>> = {
  'scheduler.speed': 0.8,
  'apiserver.handlerUs': 1000,
  'apiserver.objectUs': 900,
  'apiserver.fanOutUs': 400,
};
/** Test cases whose average is no rate: pods come in bursts, while others are evicted. */
const bursts = /^Preemption/;
const firstStep = 1.15;

interface Target {
  readonly config: PerfConfig;
  readonly testCase: TestCase;
  readonly workload: Workload;
  readonly measured: MeasuredThroughput;
}

interface Residual {
  readonly name: string;
  readonly predicted: number;
  readonly measured: MeasuredThroughput;
}

async function targetsIn(files: readonly string[]): Promise<Target[]> {
  const measured = measuredThroughputs();
  const targets: Target[] = [];
  for (const config of await Promise.all(files.map(readPerfConfig))) {
    for (const testCase of config.testCases) {
      for (const workload of testCase.workloads) {
        const known = measured.get(`${testCase.name}/${workload.name}`);
        if (known !== undefined) targets.push({ config, testCase, workload, measured: known });
      }
    }
  }
  return targets;
}

async function residualsOf(targets: readonly Target[], models: Readonly<Record<string, number>>): Promise<Residual[]> {
  const residuals: Residual[] = [];
  for (const { config, testCase, workload, measured } of targets) {
    const options = { kubernetes: '1.36', seed: '1', executor: 'auto', host: {}, measured: new Map(), models } as const;
    const outcome = await runWorkload(config, testCase, workload, options);
    if (!('row' in outcome)) continue;
    residuals.push({
      name: `${testCase.name}/${workload.name}`,
      predicted: outcome.row.predicted.average,
      measured,
    });
  }
  return residuals;
}

/** How far beyond the measured range, relative to its nearer end; 0 within it. */
function errorOf({ predicted, measured: { averageMin, averageMax } }: Residual): number {
  if (predicted < averageMin) return predicted / averageMin - 1;
  return predicted > averageMax ? predicted / averageMax - 1 : 0;
}

/** Mean error without bursts, and root mean square of log ratios: the one forgives what lies within the range, the other centres. */
function lossOf(residuals: readonly Residual[]): number {
  const rates = residuals.filter(({ name }) => !bursts.test(name));
  const mean = rates.reduce((sum, residual) => sum + Math.abs(errorOf(residual)), 0) / rates.length;
  const squares = rates.reduce((sum, { predicted, measured }) => sum + Math.log(predicted / measured.average) ** 2, 0);
  return mean + Math.sqrt(squares / rates.length);
}

/** Tries each constant a step up and a step down, keeps what is better, makes smaller steps each round. */
async function search(targets: readonly Target[], from: Readonly<Record<string, number>>, rounds: number) {
  let best = { ...from };
  let least = lossOf(await residualsOf(targets, best));
  let step = firstStep;
  for (let round = 0; round < rounds; round++, step = Math.sqrt(step)) {
    for (const name of Object.keys(start)) {
      for (const factor of [step, 1 / step]) {
        const tried = { ...best, [name]: best[name]! * factor };
        const loss = lossOf(await residualsOf(targets, tried));
        if (loss >= least) continue;
        [best, least] = [tried, loss];
        break;
      }
    }
    process.stderr.write(`round ${round + 1}: ${JSON.stringify(best)}, loss ${significant(least)}\n`);
  }
  return best;
}

function tell(residuals: readonly Residual[]): string[] {
  const errors = residuals.map((residual) => Math.abs(errorOf(residual))).sort((a, b) => a - b);
  const titles = ['workload', 'predicted', 'measured', 'lowest', 'highest', 'error'];
  return [
    ...table(
      titles.map((title, i) => ({ title, align: i === 0 ? ('left' as const) : ('right' as const) })),
      residuals.map((residual) => [
        residual.name,
        ...[
          residual.predicted,
          residual.measured.average,
          residual.measured.averageMin,
          residual.measured.averageMax,
        ].map(significant),
        `${Math.round(100 * errorOf(residual))} %`,
      ]),
    ),
    '',
    `median error ${significant(100 * errors[errors.length >> 1]!)} % of ${errors.length} workloads`,
  ];
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '0' } },
});
const given = positionals.filter((word) => word.includes('=')).map((word) => word.split('='));
const from = { ...start, ...Object.fromEntries(given.map(([name, value]) => [name, Number(value)])) };
const targets = await targetsIn(positionals.filter((word) => !word.includes('=')));
const best = await search(targets, from, Number(values.rounds));
process.stdout.write(`${JSON.stringify(best)}\n${tell(await residualsOf(targets, best)).join('\n')}\n`);
