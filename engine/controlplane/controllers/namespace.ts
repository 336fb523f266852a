/** The namespace controller: what is in a namespace goes with it. Upstream: pkg/controller/namespace, v1.36. */
import { isGone } from '../store.js';
import { runSync, type Sync, until } from './sync.js';
import type { Toolbox } from './toolbox.js';

/** Workloads go before their pods, which their controllers would make again. Upstream deletes in any order, but refuses creations in a namespace that is going. */
export function createNamespaceController({ informers, writes, store, pods, clientFor }: Toolbox): void {
  const client = clientFor('namespace-controller');
  informers.onObjects('Namespace', (entry, _before, after) => {
    if (after === null) runSync(empty(entry.name), () => {});
  });

  function* empty(namespace: string): Sync<void> {
    for (const entry of store.objects)
      if (entry.namespace === namespace && !isGone(entry)) yield* writes.delete(client, entry);
    for (const pod of store.pods)
      if (pod.namespace === namespace) yield* until<boolean>((heard) => pods.delete(client, pod.index, heard));
  }
}
