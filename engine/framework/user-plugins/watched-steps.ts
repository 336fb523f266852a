/** The plugin that the scheduler runs for a user's: each step under watch, each answer in the framework's own terms. */
import type { NodeInfo, Pod } from '../../cluster/index.js';
import type { EventRegistration } from '../events.js';
import type {
  FilterPoint,
  PermitResult,
  Plugin,
  PreBindPoint,
  PreFilterPoint,
  PreFilterResult,
  ReservePoint,
  ScorePoint,
} from '../plugin.js';
import type { Status } from '../status.js';
import { DoubtingWatch } from './doubting-watch.js';
import type { AnySteps } from './user-plugin.js';
import type { UserPreBind, UserPreFilter, UserReserve, UserScore, UserSteps } from './user-steps.js';
import { shown, type Watch } from './watch.js';

type Steps = UserSteps<unknown, unknown>;

export function watchedSteps(name: string, steps: AnySteps, watch: Watch): Plugin {
  return {
    name,
    isUsers: true,
    ...(watch instanceof DoubtingWatch && { answers: watch }),
    ...watchedSigning(steps, watch),
    ...watchedQueue(steps, watch),
    ...(steps.preFilter && { preFilter: watchedPreFilter(steps.preFilter, watch) }),
    ...(steps.filter && { filter: watchedFilter(steps.filter, watch) }),
    ...watchedRest(steps, watch),
    ...(steps.score && { score: watchedScore(steps.score, watch) }),
    ...(steps.reserve && { reserve: watchedReserve(steps.reserve, watch) }),
    ...(steps.preBind && { preBind: watchedPreBind(steps.preBind, watch) }),
    ...watchedBinding(steps, watch),
    ...(steps.requeueOn && { requeueOn: steps.requeueOn.map((registration) => watchedHint(registration, watch)) }),
    ...(steps.work && { work: steps.work }),
  };
}

function watchedSigning(steps: AnySteps, watch: Watch): Partial<Plugin> {
  return {
    ...(steps.signs && { signs: (pod: Pod) => watch.call('signs', pod, '', () => steps.signs!(pod)) }),
    ...(steps.readsBesides && {
      readsBesides: (pod: Pod) => watch.call('readsBesides', pod, '', () => steps.readsBesides!(pod)),
    }),
    ...(steps.signsSpecOnly && { signsSpecOnly: true as const }),
  };
}

function watchedQueue(steps: AnySteps, watch: Watch): Partial<Plugin> {
  return {
    ...(steps.preEnqueue && {
      preEnqueue: (pod: Pod) => watch.status('preEnqueue', pod, '', () => steps.preEnqueue!(pod)),
    }),
    ...(steps.queueSort && {
      queueSort: (a, b) => watch.boolean('queueSort', a.pod, () => steps.queueSort!(a, b)),
    }),
  };
}

function watchedPreFilter(point: UserPreFilter<unknown>, watch: Watch): PreFilterPoint<unknown> {
  const { addPod, removePod, clone } = point;
  return {
    check: (pod, cycle) =>
      withNodeNames(
        watch.result('preFilter.check', pod, '', () => point.check(pod, cycle)),
        pod,
        watch,
      ),
    ...(clone && {
      clone: (state: unknown) => watch.call('preFilter.clone', null, '', () => clone.call(point, state)),
    }),
    ...(addPod && {
      addPod: (state: unknown, pod: Pod, added: Pod, node: NodeInfo) =>
        watch.quietStatus('preFilter.addPod', pod, node.name, () => addPod.call(point, state, pod, added, node)),
    }),
    ...(removePod && {
      removePod: (state: unknown, pod: Pod, removed: Pod, node: NodeInfo) =>
        watch.quietStatus('preFilter.removePod', pod, node.name, () =>
          removePod.call(point, state, pod, removed, node),
        ),
    }),
  };
}

/** A list of node names is as good as a set. */
function withNodeNames(result: PreFilterResult<unknown>, pod: Pod, watch: Watch): PreFilterResult<unknown> {
  const names: unknown = result.nodeNames;
  if (names === undefined || names instanceof Set) return result;
  if (Array.isArray(names)) return { ...result, nodeNames: new Set(names as string[]) };
  throw watch.mistake('preFilter.check', pod, '', `returned nodeNames ${shown(names)}`, 'name the nodes in a Set');
}

function watchedFilter(point: NonNullable<Steps['filter']>, watch: Watch): FilterPoint<unknown> {
  return {
    dependsOn: point.dependsOn ?? 'anything',
    check: (pod, node, state) => watch.status('filter.check', pod, node.name, () => point.check(pod, node, state)),
  };
}

function watchedRest(steps: AnySteps, watch: Watch): Partial<Plugin> {
  return {
    ...(steps.postFilter && {
      postFilter: (pod, cycle, verdicts) =>
        watch.result('postFilter', pod, '', () => steps.postFilter!(pod, cycle, verdicts)),
    }),
    ...(steps.preScore && {
      preScore: (pod, nodes, state, cycle) =>
        watch.result('preScore', pod, '', () => steps.preScore!(pod, nodes, state, cycle)),
    }),
    ...(steps.skipsScore && {
      skipsScore: (pod, cycle) => watch.boolean('skipsScore', pod, () => steps.skipsScore!(pod, cycle)),
    }),
    ...(steps.permit && {
      permit: (pod, nodeName, state) =>
        watchedWait(
          watch.result('permit', pod, nodeName, () => steps.permit!(pod, nodeName, state)),
          pod,
          nodeName,
          watch,
        ),
    }),
  };
}

