/** seatrial scheduler-perf: upstream's scheduler_perf workloads in virtual time, with what the real ones took. */
import { Command, Option } from 'commander';
import { ConfigError, type Host, type RunSpec } from '../../engine/index.js';
import { type PerfRun, perfDash, perfTable, type SkippedWorkload, styles } from '../../reports/index.js';
import { labelsOf, type PerfConfig, readPerfConfig, type TestCase, type Workload } from '../../workloads/index.js';
import { measuredThroughputs, runWorkload } from '../scheduler-perf/index.js';
import { interruptible } from './interrupt.js';
import { colours, print, printJson } from './output.js';
import { everyTenthSecond, progressLine } from './progress.js';
import { threadsFor, workers } from './run-options.js';

interface Options {
  name?: string[];
  label?: string;
  output: 'table' | 'json' | 'perf-dash';
  workers: number | 'auto';
  kubernetes: RunSpec['kubernetes'];
  executor: RunSpec['scheduler']['executor'];
  seed: string;
}

const examples = `
Without --name and --label every workload runs that the simulation can run; the others are named with their reason.

Examples:
  seatrial scheduler-perf misc/performance-config.yaml --name SchedulingBasic/5000Nodes_10000Pods_QueueingHintsEnabled
  seatrial scheduler-perf */performance-config.yaml --label performance,-short -o json`;

export function schedulerPerfCommand(): Command {
  return new Command('scheduler-perf')
    .description('run workloads of upstream’s scheduler_perf and say what the real scheduler would take')
    .argument('<files...>', 'performance-config.yaml files, their templates beside them as upstream has them')
    .option('--name <testcase/workload...>', 'only these; the test case’s name ends at the first slash')
    .option('--label <labels>', 'only workloads with these labels; a - before a label: without it')
    .addOption(
      new Option('-o, --output <format>', 'what is printed').choices(['table', 'json', 'perf-dash']).default('table'),
    )
    .option('--workers <n>', 'threads of the hot path, the main one included; no answer depends on it', workers, 'auto')
    .addOption(
      new Option('--executor <name>', 'who evaluates filter-score-select; no answer depends on it')
        .choices(['auto', 'reference', 'incremental', 'pool'])
        .default('auto'),
    )
    .addOption(
      new Option('--kubernetes <release>', 'whose scheduler decides').choices(['1.35', '1.36', '1.37']).default('1.36'),
    )
    .option('--seed <seed>', 'seed of every random stream', '1')
    .addHelpText('after', examples)
    .action(schedulerPerf);
}

/** A workload that was asked for. */
interface Chosen {
  readonly config: PerfConfig;
  readonly testCase: TestCase;
  readonly workload: Workload;
}

async function schedulerPerf(files: string[], options: Options): Promise<void> {
  const chosen = await choose(files, options);
  const runs: PerfRun[] = [];
  const skipped: SkippedWorkload[] = [];
  await withHost(options, async (host) => {
    const measured = measuredThroughputs();
    for (const { config, testCase, workload } of chosen) {
      const outcome = await runWorkload(config, testCase, workload, { ...options, host, measured });
      if ('row' in outcome) runs.push(outcome);
      else skipped.push(outcome);
    }
  });
  await tell(runs, skipped, options);
}

async function choose(files: readonly string[], { name, label }: Options): Promise<Chosen[]> {
  const all: Chosen[] = [];
  for (const file of files) {
    const config = await readPerfConfig(file);
    for (const testCase of config.testCases)
      for (const workload of testCase.workloads) all.push({ config, testCase, workload });
  }
  const wanted = name?.map(splitName);
  const found = all.filter(
    ({ testCase, workload }) =>
      (wanted === undefined || wanted.some((w) => w.testCase === testCase.name && w.workload === workload.name)) &&
      hasLabels(labelsOf(testCase, workload), label),
  );
  if (found.length > 0) return found;
  throw new ConfigError({
    source: 'scheduler-perf',
    problem: `none of ${all.length} workloads ${name ? `is named ${name.join(' or ')}` : `has the labels ${label}`}`,
    remedy: `the first of them is ${all[0]!.testCase.name}/${all[0]!.workload.name}`,
  });
}

function splitName(name: string): { testCase: string; workload: string } {
  const slash = name.indexOf('/');
  if (slash > 0) return { testCase: name.slice(0, slash), workload: name.slice(slash + 1) };
  throw new ConfigError({ source: '--name', value: name, problem: 'is not TESTCASE/WORKLOAD' });
}

/** As upstream's label filter: "performance,-short". */
function hasLabels(labels: readonly string[], filter = ''): boolean {
  return filter
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '')
    .every((label) => labels.includes(label.replace(/^[+-]/, '')) !== label.startsWith('-'));
}

/** Progress on a terminal and Ctrl-C, for all workloads together. */
async function withHost(options: Options, use: (host: Host) => Promise<void>): Promise<void> {
  const line = progressLine();
  const workers = threadsFor(options);
  try {
    await interruptible((signal) =>
      use({ workers, isDue: everyTenthSecond(), onProgress: (progress) => line.update(progress), signal }),
    );
  } finally {
    line.clear();
  }
}

async function tell(runs: readonly PerfRun[], skipped: readonly SkippedWorkload[], { output }: Options): Promise<void> {
  if (output === 'table') return print(perfTable(runs, skipped, styles(colours())));
  for (const { testcase, workload, reason } of skipped)
    process.stderr.write(`seatrial: not run: ${testcase}/${workload}: ${reason}\n`);
  if (skipped.length > 0) {
    const what = skipped.length === 1 ? '1 workload was' : `${skipped.length} workloads were`;
    process.stderr.write(`seatrial: ${what} not run\n`);
  }
  await printJson(output === 'json' ? runs.map(({ row }) => row) : perfDash(runs));
}
