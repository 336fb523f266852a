/** seatrial run: simulates a scenario, manifests or a dump, and reports. */

import { Command, Option } from 'commander';
import { ConfigError, type RunResult, textAt } from '../../engine/index.js';
import {
  checkFolder,
  count,
  csvStream,
  plural,
  runAbout,
  runFiles,
  runJson,
  runReport,
  runTables,
  styles,
  writeFolder,
} from '../../reports/index.js';
import { exitCodes } from './exit-codes.js';
import { type AskedPod, nextSteps } from './next-steps.js';
import { colours, print, printJson, write } from './output.js';
import { type Performed, perform } from './perform.js';
import { mostThreads, requestOf, wholeNumber, withRunOptions } from './run-options.js';
import { runSeeds, type SeedsOptions, seedList } from './seeds.js';

interface Options extends SeedsOptions {
  seeds?: readonly string[];
}

const examples = `
Examples:
  seatrial run scenario.yaml                             a Scenario file (seatrial init writes one)
  seatrial run -f manifests/ --nodes 20                  manifests, on 20 nodes of the default shape
  kubectl get … -A -o yaml | seatrial run -f - --until 1h   a cluster dump, for a virtual hour
  seatrial run -f app.yaml --nodes 5 --node-shape cpu=16,memory=64Gi --out results
  seatrial run -f app.yaml --config scheduler.yaml --fail-on-pending
  seatrial run scenario.yaml --seeds 20 --out results    the runs of seeds 1 to 20 side by side`;

export function runCommand(): Command {
  return withRunOptions(new Command('run'))
    .description('simulate a cluster and report what happened to every pod')
    .argument('[scenario]', 'a Scenario file')
    .option('--out <folder>', 'write every table as CSV, and a summary as JSON, to a folder')
    .addOption(
      new Option('-o, --output <format>', 'what is printed').choices(['table', 'json', 'csv']).default('table'),
    )
    .option('--fail-on-pending', 'exit with 1 if a pod has no node at the end, or an object was refused')
    .addOption(
      new Option(
        '--seeds <n|a,b,…>',
        'independent runs that differ in their seeds alone, and their figures side by side; 8: the seeds 1 to 8; 3,7,x: these; --out has a folder for each, and seeds.csv',
      )
        .argParser(seedList)
        .conflicts(['seed', 'workers']),
    )
    .option(
      '--jobs <n>',
      'with --seeds: how many run at the same time at most, each in one thread; no answer depends on it (default: as many as there are processors)',
      wholeNumber('the number of runs at the same time', 1, mostThreads),
    )
    .addHelpText('after', examples)
    .action(run);
}

async function run(scenario: string | undefined, options: Options): Promise<void> {
  const { out, seeds, jobs } = options;
  if (seeds !== undefined) return runSeeds(scenario, options, seeds);
  if (jobs !== undefined)
    throw new ConfigError({
      source: '--jobs',
      problem: 'is about runs of several seeds',
      remedy: 'add --seeds, or use --workers for one run',
    });
  // Every attempt as a row is kept only where it is written.
  const decisions = out !== undefined || options.output === 'json';
  const request = requestOf(scenario, options, { decisions, explain: [] });
  const writing = {
    before: () => checkFolder(out!),
    after: ({ prepared: { title, notes }, result }: Performed, signal: AbortSignal) =>
      writeFolder(out!, runFiles(result, title, notes), runAbout(result, title), signal),
  };
  const performed = await perform(request, options, out === undefined ? {} : writing);
  await tell(performed, options);
  const { unplaced, refused } = performed.result;
  if (options.failOnPending && unplaced.length + refused.length > 0) process.exitCode = exitCodes.failed;
}

async function tell({ prepared, result, wallMs, shared }: Performed, options: Options): Promise<void> {
  const { title, notes } = prepared;
  if (options.output === 'json') return printJson(runJson(result, title, notes));
  if (options.output === 'csv') {
    const pods = csvStream(runTables(result).find((table) => table.name === 'pods')!);
    for await (const chunk of pods) await write(String(chunk));
    return;
  }
  const style = styles(colours());
  await print(runReport(result, { title, style, notes }));
  const speed = `${plural(result.eventsRun, 'event')} in ${(wallMs / 1000).toFixed(1)} s of real time, ${count(result.endedUs / 1000 / wallMs)}× real time`;
  const help = shared === null ? [] : [`${plural(shared.scans, 'scan')} shared by ${shared.threads} threads`];
  const wrote = options.out === undefined ? [] : [`results in ${options.out}/ (run.json lists the files)`];
  await print([
    '',
    style.dim([speed, ...help, ...wrote].join('; ')),
    ...nextSteps(process.argv.slice(3), firstUnplaced(result) ?? lastPlaced(result), options.out === undefined),
  ]);
}

function firstUnplaced({ unplaced }: RunResult): AskedPod | null {
  const row = unplaced.find(({ attempts }) => attempts > 0);
  return row === undefined ? null : { pod: row.pod, placed: false };
}

function lastPlaced({ pods }: RunResult): AskedPod | null {
  for (let i = pods.count - 1; i >= 0; i--)
    if (pods.boundUs[i]! >= 0) return { pod: `${textAt(pods.namespace, i)}/${textAt(pods.name, i)}`, placed: true };
  return null;
}
