/** seatrial walk: a pod's way from the call that created it to the first ready endpoint, stage by stage. */

import { Command, Option } from 'commander';
import { type PodV1, type RunResult, textAt } from '../../engine/index.js';
import { styles, walkReport, walkStages } from '../../reports/index.js';
import { kubectlCreate, type PreparedRun } from '../../workloads/index.js';
import { findPod, splitPodName } from './find-pod.js';
import { colours, print, printJson } from './output.js';
import { perform } from './perform.js';
import { type RunOptions, requestOf, withRunOptions } from './run-options.js';

interface Options extends RunOptions {
  output: 'table' | 'json';
}

const examples = `
Examples:
  seatrial walk "kubectl create deployment nginx --image=nginx --replicas=2"
  seatrial walk shop/frontend -f manifests/ --nodes 20
  seatrial walk web-0 scenario.yaml -o json`;

export function walkCommand(): Command {
  return withRunOptions(new Command('walk'))
    .description('tell a pod’s way stage by stage, with times')
    .argument('<pod-or-command>', '[NAMESPACE/]POD of the run, or a kubectl create/run command in quotes')
    .argument('[scenario]', 'a Scenario file')
    .addOption(new Option('-o, --output <format>', 'what is printed').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
    .action(walk);
}

async function walk(what: string, scenario: string | undefined, options: Options): Promise<void> {
  const applied = /\s/.test(what.trim()) ? kubectlCreate(what, options.namespace) : [];
  const request = { ...requestOf(scenario, options, { decisions: false, explain: [] }), applied };
  const { result, prepared } = await perform(request, options);
  const wanted = applied[0]
    ? { namespace: applied[0].object.metadata.namespace ?? 'default', name: applied[0].object.metadata.name ?? '' }
    : splitPodName(what, options.namespace);
  const row = findPod(result, wanted.namespace, wanted.name);
  if (options.output === 'json') {
    const pod = `${textAt(result.pods.namespace, row)}/${textAt(result.pods.name, row)}`;
    return printJson({
      pod,
      node: textAt(result.pods.node, row),
      preexisting: result.pods.preexisting[row] === 1,
      seed: result.seed,
      digest: result.digest,
      stages: walkStages(result, row),
    });
  }
  await print(walkReport(result, row, styles(colours()), startTimeOf(prepared, result, row)));
  const others = siblings(result.pods, row);
  if (others > 0)
    await print([
      '',
      `Its ${others} sibling${others === 1 ? '' : 's'} went the same way at other times: seatrial walk NAME tells each.`,
    ]);
}

/** When the node took a pod that was there before the run, as the input says it. */
function startTimeOf({ spec }: PreparedRun, { pods }: RunResult, row: number): string | undefined {
  const [namespace, name] = [textAt(pods.namespace, row), textAt(pods.name, row)];
  const pod = spec.objects.find(
    ({ kind, metadata }) => kind === 'Pod' && metadata.namespace === namespace && metadata.name === name,
  );
  return (pod as PodV1 | undefined)?.status?.startTime;
}

function siblings({ owner, namespace, count }: RunResult['pods'], row: number): number {
  const [ofWhom, where] = [textAt(owner, row), textAt(namespace, row)];
  if (ofWhom === '') return 0;
  let found = -1;
  for (let i = 0; i < count; i++) if (textAt(owner, i) === ofWhom && textAt(namespace, i) === where) found++;
  return found;
}
