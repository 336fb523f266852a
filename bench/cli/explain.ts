/** seatrial explain: why a pod went where it went, or nowhere. */
import { Command, Option } from 'commander';
import { stringify } from 'yaml';
import {
  ConfigError,
  type ExplainRequest,
  type ExplanationRow,
  hypotheticalSource,
  type KubeObject,
  RefusedHypothetical,
  type RunResult,
  textAt,
} from '../../engine/index.js';
import { explainReport, styles } from '../../reports/index.js';
import { type LoadedObject, loadObjects, objectMistake, readPaths } from '../../workloads/index.js';
import { findPod, splitPodName } from './find-pod.js';
import { colours, print, printJson, write } from './output.js';
import { perform } from './perform.js';
import { durationUs, type RunOptions, requestOf, wholeNumber, withRunOptions } from './run-options.js';

interface Options extends RunOptions {
  attempt?: number;
  all?: boolean;
  hypothetical?: string;
  at?: number;
  output: 'table' | 'json' | 'yaml';
}

const examples = `
POD may leave out the hashes: a Deployment’s name means its first pod without a node, else its first.

Examples:
  seatrial explain shop/frontend -f manifests/ --nodes 20    the last attempt of a pod
  seatrial explain web-0 scenario.yaml --attempt 1 --all     the first, scores over all feasible nodes
  seatrial explain --hypothetical pod.yaml --at 10m scenario.yaml   a pod that is not there`;

export function explainCommand(): Command {
  return withRunOptions(new Command('explain'))
    .description(
      'explain a scheduling decision: every node’s verdict, every plugin’s score, the winner and by how much',
    )
    .argument('[pod]', '[NAMESPACE/]POD; none with --hypothetical')
    .argument('[scenario]', 'a Scenario file')
    .option('--attempt <n>', 'the pod’s N-th attempt (default: its last)', wholeNumber('an attempt', 1))
    .option('--all', 'normalise scores over all feasible nodes, not only those that the cycle looked at')
    .option('--hypothetical <file>', 'explain this pod, which is not part of the run')
    .option('--at <duration>', 'when, for --hypothetical (default: at the end)', durationUs)
    .addOption(
      new Option('-o, --output <format>', 'what is printed').choices(['table', 'json', 'yaml']).default('table'),
    )
    .addHelpText('after', examples)
    .action((pod: string | undefined, scenario: string | undefined, options: Options) =>
      options.hypothetical === undefined
        ? explainAttempt(pod, scenario, options)
        : explainHypothetical(pod ?? scenario, options),
    );
}

async function explainAttempt(pod: string | undefined, scenario: string | undefined, options: Options): Promise<void> {
  if (pod === undefined)
    throw new ConfigError({
      source: 'explain',
      problem: 'names no pod',
      remedy: 'write seatrial explain [NAMESPACE/]POD …',
    });
  const wanted = splitPodName(pod, options.namespace);
  const ask = async (key: string) => {
    const request: ExplainRequest = {
      kind: 'attempt',
      pod: key,
      attempt: options.attempt ?? null,
      all: options.all ?? false,
    };
    return (await perform(requestOf(scenario, options, { decisions: false, explain: [request] }), options)).result;
  };
  const result = await ask(`${wanted.namespace}/${wanted.name}`);
  if (result.explanations[0]) return tell(result.explanations[0], options);
  const row = findPod(result, wanted.namespace, wanted.name);
  const key = `${textAt(result.pods.namespace, row)}/${textAt(result.pods.name, row)}`;
  const attempts = result.pods.attempts[row]!;
  const again = attempts === 0 || key === `${wanted.namespace}/${wanted.name}` ? null : await ask(key);
  if (again?.explanations[0]) return tell(again.explanations[0], options);
  throw new ConfigError({
    source: 'POD',
    value: key,
    problem: neverTried(result, row, options.attempt),
  });
}

function neverTried({ pods, unplaced }: RunResult, row: number, asked: number | undefined): string {
  const attempts = pods.attempts[row]!;
  if (attempts > 0) return `has no attempt ${asked}: it had ${attempts}`;
  if (pods.preexisting[row] === 1 && textAt(pods.node, row) !== '')
    return 'was placed when the run began and was never scheduled in it';
  const why = unplaced.find(({ pod }) => pod === `${textAt(pods.namespace, row)}/${textAt(pods.name, row)}`)?.message;
  return `was never tried by the scheduler${why ? `: ${why}` : ''}`;
}

/** Which priority classes there are, and what they say, is known to the run that the pod is explained in. */
const anyPriorityClass = {
  get: (name: string) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 0 }),
  globalDefault: () => undefined,
};

function withoutPriority(pod: KubeObject): KubeObject {
  const { priority: _priority, preemptionPolicy: _policy, ...spec } = pod['spec'] as Record<string, unknown>;
  return { ...pod, spec };
}

/** Without a pod to name, the one argument is the scenario. */
async function explainHypothetical(scenario: string | undefined, options: Options): Promise<void> {
  const { objects } = loadObjects(await readPaths([options.hypothetical!]), { priorityClasses: anyPriorityClass });
  const [first] = objects;
  if (first === undefined || objects.length > 1 || first.object.kind !== 'Pod') {
    throw new ConfigError({ source: options.hypothetical!, problem: 'does not hold exactly one Pod' });
  }
  const pod = first.stored ? first.object : withoutPriority(first.object);
  const request: ExplainRequest = { kind: 'hypothetical', pod, atUs: options.at ?? null, all: options.all ?? false };
  const asked = requestOf(scenario, options, { decisions: false, explain: [request] });
  const { result } = await perform(asked, options).catch((error) => {
    throw inFile(error, first);
  });
  const row = result.explanations[0];
  if (row) return tell(row, options);
  throw new ConfigError({ source: '--at', problem: 'the run ended before', remedy: 'give an earlier moment, or none' });
}

/** A mistake of the hypothetical pod that only the run finds, where it stands in its file. */
function inFile(error: unknown, { object, source }: LoadedObject): unknown {
  if (error instanceof RefusedHypothetical) return objectMistake(object, source, error.errors);
  if (!(error instanceof ConfigError) || error.source !== hypotheticalSource) return error;
  return error.at({ source: source.locate(error.path) });
}

async function tell(row: ExplanationRow, { output, all, hypothetical }: Options): Promise<void> {
  const { explanation, attempt, atUs, failed } = row;
  const told = { ...explanation, attempt, atUs, ...(failed && { failed }) };
  if (output === 'json') return printJson(told);
  if (output === 'yaml') return write(stringify(told));
  await print(explainReport(row, { style: styles(colours()), mostNodes: all ? 200 : 12 }));
  if (hypothetical !== undefined && explanation.node === undefined)
    await print([
      '',
      'Preemption is not tried for a pod that is not there: add it to the run to see what it would do.',
    ]);
}
