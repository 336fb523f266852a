/** The pod garbage collector: pods of nodes that are gone, and finished pods beyond a number. Upstream: pkg/controller/podgc/gc_controller.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { runSync, type Sync, until } from '../sync.js';
import { background, type Toolbox } from '../toolbox.js';

/** Source: gcCheckPeriod. */
const periodUs = 20e6;
/** How long a node has to be gone. Source: quarantineTime. */
const quarantineUs = 40e6;
/** Finished pods that are kept. Source: --terminated-pod-gc-threshold. */
const mostFinished = 12_500;
/** Deletions of one pass, so that requests do not pile up: what the client may send until the next. */
const mostPerPass = 400;

export function createPodGc(tools: Toolbox): void {
  const { kernel, informers, pods } = tools;
  const client = tools.clientFor('pod-garbage-collector');
  const nodeNames: string[] = [];
  const finished = new Map<number, Pod>();
  const orphaned = kernel.on('podgc/orphans', (index) => collectOrphans(nodeNames[index]!));
  const trimming = kernel.on('podgc/trim', trim);
  let isTrimming = false;
  let patches = 0;

  informers.onObjects('Node', (entry, _before, after) => {
    if (after === null) kernel.at(nextPassUs(kernel.nowUs()) + quarantineUs, orphaned, nodeNames.push(entry.name) - 1);
  });
  informers.onPods((before, after) => {
    if (after?.isTerminal) finished.set(after.index, after);
    else finished.delete((after ?? before)!.index);
    if (finished.size > mostFinished) trimLater();
  });

  function trimLater(): void {
    if (isTrimming) return;
    isTrimming = true;
    kernel.at(nextPassUs(kernel.nowUs()), trimming, 0, 0, background);
  }

  /** The oldest finished pods go. */
  function trim(): void {
    isTrimming = false;
    const excess = Math.min(finished.size - mostFinished, mostPerPass);
    if (excess <= 0) return;
    for (const pod of oldest(finished.values(), excess)) {
      finished.delete(pod.index);
      pods.remove(client, pod.index);
    }
    if (finished.size > mostFinished) trimLater();
  }

  /** Pods of a node that is still gone fail and are taken away at once. */
  function collectOrphans(node: string): void {
    if (tools.store.find('Node', '', node)) return;
    for (const pod of [...informers.podsOn(node)]) runSync(collect(pod), () => {});
  }

  function* collect(pod: Pod): Sync<void> {
    if (!pod.isTerminal)
      yield* until<boolean>((heard) =>
        pods.patch(client, pod.index, { phase: 'Failed', ready: false }, patches++, heard),
      );
    pods.remove(client, pod.index);
  }
}

function nextPassUs(us: number): number {
  return Math.ceil(us / periodUs) * periodUs;
}

/** The `count` oldest pods, sorted in portions so that of very many only few are kept. */
function oldest(pods: Iterable<Pod>, count: number): Pod[] {
  const byAge = (a: Pod, b: Pod) => a.createdUs - b.createdUs || a.index - b.index;
  let kept: Pod[] = [];
  for (const pod of pods) {
    kept.push(pod);
    if (kept.length >= 4 * count) kept = kept.sort(byAge).slice(0, count);
  }
  return kept.sort(byAge).slice(0, count);
}
