/** Where no kubelet is simulated: pods end their lifetime counted from their binding, and that costs nothing. */
import type { Kernel } from '../kernel/index.js';
import type { ApiClient } from './client.js';
import type { Lifetimes } from './lifetimes.js';
import type { PodApi } from './pod-api.js';
import type { ApiStore } from './store.js';
import { isBinding, type Watches } from './watches.js';

export function createCompletions(parts: {
  readonly kernel: Kernel;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly pods: PodApi;
  readonly client: ApiClient;
  readonly lifetimes: Lifetimes;
}): void {
  const { kernel, store, watches, pods, client, lifetimes } = parts;
  const ending = kernel.on('completions/end', (pod) => {
    if (store.pod(pod) !== null) pods.patch(client, pod, { phase: 'Succeeded', ready: false }, 0);
  });
  watches.onPods({
    name: 'completions',
    wants: isBinding,
    deliver({ after }) {
      const lifetimeUs = lifetimes.of(after!);
      if (lifetimeUs >= 0) kernel.after(lifetimeUs, ending, after!.index);
    },
  });
}
