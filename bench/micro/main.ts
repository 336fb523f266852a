/** npm run bench [-- TEXT]: measures the micro-benchmarks whose names contain the text; prints a table, writes bench/results/micro.json. */
import { count, significant, table } from '../../reports/index.js';
import { machineLine } from '../machine.js';
import { namedLike } from '../named-like.js';
import { writeResults } from '../write-results.js';
import { allBenches } from './all-benches.js';
import { type Measurement, measure } from './measure.js';

const wanted = process.argv.slice(2).join(' ');
const benches = namedLike(allBenches('full'), wanted, 'benchmark');

const measurements: Measurement[] = [];
for (const bench of benches) {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${bench.name}` : '');
  measurements.push(await measure(bench, { wallMs: 400, calls: 5 }));
}
process.stderr.write(process.stderr.isTTY ? '\r\u001b[K' : '');

// A part does not take the place of the whole.
writeResults(wanted === '' ? 'micro' : 'micro-part', { measurements });

const right = (title: string) => ({ title, align: 'right' as const });
const columns = [
  { title: 'one operation' },
  right('mean'),
  right('p50'),
  right('p99'),
  right('ops/s'),
  right('calls'),
  { title: 'digest' },
];
const rows = measurements.map((m) => [
  m.name,
  ...[m.wallNsMean, m.wallNsP50, m.wallNsP99].map(wallTime),
  count(m.opsPerSecond),
  count(m.calls),
  m.digest.slice(0, 8),
]);
process.stdout.write(`${[...table(columns, rows), '', machineLine()].join('\n')}\n`);

function wallTime(ns: number): string {
  if (ns < 1e3) return `${significant(ns)} ns`;
  return ns < 1e6 ? `${significant(ns / 1e3)} µs` : `${significant(ns / 1e6)} ms`;
}
