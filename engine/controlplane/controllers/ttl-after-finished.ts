/** The TTL controller: finished Jobs go after ttlSecondsAfterFinished. Upstream: pkg/controller/ttlafterfinished, v1.36. */
import { type JobV1, timeOf } from '../../objects/index.js';
import { isFinished } from './job/job-look.js';
import { conditionsOf } from './status.js';
import type { Sync } from './sync.js';
import { background, type Toolbox } from './toolbox.js';

/** Source: pkg/controller/ttlafterfinished/config/v1alpha1/defaults.go. */
const workers = 5;

/** Deletions to come do not keep a run going. */
export function createTtlController({ informers, writes, kernel, clientFor, loop }: Toolbox): void {
  const client = clientFor('ttl-after-finished-controller');
  const queue = loop({ name: 'ttl-after-finished', workers, sync });
  informers.onObjects('Job', (entry, _before, after) => {
    if (after !== null && expiresInUs(after as JobV1) !== null) queue.addAfter(entry.index, 0);
  });

  function* sync(key: number): Sync<boolean> {
    const known = informers.object<JobV1>(key);
    const leftUs = known ? expiresInUs(known.object) : null;
    if (!known || leftUs === null) return true;
    if (leftUs > 0) queue.addAfter(key, leftUs, background);
    else yield* writes.delete(client, known.entry);
    return true;
  }

  /** Time until the Job is to go, counted from the end that its condition tells; null where it has none. */
  function expiresInUs(job: JobV1): number | null {
    const { ttlSecondsAfterFinished } = job.spec;
    if (ttlSecondsAfterFinished === undefined || !isFinished(job)) return null;
    const end = conditionsOf(job).find(({ type }) => type === 'Complete' || type === 'Failed');
    return (timeOf(end?.lastTransitionTime) ?? 0) + ttlSecondsAfterFinished * 1e6 - kernel.nowUs();
  }
}
