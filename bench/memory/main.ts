/** npm run bench -- memory [FIDELITY]: what a pod and a node weigh in resident memory, as a table. */
import { count, table } from '../../reports/index.js';
import { writeResults } from '../write-results.js';
import { type Sizes, type Weight, weigh } from './measure-memory.js';

/** Pods on 1,000 nodes, and nodes with 1,000 pods; fewer where much happens to each. */
const sizes: readonly (readonly [Weight['fidelity'], pods: Sizes, nodes: Sizes])[] = [
  [
    'scheduler',
    { small: 200_000, large: 1_000_000, others: 1_000 },
    { small: 200_000, large: 1_000_000, others: 1_000 },
  ],
  ['pods', { small: 20_000, large: 60_000, others: 1_000 }, { small: 10_000, large: 30_000, others: 1_000 }],
  ['full', { small: 20_000, large: 60_000, others: 1_000 }, { small: 10_000, large: 30_000, others: 1_000 }],
];

const wanted = process.argv[2] ?? '';
const chosen = sizes.filter(([fidelity]) => fidelity.includes(wanted));
if (chosen.length === 0) {
  process.stderr.write(`no fidelity is called ${JSON.stringify(wanted)}: there are scheduler, pods and full\n`);
  process.exit(2);
}

const rows: string[][] = [];
const weights: Weight[] = [];
for (const [fidelity, pods, nodes] of chosen) {
  for (const [of, size] of [['pod', pods] as const, ['node', nodes] as const]) {
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${fidelity}: ${of}s` : '');
    const weight = await weigh(of, fidelity, size);
    weights.push(weight);
    const { bytes, small, large } = weight;
    const at = ({ residentBytes }: typeof small, n: number) => `${count(residentBytes / 1e6)} MB at ${count(n)}`;
    rows.push([fidelity, `a ${of}`, `${count(bytes)} bytes`, at(small, size.small), at(large, size.large)]);
  }
}
process.stderr.write(process.stderr.isTTY ? '\r\u001b[K' : '');
writeResults(wanted === '' ? 'memory' : 'memory-part', { weights });
const columns = ['fidelity', '', 'resident', 'small run', 'large run'];
const right = new Set(['resident', 'small run', 'large run']);
const titled = columns.map((title) => ({ title, align: right.has(title) ? ('right' as const) : ('left' as const) }));
process.stdout.write(`${[...table(titled, rows), '', `Node.js ${process.version}`].join('\n')}\n`);
