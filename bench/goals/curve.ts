/** npm run bench -- curve [--nodes n,…] [--kinds kind,…] [--svg FILE]: what a decision costs by kind of pod and size of cluster, as a table and a picture. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { significant, table } from '../../reports/index.js';
import { machineLine } from '../machine.js';
import { writeResults } from '../write-results.js';
import { curvePicture } from './curve-picture.js';
import { costKinds, type DecisionCost, decisionCost } from './decision-costs.js';

interface Options {
  readonly nodes: readonly number[];
  readonly kinds: readonly string[];
  readonly svg?: string;
}

const allNodes = [1_000, 10_000, 100_000];

const options = new Command('curve')
  .description('what a decision costs by kind of pod and size of cluster, every node scored')
  .option('--nodes <n,…>', 'cluster sizes', (text) => text.split(',').map(Number), allNodes)
  .option('--kinds <kind,…>', `of ${costKinds.join(', ')}`, (text) => text.split(','), costKinds)
  .option('--svg <file>', 'where to draw the picture')
  .parse()
  .opts<Options>();

const unknown = options.kinds.find((kind) => !costKinds.includes(kind));
if (unknown !== undefined || options.nodes.some((nodes) => !(nodes >= 2 && Number.isInteger(nodes)))) {
  process.stderr.write(`--kinds are of ${costKinds.join(', ')}; --nodes are whole numbers from 2 on\n`);
  process.exit(2);
}

const costs: DecisionCost[] = [];
for (const kind of options.kinds) {
  // Discarded: it has the code compiled.
  decisionCost(kind, options.nodes[0]!);
  for (const nodes of options.nodes) {
    costs.push(decisionCost(kind, nodes));
    process.stderr.write(`${kind}, ${nodes} nodes: done\n`);
  }
}

const isWhole = options.nodes === allNodes && options.kinds === costKinds;
writeResults(isWhole ? 'curve' : 'curve-part', { costs });

const right = (title: string) => ({ title, align: 'right' as const });
const columns = [{ title: 'kind' }, ...options.nodes.flatMap((n) => [right(n.toLocaleString('en')), right('first')])];
const rows = options.kinds.map((kind) => [
  kind,
  ...costs.filter((cost) => cost.kind === kind).flatMap(({ wallNs, wallFirstNs }) => [told(wallNs), told(wallFirstNs)]),
]);
process.stdout.write(`${[...table(columns, rows), '', machineLine()].join('\n')}\n`);
if (options.svg !== undefined) writeFileSync(options.svg, curvePicture(costs));

function told(ns: number): string {
  return ns < 1e6 ? `${significant(ns / 1e3)} µs` : `${significant(ns / 1e6)} ms`;
}
