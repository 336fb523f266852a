/** The CronJob controller: a Job at each time of the schedule. Upstream: pkg/controller/cronjob/cronjob_controllerv2.go, v1.36. */
import {
  type CronJobV1,
  dayOfDate,
  type JobV1,
  type KubeObject,
  parseSchedule,
  type Schedule,
  timeOf,
  timeText,
  withDefaults,
} from '../../../objects/index.js';
import { controllerReference } from '../../pod-templates.js';
import type { StoredObject } from '../../store.js';
import type { Known } from '../informers.js';
import { isFinished } from '../job/job-look.js';
import { asOwner, controllerOf } from '../owners.js';
import { conditionOf } from '../status.js';
import type { Sync } from '../sync.js';
import { background, type Toolbox } from '../toolbox.js';

/** Source: pkg/controller/cronjob/config/v1alpha1/defaults.go. */
const workers = 5;
/** A little late rather than early. Source: nextScheduleDelta. */
const lateUs = 100_000;
/** The run's beginning in minutes since 1970, of which Jobs' names are made. */
const epochMinutes = -dayOfDate(1970, 1, 1) * 1440;

interface ActiveJob {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** Starts to come do not keep a run going. */
export function createCronJobController(tools: Toolbox): void {
  const { informers, writes, kernel, ways } = tools;
  const client = tools.clientFor('cronjob-controller');
  const events = tools.recorder(client);
  const queue = tools.loop({ name: 'cronjob-controller', workers, sync });

  informers.onObjects('CronJob', (entry, before) => {
    if (before === null) ways.delivered(entry);
    queue.add(entry.index);
  });
  informers.onObjects('Job', (_entry, before, after) => {
    const owner = informers.controllerOf((after ?? before)!);
    if (owner?.entry.kind === 'CronJob') queue.add(owner.entry.index);
  });

  function* sync(key: number): Sync<boolean> {
    const known = informers.object<CronJobV1>(key);
    if (known === undefined) return true;
    const jobs = informers.childrenOf<JobV1>(known.entry, 'Job');
    const before = activeOf(known.object);
    let active = before.filter(isActive);
    yield* cleanUp(known, jobs, active);
    const schedule = known.object.spec.suspend ? null : parseSchedule(known.object.spec.schedule);
    const dueUs = schedule && dueTime(known, schedule);
    let lastUs: number | null = null;
    if (dueUs != null && mayStart(known, active, dueUs)) {
      const started = yield* start(known, jobs, active, dueUs);
      if (started !== null) {
        active = started;
        lastUs = dueUs;
      }
    }
    if (schedule) wakeLater(known, schedule, lastUs ?? lastStartUs(known));
    return (lastUs === null && active.length === before.length) || (yield* writeStatus(known, active, lastUs));
  }

  /** Whether its Job is there and not finished; one that the informer does not show yet is asked for. */
  function isActive({ namespace, name }: ActiveJob): boolean {
    const job =
      informers.find<JobV1>('Job', namespace, name)?.object ?? tools.store.find('Job', namespace, name)?.current;
    return job != null && !isFinished(job as JobV1);
  }

  /** The most recent time that has passed since the last start; null where none has. */
  function dueTime(known: Known<CronJobV1>, schedule: Schedule): number | null {
    const nowUs = kernel.nowUs();
    const deadline = (known.object.spec as { startingDeadlineSeconds?: number }).startingDeadlineSeconds;
    const sinceUs = Math.max(
      lastStartUs(known),
      deadline === undefined ? Number.NEGATIVE_INFINITY : nowUs - deadline * 1e6,
    );
    let dueUs: number | null = null;
    for (let next = schedule.next(sinceUs); next !== null && next <= nowUs; next = schedule.next(next)) dueUs = next;
    return dueUs;
  }

  /** When the last Job was started, or the CronJob made; what happened before the run began is past. */
  function lastStartUs({ entry, object }: Known<CronJobV1>): number {
    const status = object['status'] as { lastScheduleTime?: string } | undefined;
    const lastUs = timeOf(status?.lastScheduleTime) ?? entry.createdUs;
    return lastUs > kernel.nowUs() ? entry.createdUs : Math.max(lastUs, entry.createdUs);
  }

  function mayStart({ object }: Known<CronJobV1>, active: readonly ActiveJob[], dueUs: number): boolean {
    if (active.some((job) => job.name === jobName(object, dueUs))) return false;
    return policyOf(object) !== 'Forbid' || active.length === 0;
  }

  /** Makes the Job; the active ones afterwards, or null where somebody else's has its name. */
  function* start(
    { entry, object }: Known<CronJobV1>,
    jobs: readonly Known<JobV1>[],
    active: readonly ActiveJob[],
    dueUs: number,
  ): Sync<ActiveJob[] | null> {
    const replaced = policyOf(object) === 'Replace' ? active : [];
    for (const { name } of replaced) {
      const job = jobs.find((other) => other.entry.name === name);
      if (job) yield* writes.delete(client, job.entry);
    }
    const created = yield* writes.create(client, jobOf(object, entry, dueUs));
    const job = created ?? ownJob(entry, jobName(object, dueUs));
    if (created) {
      events.record(entry);
      ways.child(entry, 'Job');
    }
    return job && [...(replaced.length > 0 ? [] : active), referenceTo(job)];
  }

  /** A Job of the name that is there already: ours where an earlier status was not written, else somebody else's. */
  function ownJob(cron: StoredObject, name: string): StoredObject | null {
    const job = tools.store.find('Job', cron.namespace, name);
    const owner = job?.current ? controllerOf(job.current) : null;
    return job && owner?.uid === cron.uid ? job : null;
  }

  function wakeLater({ entry }: Known<CronJobV1>, schedule: Schedule, sinceUs: number): void {
    const nextUs = schedule.next(Math.max(sinceUs, kernel.nowUs()));
    if (nextUs !== null) queue.addAfter(entry.index, nextUs + lateUs - kernel.nowUs(), background);
  }

  /** Finished Jobs beyond the history limits go, the oldest first. */
  function* cleanUp(
    { object, entry }: Known<CronJobV1>,
    jobs: readonly Known<JobV1>[],
    active: ActiveJob[],
  ): Sync<void> {
    const fields = object.spec as { successfulJobsHistoryLimit?: number; failedJobsHistoryLimit?: number };
    const finished = jobs.filter((job) => isFinished(job.object) && !active.some(({ uid }) => uid === job.entry.uid));
    const succeeded = (job: Known<JobV1>) => conditionOf(job.object, 'Complete')?.status === 'True';
    const byStart = (a: Known<JobV1>, b: Known<JobV1>) =>
      startOf(a) - startOf(b) || (a.entry.name < b.entry.name ? -1 : 1);
    const old = (list: Known<JobV1>[], limit: number) => list.sort(byStart).slice(0, Math.max(list.length - limit, 0));
    const gone = [
      ...old(finished.filter(succeeded), fields.successfulJobsHistoryLimit ?? 3),
      ...old(
        finished.filter((job) => !succeeded(job)),
        fields.failedJobsHistoryLimit ?? 1,
      ),
    ];
    for (const job of gone) {
      yield* writes.delete(client, job.entry);
      events.record(entry);
    }
  }

  function* writeStatus(known: Known<CronJobV1>, active: readonly ActiveJob[], lastUs: number | null): Sync<boolean> {
    const before = known.object['status'] as object | undefined;
    const lastScheduleTime = lastUs === null ? {} : { lastScheduleTime: timeText(lastUs) };
    const status = { ...before, active, ...lastScheduleTime };
    return (yield* writes.update(client, known.entry, known.object, { ...known.object, status })) !== null;
  }
}

function policyOf({ spec }: CronJobV1): string {
  return (spec as { concurrencyPolicy?: string }).concurrencyPolicy ?? 'Allow';
}

function activeOf(object: CronJobV1): readonly ActiveJob[] {
  const active = (object['status'] as { active?: ActiveJob[] } | undefined)?.active;
  return Array.isArray(active) ? active : [];
}

/** "<name>-<minutes since 1970>". */
function jobName({ metadata }: CronJobV1, dueUs: number): string {
  return `${metadata.name}-${epochMinutes + Math.floor(dueUs / 60e6)}`;
}

function jobOf(object: CronJobV1, entry: StoredObject, dueUs: number): KubeObject {
  const { metadata, spec } = object.spec.jobTemplate;
  const annotations = { ...metadata?.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': timeText(dueUs) };
  return withDefaults({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(object, dueUs),
      namespace: entry.namespace,
      labels: { ...metadata?.labels },
      annotations,
      ownerReferences: [controllerReference(asOwner(entry))],
    },
    spec,
  });
}

function referenceTo({ namespace, name, uid }: StoredObject): ActiveJob {
  return { apiVersion: 'batch/v1', kind: 'Job', namespace, name, uid };
}

function startOf({ object }: Known<JobV1>): number {
  return timeOf(object.status?.['startTime'] as string | undefined) ?? Number.POSITIVE_INFINITY;
}
