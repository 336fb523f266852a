/** Options that every command which makes a run has. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseFeatureGates, type RunSpec } from '../../engine/index.js';
import { durationHint, parseDuration, type RunRequest } from '../../workloads/index.js';

export interface RunOptions {
  filename?: string[];
  namespace: string;
  config?: string;
  nodes?: number;
  nodeShape?: string;
  seed?: string;
  until?: number;
  workers: number | 'auto';
  fidelity?: RunSpec['fidelity'];
  kubernetes?: RunSpec['kubernetes'];
  featureGates?: string;
  plugin?: string[];
  executor?: RunSpec['scheduler']['executor'];
  verify?: boolean;
}

/** Adds the options to a command. */
export function withRunOptions(command: Command): Command {
  return command
    .option(
      '-f, --filename <file-or-folder...>',
      'manifests or a cluster dump: YAML, JSON, folders, "-" for standard input',
    )
    .option('-n, --namespace <namespace>', 'of objects that name none, and of the pod in question', 'default')
    .option('--config <file>', 'a KubeSchedulerConfiguration')
    .option('--nodes <n>', 'add so many nodes of --node-shape', wholeNumber('a number of nodes', 1))
    .option('--node-shape <shape>', 'their allocatable resources (default: cpu=4,memory=16Gi,pods=110)')
    .option('--seed <seed>', 'seed of every random stream (default: the scenario’s, else 1)')
    .option(
      '--until <duration>',
      'virtual time at which the run ends (default: when only steady traffic is left, at most a day)',
      durationUs,
    )
    .option('--workers <n>', 'threads of the hot path, the main one included; no answer depends on it', workers, 'auto')
    .addOption(
      new Option('--executor <name>', 'who evaluates filter-score-select; no answer depends on it').choices([
        'auto',
        'reference',
        'incremental',
        'pool',
      ]),
    )
    .option(
      '--verify',
      'make every decision again with the reference executor, ask plugins of yours twice, and stop where answers differ',
    )
    .addOption(
      new Option(
        '--fidelity <level>',
        'full: every component; pods: one distribution a stage; scheduler: up to the binding',
      ).choices(['full', 'pods', 'scheduler']),
    )
    .addOption(new Option('--kubernetes <release>', 'whose scheduler decides').choices(['1.35', '1.36', '1.37']))
    .option(
      '--plugin <module...>',
      'scheduler plugins of your own: JavaScript modules, enabled in --config, else at all their points',
    )
    .option('--feature-gates <gates>', 'K=true,K2=false as kube-scheduler takes them');
}

/** What the options ask for; `scenario` is the command's argument. */
export function requestOf(
  scenario: string | undefined,
  options: RunOptions,
  extra: Pick<RunRequest, 'decisions' | 'explain'>,
): RunRequest {
  const {
    filename = [],
    namespace,
    config,
    nodes,
    nodeShape,
    seed,
    until,
    fidelity,
    kubernetes,
    featureGates,
    executor,
  } = options;
  return {
    ...extra,
    files: filename,
    namespace,
    ...(scenario === undefined ? {} : { scenario }),
    ...(config === undefined ? {} : { config }),
    ...(nodes === undefined ? {} : { nodes }),
    ...(nodeShape === undefined ? {} : { nodeShape }),
    ...(seed === undefined ? {} : { seed }),
    ...(until === undefined ? {} : { untilUs: until }),
    ...(fidelity === undefined ? {} : { fidelity }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(executor === undefined ? {} : { executor }),
    ...(featureGates === undefined ? {} : { featureGates: parseFeatureGates(featureGates, '--feature-gates') }),
  };
}

/** More threads than any processor has use for would only take memory, some 10 MB each. */
export const mostThreads = 512;

/** A parser of whole numbers from `least` to `most`. */
export function wholeNumber(what: string, least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least && value <= most && text.trim() !== '') return value;
    throw new InvalidArgumentError(`${what} is a whole number${range}.`);
  };
}

/** A duration in µs. */
export function durationUs(text: string): number {
  const us = parseDuration(text);
  if (us !== null && us > 0) return us;
  throw new InvalidArgumentError(`${durationHint}.`);
}

/** Threads for a run: as many as there are processors, unless told otherwise; a pool that was asked for has two at least. */
export function threadsFor({ workers: threads, executor }: Pick<RunOptions, 'workers' | 'executor'>): number {
  if (threads !== 'auto') return threads;
  return Math.max(availableParallelism(), executor === 'pool' ? 2 : 1);
}

/** A number of threads, or auto. */
export function workers(text: string): number | 'auto' {
  return text === 'auto' ? 'auto' : wholeNumber('the number of threads', 0, mostThreads)(text);
}
