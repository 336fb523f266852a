/** seatrial run: simulates a scenario, manifests or a dump, and reports. */
import { Command, Option } from 'commander';
import {
  count,
  csvText,
  plural,
  prepareFolder,
  runAbout,
  runFiles,
  runJson,
  runReport,
  runTables,
  styles,
  writeFolder,
} from '../../reports/index.js';
import { exitCodes } from './exit-codes.js';
import { colours, print, printJson, write } from './output.js';
import { type Performed, perform } from './perform.js';
import { type RunOptions, requestOf, withRunOptions } from './run-options.js';

interface Options extends RunOptions {
  out?: string;
  output: 'table' | 'json' | 'csv';
  failOnPending?: boolean;
}

const examples = `
Examples:
  seatrial run scenario.yaml                             a Scenario file (seatrial init writes one)
  seatrial run -f manifests/ --nodes 20                  manifests, on 20 nodes of the default shape
  kubectl get … -A -o yaml | seatrial run -f - --until 1h   a cluster dump, for a virtual hour
  seatrial run -f app.yaml --nodes 5 --node-shape cpu=16,memory=64Gi --out results
  seatrial run -f app.yaml --config scheduler.yaml --fail-on-pending`;

export function runCommand(): Command {
  return withRunOptions(new Command('run'))
    .description('simulate a cluster and report what happened to every pod')
    .argument('[scenario]', 'a Scenario file')
    .option('--out <folder>', 'write every table as CSV, and a summary as JSON, to a folder')
    .addOption(
      new Option('-o, --output <format>', 'what is printed').choices(['table', 'json', 'csv']).default('table'),
    )
    .option('--fail-on-pending', 'exit with 1 if a pod has no node at the end')
    .addHelpText('after', examples)
    .action(run);
}

async function run(scenario: string | undefined, options: Options): Promise<void> {
  if (options.out !== undefined) await prepareFolder(options.out);
  const performed = await perform(requestOf(scenario, options, { decisions: true, explain: [] }), options);
  const { prepared, result } = performed;
  if (options.out !== undefined) {
    await writeFolder(options.out, runFiles(result, prepared.title, prepared.notes), runAbout(result, prepared.title));
  }
  await tell(performed, options);
  if (options.failOnPending && result.unplaced.length > 0) process.exitCode = exitCodes.failed;
}

async function tell({ prepared, result, wallMs }: Performed, options: Options): Promise<void> {
  const { title, notes } = prepared;
  if (options.output === 'json') return printJson(runJson(result, title, notes));
  if (options.output === 'csv') return write(csvText(runTables(result).find((table) => table.name === 'pods')!));
  const style = styles(colours());
  await print(runReport(result, { title, style, notes }));
  const speed = `${plural(result.eventsRun, 'event')} in ${(wallMs / 1000).toFixed(1)} s of real time, ${count(result.endedUs / 1000 / wallMs)}× real time`;
  const wrote = options.out === undefined ? [] : [`results in ${options.out}/ (run.json lists the files)`];
  await print([
    '',
    style.dim([speed, ...wrote].join('; ')),
    ...nextSteps(result.unplaced[0]?.pod ?? lastPlaced(result), options.out === undefined),
  ]);
}

function lastPlaced({ pods }: Performed['result']): string | null {
  for (let i = pods.count - 1; i >= 0; i--) if (pods.boundUs[i]! >= 0) return `${pods.namespace[i]}/${pods.name[i]}`;
  return null;
}

function nextSteps(pod: string | null, offersOut: boolean): string[] {
  const given = process.argv
    .slice(3)
    .filter(
      (_, i, all) =>
        !['-o', '--output', '--out'].includes(all[i] ?? '') &&
        !['-o', '--output', '--out'].includes(all[i - 1] ?? '') &&
        all[i] !== '--fail-on-pending',
    );
  const same = given.join(' ');
  const steps =
    pod === null
      ? []
      : [
          `  seatrial explain ${pod} ${same}    why there: every node, every plugin`,
          `  seatrial walk ${pod} ${same}    its way, stage by stage`,
        ];
  if (offersOut) steps.push(`  seatrial run ${same} --out out    every table as CSV, for a spreadsheet`);
  return steps.length === 0 ? [] : ['', 'Next:', ...steps];
}
