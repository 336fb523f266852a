/** Posts the scheduler's Kubernetes Events: requests that load the API server and that nobody waits for. */
import type { Pod } from '../cluster/index.js';
import type { ApiClient } from '../controlplane/index.js';
import type { Commons } from './world.js';

/** What posts an Event; they have a client of their own, as client-go's broadcaster has. */
export function eventPoster({ api, store }: Commons, client: ApiClient): (pod: Pod) => void {
  const posting = api.operation({
    name: 'create events',
    unwatched: true,
    commit: () => true,
    drawIdOf: (pod) => store.pod(pod)?.drawId ?? pod,
  });
  let posted = 0;
  return (pod) => api.submit(posting, client, pod.index, 0, posted++);
}
