/** The Job controller: pods until enough have succeeded, or too many have failed. Upstream: pkg/controller/job/job_controller.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { hashString } from '../../../kernel/index.js';
import type { JobV1, PodTemplateV1 } from '../../../objects/index.js';
import type { PodDraft } from '../../pod-api.js';
import type { StoredObject } from '../../store.js';
import { rankByAge } from '../deletion-ranking.js';
import { extendLabels } from '../extended-labels.js';
import { Freshness } from '../freshness.js';
import { generatedName } from '../names.js';
import { ownerKey } from '../owners.js';
import { PodControl } from '../pod-control.js';
import { isLeaving } from '../pods.js';
import { statusCount } from '../status.js';
import { atOnce, type Sync } from '../sync.js';
import type { Toolbox } from '../toolbox.js';
import { condition, isFinished, JobLook, withCondition } from './job-look.js';
import {
  backoffLimitPerIndex,
  completionsOf,
  indexLabel,
  indexOf,
  isIndexed,
  isSuspended,
  jobTemplate,
  parallelismOf,
  replacesOnlyFailed,
} from './job-pods.js';
import { backoffLeftUs, JobState } from './job-state.js';
import { type Tracking, track } from './job-tracking.js';

/** Source: pkg/controller/job/config/v1alpha1/defaults.go. */
const workers = 5;
/** Pod events are taken together for so long. Source: SyncJobBatchPeriod. */
const batchUs = 1e6;
/** Source: MaxPodCreateDeletePerSync. */
const mostPodsPerSync = 500;
/** Source: DefaultJobApiBackOff and MaxJobApiBackOff; there is no bucket. */
const retries = { baseDelayUs: 1e6, maxDelayUs: 60e6, retryQps: Number.POSITIVE_INFINITY };

