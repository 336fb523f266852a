/** Posts the scheduler's Kubernetes Events: requests that load the API server and that nobody waits for. Upstream: client-go tools/events/event_broadcaster.go, v0.36. */
import type { Pod } from '../cluster/index.js';
import type { ApiClient } from '../controlplane/index.js';
import type { EventReason } from '../scheduler/index.js';
import type { Commons } from './world.js';

/** An Event that did not repeat for so long is forgotten. Upstream: finishTime, 6 min. */
const finishUs = 6 * 60 * 1_000_000;

/** How often an Event of a pod was recorded, and when last. */
interface Series {
  count: number;
  lastUs: number;
}

/** What posts an Event; they have a client of their own, as client-go's broadcaster has. */
export function eventPoster(
  { api, store, kernel }: Commons,
  client: ApiClient,
): (pod: Pod, reason: EventReason) => void {
  const posting = api.operation({
    name: 'create events',
    unwatched: true,
    commit: () => true,
    drawIdOf: (pod) => store.pod(pod)?.drawId ?? pod,
  });
  const failures = new Map<number, Series>();
  let posted = 0;
  return (pod, reason) => {
    if (reason === 'FailedScheduling' && !isWritten(failures, pod.index, kernel.nowUs())) return;
    api.submit(posting, client, pod.index, 0, posted++);
  };
}

/** The first of its like is created, the second makes a series of it, and what follows is only counted by the client. */
function isWritten(series: Map<number, Series>, pod: number, nowUs: number): boolean {
  let known = series.get(pod);
  if (known === undefined || nowUs - known.lastUs > finishUs) {
    known = { count: 0, lastUs: nowUs };
    series.set(pod, known);
  }
  known.lastUs = nowUs;
  return ++known.count <= 2;
}
