/** Runs a case and tells what came of it. What the case expects is not looked at. */
import type { PluginRegistry, Release } from '../framework/index.js';
import type { Executor } from '../hotpath/index.js';
import { plugins } from '../plugins/index.js';
import type { SchedulerObserver } from '../scheduler/index.js';
import type { AttemptOutcome, ConformanceCase, Explanation, Outcome, Phase, Step } from './case.js';
import { explanationOf } from './explain-pod.js';
import { LockstepWorld } from './lockstep-world.js';

const ownPlugins: PluginRegistry = new Map(plugins.map((plugin) => [plugin.name, plugin]));

/** Throws where the case cannot be run. */
export function runCase(
  input: ConformanceCase,
  release: Release,
  executor?: Executor,
  registry: PluginRegistry = ownPlugins,
): Outcome {
  const attempts = new Attempts();
  const world = new LockstepWorld({
    release,
    registry,
    config: input.config,
    observer: attempts,
    ...(executor && { executor }),
  });
  for (const object of input.objects) world.create(object);
  if (input.kind === 'explain') return { explanations: explainAll(world, input) };
  const limit = 20 * input.objects.length + 100;
  const phases = [runPhase(world, attempts, limit)];
  for (const step of input.steps ?? []) {
    applyStep(world, step);
    phases.push(runPhase(world, attempts, limit));
  }
  return { phases };
}

function explainAll(world: LockstepWorld, { objects }: ConformanceCase): Explanation[] {
  const explanations: Explanation[] = [];
  for (const { kind, metadata, spec } of objects) {
    if (kind !== 'Pod' || (spec as { nodeName?: string } | undefined)?.nodeName) continue;
    const pod = world.pod(`${metadata.namespace || 'default'}/${metadata.name}`);
    const framework = world.scheduler.frameworks.get(pod.spec.schedulerName);
    if (framework !== undefined) explanations.push(explanationOf(framework, pod, world.percentageOfNodesToScore));
  }
  return explanations;
}

/** Cycles until no pod can be popped. */
function runPhase(world: LockstepWorld, attempts: Attempts, limit: number): Phase {
  const outcomes: AttemptOutcome[] = [];
  for (let cycles = 0; ; cycles++) {
    if (cycles > limit) throw new Error(`still scheduling after ${limit} attempts`);
    const deleted = world.deletedPods.length;
    attempts.last = null;
    if (!world.cycle()) break;
    if (attempts.last === null) continue;
    const victims = world.deletedPods.slice(deleted).sort();
    outcomes.push(victims.length === 0 ? attempts.last : { ...(attempts.last as AttemptOutcome), victims });
  }
  return { attempts: outcomes, queues: queuesOf(world) };
}

function queuesOf({ scheduler: { queue } }: LockstepWorld): Phase['queues'] {
  const keys = (name: 'active' | 'backoff' | 'unschedulable') =>
    queue
      .list(name)
      .map((pod) => pod.key)
      .sort();
  return { active: keys('active'), backoff: keys('backoff'), unschedulable: keys('unschedulable') };
}

function applyStep(world: LockstepWorld, step: Step): void {
  world.advance(1);
  if (step.advanceSeconds) world.advance(Math.round(step.advanceSeconds * 1_000_000));
  else if (step.create?.length) for (const object of step.create) world.create(object);
  else if (step.update) world.update(step.update);
  else if (step.deletePod) world.deletePod(step.deletePod);
  else if (step.deleteNode) world.delete('Node', '', step.deleteNode);
  else if (step.delete) world.delete(step.delete.kind, step.delete.namespace ?? '', step.delete.name);
  else throw new Error(`unknown step ${JSON.stringify(step)}`);
}

/** Writes down the last attempt. */
class Attempts implements SchedulerObserver {
  last: AttemptOutcome | null = null;

  placed: SchedulerObserver['placed'] = ({ pod }, { nodeName, evaluatedCount, feasibleCount, scored }) => {
    this.last = withoutEmpty({
      pod: pod.key,
      result: 'bound',
      node: nodeName,
      evaluated: evaluatedCount,
      feasible: feasibleCount,
      ...(scored && { total: scored.total, scores: nonZero(scored.byPlugin) }),
    });
  };

  failed: SchedulerObserver['failed'] = ({ pod }, { code, message, plugins, nominatedNode }) => {
    const result = code === 'Error' ? 'error' : 'unschedulable';
    this.last = withoutEmpty({ pod: pod.key, result, message, plugins, nominated: nominatedNode });
  };
}

/** A total of zero stays: it says that scores were computed. */
function withoutEmpty(attempt: AttemptOutcome): AttemptOutcome {
  const says = ([field, value]: [string, unknown]) => {
    if (typeof value === 'object') return Object.keys(value!).length > 0;
    return field === 'total' || (value !== '' && value !== 0);
  };
  return Object.fromEntries(Object.entries(attempt).filter(says)) as unknown as AttemptOutcome;
}

function nonZero(scores: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...scores].filter(([, score]) => score !== 0));
}