/** Whoever makes a pod wait says for how long. */
function watchedWait(result: PermitResult, pod: Pod, nodeName: string, watch: Watch): PermitResult {
  const { status, timeoutUs } = result;
  if (status.code !== 'Wait' || (typeof timeoutUs === 'number' && timeoutUs >= 0)) return result;
  const remedy = 'say how long, in µs: { status: wait, timeoutUs: 30e6 }';
  throw watch.mistake('permit', pod, nodeName, `makes the pod wait with timeoutUs ${shown(timeoutUs)}`, remedy);
}

function watchedScore(point: UserScore<unknown, unknown>, watch: Watch): ScorePoint<unknown, unknown> {
  const { normalize } = point;
  return {
    dependsOn: point.dependsOn ?? 'anything',
    score: (pod, node, state, filterState) =>
      scoreOf(
        watch.call('score.score', pod, node.name, () => point.score(pod, node, state, filterState)),
        pod,
        node.name,
        watch,
      ),
    ...(normalize && {
      normalize: (scores: Float64Array, pod: Pod, nodes: readonly NodeInfo[], state: unknown) => {
        const answer = watch.inPlace('score.normalize', pod, nodes, scores, (values) =>
          normalize.call(point, values, pod, nodes, state),
        );
        const status = watch.quietStatus('score.normalize', pod, '', () => answer);
        refuseFractions(scores, pod, nodes, watch);
        return status;
      },
    }),
    ...(point.normalizesAlike && { normalizesAlike: true as const }),
  };
}

function scoreOf(score: unknown, pod: Pod, nodeName: string, watch: Watch): number | Status {
  if (Number.isSafeInteger(score)) return score as number;
  const remedy = 'return a whole number (Math.trunc makes one)';
  if (typeof score === 'number' || typeof score !== 'object' || score === null)
    throw watch.amiss(score, 'score.score', pod, nodeName, 'a score is', remedy);
  const status = watch.statusOf(score, 'score.score', pod, nodeName);
  if (!status.isSuccess) return status;
  throw watch.amiss(score, 'score.score', pod, nodeName, 'a score is', remedy);
}

function refuseFractions(scores: Float64Array, pod: Pod, nodes: readonly NodeInfo[], watch: Watch): void {
  for (let i = 0; i < scores.length; i++) {
    if (Number.isSafeInteger(scores[i])) continue;
    const remedy = 'scores are whole numbers (Math.trunc makes one)';
    throw watch.mistake('score.normalize', pod, nodes[i]!.name, `left the score ${scores[i]}`, remedy);
  }
}

function watchedReserve(point: UserReserve<unknown>, watch: Watch): ReservePoint<unknown> {
  return {
    reserve: (pod, nodeName, state) =>
      watch.quietStatus('reserve.reserve', pod, nodeName, () => point.reserve(pod, nodeName, state)),
    unreserve: (pod, nodeName, state) =>
      watch.act('reserve.unreserve', pod, nodeName, () => point.unreserve(pod, nodeName, state)),
  };
}

function watchedPreBind(point: UserPreBind<unknown>, watch: Watch): PreBindPoint<unknown> {
  return {
    ...(point.parallel && { parallel: true }),
    ...(point.preFlight && {
      preFlight: (pod: Pod, nodeName: string, state: unknown) =>
        watch.status('preBind.preFlight', pod, nodeName, () => point.preFlight!(pod, nodeName, state)),
    }),
    run: (pod, nodeName, state, done) => {
      const once = watchedDone('preBind.run', pod, nodeName, done, watch);
      watch.act('preBind.run', pod, nodeName, () => point.run(pod, nodeName, state, once));
    },
  };
}

function watchedBinding(steps: AnySteps, watch: Watch): Partial<Plugin> {
  return {
    ...(steps.bind && {
      bind: (pod, nodeName, done) => {
        const once = watchedDone('bind', pod, nodeName, done, watch);
        watch.act('bind', pod, nodeName, () => steps.bind!(pod, nodeName, once));
      },
    }),
    ...(steps.postBind && {
      postBind: (pod, nodeName) => watch.act('postBind', pod, nodeName, () => steps.postBind!(pod, nodeName)),
    }),
  };
}

/** What a step calls when it is through: once, with a Status or with nothing, which is success. */
function watchedDone(step: string, pod: Pod, nodeName: string, done: (status: Status) => void, watch: Watch) {
  let over = false;
  return (answer?: Status) => {
    if (over) throw watch.mistake(step, pod, nodeName, 'called done twice', 'call it once');
    over = true;
    done(watch.quietStatus(`${step}: done`, pod, nodeName, () => answer));
  };
}

function watchedHint({ event, hint }: EventRegistration, watch: Watch): EventRegistration {
  if (hint === undefined) return { event };
  const step = `requeueOn ${event.resource}`;
  return {
    event,
    hint: (pod, before, after) => {
      const answer = watch.call(step, pod, '', () => hint(pod, before, after));
      if (answer === 'Queue' || answer === 'QueueSkip') return answer;
      throw watch.amiss(answer, step, pod, '', 'a hint is', "return 'Queue' or 'QueueSkip'");
    },
  };
}
