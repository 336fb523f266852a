/** Fits what the time model has besides the scheduler's costs, validates the fit, and prints its residuals: node dist/bench/scheduler-perf/fit-harness.js CONFIG… [NAME=VALUE…] [--rounds N] [--speeds 0.7,0.8,0.9]. */
import { parseArgs } from 'node:util';
import { significant } from '../../reports/index.js';
import { harnessModelsAt, machineSpeed, type RequestCosts, requestCosts } from '../../workloads/index.js';
import {
  errorOf,
  lossOf,
  medianError,
  nameOf,
  type Residual,
  residualsOf,
  residualTable,
  type Target,
  targetsIn,
} from './residuals.js';

/** Requests are priced by the workloads of so many nodes; the others tell how well that carries over. */
const calibrationNodes = 500;
/** Pods come in bursts there, and the average is no rate (reference notes): told, not fitted to. */
const bursts: ReadonlySet<string> = new Set(['PreemptionBasic', 'MixedSchedulingBasePod']);
const firstStep = 1.4;

function isCalibration(target: Target): boolean {
  return target.nodes === calibrationNodes && !isBurst(nameOf(target));
}

function isBurst(name: string): boolean {
  return bursts.has(name.slice(0, name.indexOf('/')));
}

/** Tries each cost a step up and a step down, keeps what is better, makes smaller steps each round. */
async function calibrate(targets: readonly Target[], from: RequestCosts, rounds: number): Promise<RequestCosts> {
  if (rounds === 0) return from;
  const lossWith = async (costs: RequestCosts) =>
    lossOf(await residualsOf(targets, harnessModelsAt(machineSpeed, costs)));
  let best = from;
  let least = await lossWith(best);
  for (let round = 0, step = firstStep; round < rounds; round++, step = Math.sqrt(step)) {
    for (const name of ['handlerUs', 'kibUs', 'fanOutUs'] as const) {
      for (const factor of [step, 1 / step]) {
        const tried = { ...best, [name]: best[name] * factor };
        const loss = await lossWith(tried);
        if (loss >= least) continue;
        [best, least] = [tried, loss];
        break;
      }
    }
    process.stderr.write(`round ${round + 1}: ${JSON.stringify(best)}, loss ${significant(least)}\n`);
  }
  return best;
}

/** Residuals of all targets at each speed. */
async function atSpeeds(targets: readonly Target[], speeds: readonly number[], costs: RequestCosts) {
  const bySpeed = new Map<number, Residual[]>();
  for (const speed of speeds) {
    bySpeed.set(speed, await residualsOf(targets, harnessModelsAt(speed, costs)));
    process.stderr.write(`speed ${speed}: loss ${significant(lossOf(rates(bySpeed.get(speed)!)))}\n`);
  }
  return bySpeed;
}

function rates(residuals: readonly Residual[]): Residual[] {
  return residuals.filter(({ name }) => !isBurst(name));
}

/** The speed with the least loss over the rows, one of them left out. */
function bestSpeed(bySpeed: ReadonlyMap<number, readonly Residual[]>, without = ''): number {
  const losses = [...bySpeed].map(([speed, residuals]) => ({
    speed,
    loss: lossOf(rates(residuals).filter(({ name }) => name !== without)),
  }));
  return losses.reduce((a, b) => (b.loss < a.loss ? b : a)).speed;
}

/** Each row's residual at the speed that the other rows ask for. */
function leaveOneOut(bySpeed: ReadonlyMap<number, readonly Residual[]>): Residual[] {
  const [first] = bySpeed.values();
  return first!.map(({ name }) => bySpeed.get(bestSpeed(bySpeed, name))!.find((residual) => residual.name === name)!);
}

function tell(
  bySpeed: ReadonlyMap<number, readonly Residual[]>,
  speed: number,
  calibration: ReadonlySet<string>,
): string[] {
  const residuals = bySpeed.get(speed)!;
  const left = leaveOneOut(bySpeed);
  const aside = (rows: readonly Residual[]) => rows.filter(({ name }) => !calibration.has(name));
  const percent = (rows: readonly Residual[]) => `${significant(100 * medianError(rows))} % of ${rows.length}`;
  return [
    ...residualTable(residuals, (name) => (calibration.has(name) ? '·' : ' ')),
    '',
    `speed ${speed}; · priced by; median error: all ${percent(residuals)},`,
    `priced by ${percent(residuals.filter(({ name }) => calibration.has(name)))}, kept aside ${percent(aside(residuals))},`,
    `with the speed that the other rows ask for: all ${percent(left)}, kept aside ${percent(aside(left))}`,
    `within 20 %: ${left.filter((residual) => Math.abs(errorOf(residual)) <= 0.2).length} of ${left.length}`,
  ];
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '0' }, speeds: { type: 'string', default: String(machineSpeed) } },
});
const given = positionals.filter((word) => word.includes('=')).map((word) => word.split('='));
const from = { ...requestCosts, ...Object.fromEntries(given.map(([name, value]) => [name, Number(value)])) };
const targets = await targetsIn(positionals.filter((word) => !word.includes('=')));
const calibration = targets.filter(isCalibration);
const costs = await calibrate(calibration, from, Number(values.rounds));
const bySpeed = await atSpeeds(targets, values.speeds.split(',').map(Number), costs);
const speed = bestSpeed(bySpeed);
const lines = tell(bySpeed, speed, new Set(calibration.map(nameOf)));
process.stdout.write(`${JSON.stringify(costs)}\n${lines.join('\n')}\n`);
