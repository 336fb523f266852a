/**
 * npm run bench -- goals [TEXT]: what the project wants to reach beside what was measured just now; rows whose name contains the text. They also
 * go to bench/results/goals.json, some of them alone to goals-part.json.
 * Each is measured in a process of its own, so that none runs code that was compiled for another.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { count, significant, table } from '../../reports/index.js';
import { runMany } from '../experiments/index.js';
import { machineLine } from '../machine.js';
import { allBenches } from '../micro/all-benches.js';
import { measure } from '../micro/measure.js';
import { comingAndGoing } from '../micro/run.bench.js';
import { namedLike } from '../named-like.js';
import { writeResults } from '../write-results.js';
import { type DecisionCase, measureDecisions } from './decisions.js';
import { measureSharedScans } from './shared-scans.js';
import { measureWholePath } from './whole-path.js';

interface Goal {
  readonly name: string;
  readonly goal: string;
  measure(): Promise<string>;
}

/** The environment variable that names the one goal that a process measures. */
const ownGoal = 'SEATRIAL_GOAL';

const wanted = process.argv.slice(2).join(' ');
const goals: readonly Goal[] = [
  {
    name: 'decisions/s, basic pods, 5,000 nodes of which no two are used alike',
    goal: '≥ 1,000,000',
    async measure() {
      const { wallNs, compared } = measureDecisions({ nodes: 5_000, pods: 20_000, use: 'no-two', percentage: 0 });
      return `${count(1e9 / wallNs)} (${compared} placements equal to the reference’s)`;
    },
  },
  {
    name: 'pods/s, the same, whole path (fidelity scheduler), 10,000 pods',
    goal: '≥ 200,000',
    async measure() {
      const { podsPerSecond, digest } = await measureWholePath(5_000, 10_000);
      return `${count(podsPerSecond)} (digest ${digest.slice(0, 8)})`;
    },
  },
  growth('alike'),
  growth('no-two'),
  {
    name: 'events/s, 100,000 pending',
    goal: '≥ 5,000,000',
    async measure() {
      const bench = allBenches('full').find(({ name }) => name.includes('100,000 pending'))!;
      return count((await measure(bench, { wallMs: 1000, calls: 5 })).opsPerSecond);
    },
  },
  independentRuns(2_000, 3),
  independentRuns(20_000, 2),
  sharedScan(100_000),
  ...[5_000, 10_000, 20_000, 50_000, 300_000].map(sharedScan),
];

function sharedScan(nodes: number): Goal {
  return {
    name: `a scan shared by two threads, ${count(nodes)} nodes`,
    goal: nodes >= 100_000 ? '≥ 85 % of side by side' : 'where it pays',
    async measure() {
      const { wallAloneMs, wallSharedMs, wallSideBySideMs, medians } = await measureSharedScans(nodes, 40);
      const [ratio, sideBySide] = [wallAloneMs / wallSharedMs, (2 * wallAloneMs) / wallSideBySideMs];
      const [median, medianSideBySide] = [medians[0] / medians[1], (2 * medians[0]) / medians[2]];
      const share = ((100 * ratio) / sideBySide).toFixed(0);
      return `${significant(ratio)}× of ${significant(sideBySide)}× (${share} %; medians ${significant(median)}× of ${significant(medianSideBySide)}×; alone ${significant(wallAloneMs)} ms)`;
    },
  };
}

function independentRuns(pods: number, rounds: number): Goal {
  return {
    name: `eight independent runs of ${count(pods)} pods, two at a time against one at a time`,
    goal: 'up to 2×',
    async measure() {
      const specs = Array.from({ length: 8 }, (_, i) => ({ ...comingAndGoing('full', 100, pods), seed: `${i}` }));
      const leastMs = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let round = 0; round < rounds; round++)
        for (const jobs of [1, 2]) {
          const begunMs = performance.now();
          await runMany(specs, { jobs });
          leastMs[jobs - 1] = Math.min(leastMs[jobs - 1]!, performance.now() - begunMs);
        }
      const [one, two] = leastMs as [number, number];
      return `${significant(one / two)}× (${significant(one / 1000)} s, ${significant(two / 1000)} s)`;
    },
  };
}

function growth(use: DecisionCase['use']): Goal {
  const at = (nodes: number) => measureDecisions({ nodes, pods: 20_000, use, percentage: 100 }).wallNs;
  return {
    name: `a decision at 100,000 nodes against 1,000, all scored, ${use === 'alike' ? 'all nodes used alike' : 'no two used alike'}`,
    goal: '≤ 2×',
    async measure() {
      const [small, large] = [at(1_000), at(100_000)];
      return `${significant(large / small)}× (${significant(small)} ns, ${significant(large)} ns)`;
    },
  };
}

async function measuredAlone({ name }: Goal): Promise<string> {
  const env = { ...process.env, [ownGoal]: name };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url)],
    { env },
  );
  return stdout;
}

async function printTable(): Promise<void> {
  const rows: string[][] = [];
  for (const each of namedLike(goals, wanted, 'goal')) rows.push([each.name, each.goal, await measuredAlone(each)]);
  writeResults(wanted === '' ? 'goals' : 'goals-part', {
    goals: rows.map(([name, goal, measured]) => ({ name, goal, measured })),
  });
  const columns = [{ title: 'what' }, { title: 'goal' }, { title: 'measured' }];
  process.stdout.write(`${[...table(columns, rows), '', machineLine()].join('\n')}\n`);
}

const own = goals.find(({ name }) => name === process.env[ownGoal]);
if (own === undefined) await printTable();
else process.stdout.write(await own.measure());
