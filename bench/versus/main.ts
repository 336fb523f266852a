/** Prints our scheduler beside the real kube-scheduler; exits with 1 where placements differ. */
import { buildGo } from '../go-program.js';
import { thisMachine } from '../machine.js';
import { writeResults } from '../write-results.js';
import { type CaseResult, runVersus } from './run-versus.js';
import { type CommandOptions, versusCommand } from './versus-options.js';
import { versusTable } from './versus-table.js';

const options = versusCommand().parse().opts<CommandOptions>();
const say = (text: string) => void process.stderr.write(`${text}\n`);

const program = await buildGo('versus', () =>
  say('building the real kube-scheduler; the first time this takes minutes'),
);
const leftOut = 'absent' in program ? `the real kube-scheduler is left out: ${program.absent}` : null;
if (leftOut !== null) say(leftOut);

const results: CaseResult[] = [];
for await (const result of runVersus(
  { ...options, nodeCounts: options.nodes, podCount: options.pods, percentageOfNodesToScore: options.percentage },
  program,
)) {
  results.push(result);
  say(`${result.kind}, ${result.nodes} nodes, ${result.pods} pods: done`);
}

const machine = thisMachine();
const { seed, percentage: percentageOfNodesToScore } = options;
const found = { leftOut, seed, percentageOfNodesToScore, cases: results };
writeResults('versus', found);
const written =
  options.output === 'json'
    ? JSON.stringify({ machine, node: process.version, ...found }, null, 2)
    : versusTable(results).join('\n');
process.stdout.write(`${written}\n`);
if (results.some(({ ours }) => ours.some(({ differing }) => differing > 0))) process.exitCode = 1;