export function createJobController(tools: Toolbox): void {
  const { kernel, informers, writes, templates, ways } = tools;
  const client = tools.clientFor('job-controller');
  const control = new PodControl(tools, client);
  const { expectations, events } = control;
  const freshness = new Freshness(tools, 'Job');
  const states = new Map<number, JobState>();
  const labelled = new WeakMap<PodTemplateV1, PodTemplateV1>();
  const queue = tools.loop({ name: 'job-controller', workers, sync, ...retries });
  const tracking: Tracking = { write, release };
  let patches = 0;

  informers.onObjects('Job', (entry, before, after) => {
    if (before === null) ways.delivered(entry);
    if (after === null) forget(entry.index);
    else if (before !== null && isFinished(after as JobV1)) return;
    const specChanged = before === null || after === null || before['spec'] !== after['spec'];
    queue.addAfter(entry.index, specChanged ? 0 : batchUs);
  });
  informers.onPodsOf('Job', ({ entry, object }, before, after) => {
    if (isFinished(object as JobV1)) return;
    if (!(before === null && after?.isTerminal))
      stateOf(entry, object as JobV1).observe(before, after, object as JobV1, kernel.nowUs());
    control.observe(entry, before, after);
    queue.addAfter(entry.index, batchUs);
  });

  function forget(key: number): void {
    states.delete(key);
    expectations.forget(key);
  }

  function stateOf(entry: StoredObject, job: JobV1): JobState {
    let state = states.get(entry.index);
    if (state === undefined) {
      state = new JobState();
      state.adopt(entry, job, informers.podsOf(entry));
      states.set(entry.index, state);
    }
    return state;
  }

  function* sync(key: number): Sync<boolean> {
    const known = informers.object<JobV1>(key);
    if (known === undefined) return true;
    if (!freshness.caughtUp(key)) return false;
    const { entry, object } = known;
    if (isFinished(object)) {
      forget(key);
      return true;
    }
    const state = stateOf(entry, object);
    if (state.finishing || isManagedElsewhere(object)) return true;
    const satisfied = expectations.satisfied(key, kernel.nowUs());
    const pods = [...informers.podsOf(entry), ...state.ghosts.values()];
    const look = new JobLook(entry, object, pods, state, (pod) => informers.isReady(pod), kernel.nowUs());
    return yield* act(look, satisfied);
  }

  function* act(look: JobLook, satisfied: boolean): Sync<boolean> {
    const leftUs = look.deadlineLeftUs;
    if (look.finished === null && leftUs !== null) queue.addAfter(look.entry.index, leftUs);
    let managed = true;
    if (look.finished !== null) yield* stopPods(look, satisfied);
    else if (satisfied) managed = yield* manage(look);
    if (look.finished === null) noteCompletion(look, satisfied);
    const changed = updateCounts(look);
    return (yield* track(tracking, look, changed)) && managed;
  }

  /** Active pods of a Job that is over are deleted; they are counted as failed. */
  function* stopPods(look: JobLook, satisfied: boolean): Sync<void> {
    const pods = look.active;
    const deleted = yield* atOnce(pods.length, (i, heard) =>
      control.deleteOne(look.entry, pods[i]!, () => heard(true)),
    );
    look.readyCount = 0;
    look.activeCount -= deleted;
    look.terminatingCount += deleted;
    if (!satisfied) look.finished = null;
  }

  /** Enough successes and no active pods: complete. */
  function noteCompletion(look: JobLook, managed: boolean): void {
    const completions = completionsOf(look.job);
    const enough = completions === null ? look.succeeded > 0 : look.succeeded >= completions;
    if (enough && look.activeCount === 0)
      look.finished = condition('SuccessCriteriaMet', 'CompletionsReached', look.nowUs);
    else if (managed) noteSuspension(look);
  }

  function noteSuspension(look: JobLook): void {
    const before = look.job;
    const [status, reason] = isSuspended(before) ? ['True', 'JobSuspended'] : ['False', 'JobResumed'];
    look.job = withCondition(before, condition('Suspended', reason!, look.nowUs, status!));
    if (look.job === before) return;
    events.record(look.entry);
    const startTime = isSuspended(before) ? undefined : condition('', '', look.nowUs).lastTransitionTime;
    look.job = { ...look.job, status: { ...look.job.status, startTime } };
  }

  function updateCounts(look: JobLook): boolean {
    const counts = { active: look.activeCount, ready: look.readyCount, terminating: look.terminatingCount };
    const seen = look.seen as JobV1;
    const changed = Object.entries(counts).some(([name, count]) => statusCount(seen, name) !== count);
    const suspension = look.job.status?.['conditions'] !== seen.status?.['conditions'];
    look.job = { ...look.job, status: { ...look.job.status, ...counts } };
    return changed || suspension;
  }

  function* manage(look: JobLook): Sync<boolean> {
    const { job, active } = look;
    if (isSuspended(job)) {
      yield* drop(look, active);
      return true;
    }
    const wanted = wantedActive(look);
    const tooMany = surplus(look, Math.max(active.length - wanted, 0)).slice(0, mostPodsPerSync);
    if (tooMany.length > 0) {
      yield* drop(look, tooMany);
      return true;
    }
    const leaving = replacesOnlyFailed(job) ? look.terminatingCount : 0;
    const missing = wanted - leaving - active.length;
    if (missing <= 0) return true;
    const waitUs = backoffLimitPerIndex(job) === null ? backoffLeftUs(look.streak, kernel.nowUs()) : 0;
    if (waitUs === 0) return yield* createPods(look, Math.min(missing, mostPodsPerSync));
    queue.addAfter(look.entry.index, waitUs);
    return true;
  }

  function wantedActive({ job, succeeded, active }: JobLook): number {
    const completions = completionsOf(job);
    if (completions === null) return succeeded > 0 ? active.length : parallelismOf(job);
    return Math.max(Math.min(completions - succeeded, parallelismOf(job)), 0);
  }

  /** Pods that share an index with another, and further ones up to the number. */
  function surplus({ job, active }: JobLook, count: number): Pod[] {
    const ranked = rankByAge(tools, active);
    if (!isIndexed(job)) return ranked.slice(0, count);
    const keepers = new Map<number, Pod>();
    for (const pod of ranked) keepers.set(indexOf(pod, job), pod);
    const gone = ranked.filter((pod) => indexOf(pod, job) < 0 || keepers.get(indexOf(pod, job)) !== pod);
    const rest = ranked.filter((pod) => !gone.includes(pod));
    return [...gone, ...rest.slice(0, Math.max(count - gone.length, 0))];
  }

  /** Takes pods away without counting them: their finalizer goes first. */
  function* drop(look: JobLook, pods: readonly Pod[]): Sync<void> {
    if (pods.length === 0) return;
    expectations.expect(
      look.entry.index,
      0,
      pods.map((pod) => pod.index),
      kernel.nowUs(),
    );
    yield* release(pods);
    for (const pod of pods) look.state.release(pod);
    yield* control.delete(look.entry, pods);
    look.activeCount -= pods.length;
    look.terminatingCount += pods.length;
    look.readyCount -= pods.filter((pod) => informers.isReady(pod)).length;
  }

  function* createPods(look: JobLook, count: number): Sync<boolean> {
    const { entry, job, state } = look;
    const template = templates.of(templateOf(entry, job), entry, () => queue.add(entry.index));
    if (template === null) return true;
    const indexes = isIndexed(job) ? pendingIndexes(look, count) : null;
    const drafts = Array.from({ length: indexes?.length ?? count }, (_, i): PodDraft => {
      const ordinal = state.made + i;
      const index = indexes?.[i];
      const { spec } = template;
      const prefix = index === undefined ? entry.name : `${entry.name}-${index}`;
      const own = index === undefined ? spec.labels : extendLabels(spec.labels, new Map([[indexLabel, String(index)]]));
      const drawId = hashString(`${ownerKey('Job', entry.namespace, entry.name)}#${drawKey(index, ordinal)}`);
      return { name: generatedName(prefix, ordinal), spec, labels: own, owner: `Job/${entry.name}`, drawId };
    });
    state.made += drafts.length;
    expectations.expect(entry.index, drafts.length, [], kernel.nowUs());
    look.activeCount += drafts.length;
    return yield* control.create(entry, drafts);
  }

  function pendingIndexes(look: JobLook, count: number): number[] {
    const { job, active, pods, succeededNow, failedIndexes } = look;
    const leaving = replacesOnlyFailed(job) ? pods.filter(isLeaving) : [];
    const taken = [...active, ...leaving].map((pod) => indexOf(pod, job)).filter((index) => index >= 0);
    const pending = succeededNow
      .with(taken)
      .with(failedIndexes)
      .missing(count, completionsOf(job) ?? 0);
    return backoffLimitPerIndex(job) === null ? pending : afterBackoff(look, pending);
  }

  /** Indexes whose own backoff is over; where none is, the first is waited for. */
  function afterBackoff({ entry, state }: JobLook, indexes: readonly number[]): number[] {
    const none = { failures: 0, lastUs: 0 };
    const leftUs = (index: number) => backoffLeftUs(state.indexStreaks.get(index) ?? none, kernel.nowUs());
    const now = indexes.filter((index) => leftUs(index) === 0);
    if (now.length === 0 && indexes.length > 0) queue.addAfter(entry.index, Math.min(...indexes.map(leftUs)));
    return now;
  }

  function templateOf(entry: StoredObject, job: JobV1): PodTemplateV1 {
    const template = labelled.get(job.spec.template) ?? jobTemplate(job, entry);
    labelled.set(job.spec.template, template);
    return template;
  }

  function* write(look: JobLook): Sync<boolean> {
    const written = yield* writes.update(client, look.entry, look.seen, look.job);
    if (written === null) return false;
    freshness.wrote(look.entry.index, written);
    look.seen = written;
    look.job = written as JobV1;
    if (isFinished(look.job)) events.record(look.entry);
    return true;
  }

  function* release(pods: readonly Pod[]): Sync<void> {
    yield* atOnce(pods.length, (i, heard) =>
      tools.pods.patch(client, pods[i]!.index, {}, patches++, () => heard(true)),
    );
  }
}

/** Pods of one index draw alike in every run; others by their ordinal. */
function drawKey(index: number | undefined, ordinal: number): string {
  return index === undefined ? String(ordinal) : `${index}/${ordinal}`;
}

function isManagedElsewhere({ spec }: JobV1): boolean {
  const { managedBy } = spec as { managedBy?: string };
  return managedBy !== undefined && managedBy !== 'kubernetes.io/job-controller';
}
