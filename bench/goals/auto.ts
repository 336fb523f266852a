/** npm run bench -- auto [TEXT]: `auto` beside the executors that could have been asked for, in the cases whose names contain the text; prints a table, writes bench/results/auto.json, of some cases alone auto-part.json. */
import { loadavg } from 'node:os';
import { significant, table } from '../../reports/index.js';
import { machineLine } from '../machine.js';
import { namedLike } from '../named-like.js';
import { writeResults } from '../write-results.js';
import { autoCases } from './auto-cases.js';
import { type AutoFigures, type Executor, measureAuto } from './measure-auto.js';

/** What `auto` may take of the best one's time. */
const most = 1.15;

const wanted = process.argv.slice(2).join(' ');
const cases = namedLike(autoCases('full'), wanted, 'case');

const measured: (AutoFigures & { readonly name: string })[] = [];
for (const { name, byReference, spec } of cases) {
  const options = { byReference, leastRounds: 5, wallBudgetMs: 20_000 };
  measured.push({ name, ...(await measureAuto(await spec(), options)) });
  process.stderr.write(`${name}: done\n`);
}

const right = (title: string) => ({ title, align: 'right' as const });
const columns = [
  { title: 'run, least of the rounds, ms' },
  right('reference'),
  right('incremental'),
  right('pool'),
  right('auto'),
  { title: 'chose' },
  right('auto ÷ best'),
  right('rounds'),
];
const rows = measured.map(({ name, wallMs, chose, ratio, rounds }) => {
  const ms = (executor: Executor) => (wallMs[executor] === undefined ? '–' : significant(wallMs[executor]));
  const far = ratio > most ? ' !' : '';
  return [
    name,
    ms('reference'),
    ms('incremental'),
    ms('pool'),
    ms('auto'),
    chose,
    `${ratio.toFixed(3)}${far}`,
    `${rounds}`,
  ];
});
const beyond = measured.filter(({ ratio }) => ratio > most).length;
const load = loadavg()[0]!.toFixed(1);
const said = `within 15 % in ${measured.length - beyond} of ${measured.length} cases; load ${load} at the end`;
process.stdout.write(`${[...table(columns, rows), '', said, machineLine()].join('\n')}\n`);
writeResults(wanted === '' ? 'auto' : 'auto-part', { load: loadavg(), cases: measured });
