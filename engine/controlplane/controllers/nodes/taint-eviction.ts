/** The taint eviction controller: pods leave a node with NoExecute taints once they no longer tolerate them. Upstream: pkg/controller/tainteviction/taint_eviction.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import type { EventId } from '../../../kernel/index.js';
import { compileTaint, type NodeV1, type TaintV1, tolerates } from '../../../objects/index.js';
import { runSync, type Sync, until } from '../sync.js';
import type { Toolbox } from '../toolbox.js';
import { noExecuteTaints } from './node-objects.js';

interface Planned {
  readonly event: EventId;
  /** When the pod's time began. */
  readonly sinceUs: number;
}

export function createTaintEviction(tools: Toolbox): void {
  const { kernel, informers, pods } = tools;
  const client = tools.clientFor('taint-eviction-controller');
  const tainted = new Map<string, readonly TaintV1[]>();
  const planned = new Map<number, Planned>();
  const evicting = kernel.on('taint-eviction/evict', (index) => {
    planned.delete(index);
    runSync(evict(index), () => {});
  });
  let patches = 0;

  informers.onObjects('Node', (entry, before, after) => {
    const taints = after === null ? [] : noExecuteTaints(after as NodeV1);
    if (before !== null && after !== null && sameTaints(noExecuteTaints(before as NodeV1), taints)) return;
    if (taints.length === 0) tainted.delete(entry.name);
    else tainted.set(entry.name, taints);
    // Without taints and plans there is nothing to review.
    if (after === null || (taints.length === 0 && planned.size === 0)) return;
    for (const pod of [...informers.podsOn(entry.name)]) review(pod);
  });
  informers.onPods((before, after) => {
    if (after === null) cancel(before!.index);
    else if (after.nodeName !== '' && (before === null || before.nodeName !== after.nodeName)) review(after);
  });

  function review(pod: Pod): void {
    const taints = tainted.get(pod.nodeName);
    if (taints === undefined) return cancel(pod.index);
    const toleratedUs = tolerationUs(pod, taints);
    if (toleratedUs === Number.POSITIVE_INFINITY) return cancel(pod.index);
    plan(pod, toleratedUs);
  }

  /** A pod whose time runs already keeps its beginning, and an earlier end. */
  function plan(pod: Pod, toleratedUs: number): void {
    const nowUs = kernel.nowUs();
    const before = planned.get(pod.index);
    const sinceUs = toleratedUs > 0 && before ? before.sinceUs : nowUs;
    if (before && toleratedUs > 0 && sinceUs + toleratedUs < nowUs + toleratedUs) return;
    cancel(pod.index);
    const event = kernel.at(Math.max(sinceUs + toleratedUs, nowUs), evicting, pod.index);
    planned.set(pod.index, { event, sinceUs });
  }

  function cancel(index: number): void {
    const plan = planned.get(index);
    if (plan === undefined) return;
    kernel.cancel(plan.event);
    planned.delete(index);
  }

  /** Notes the reason in the pod's status, then deletes it. */
  function* evict(index: number): Sync<void> {
    const pod = informers.pod(index);
    if (!pod || pod.isTerminating) return;
    yield* until<boolean>((heard) => pods.patch(client, index, {}, patches++, heard));
    const deleted = yield* until<boolean>((heard) => pods.delete(client, index, heard));
    if (deleted) tools.evicted(index);
  }
}

/** How long the pod tolerates all the taints: 0 where it does not tolerate one, no end where it tolerates each for ever. */
function tolerationUs({ spec }: Pod, taints: readonly TaintV1[]): number {
  let leastUs = Number.POSITIVE_INFINITY;
  for (const taint of taints.map(compileTaint)) {
    const toleration = spec.tolerations.find((candidate) => tolerates(candidate, taint));
    if (toleration === undefined) return 0;
    if (toleration.tolerationSeconds !== undefined)
      leastUs = Math.min(leastUs, Math.max(toleration.tolerationSeconds, 0) * 1e6);
  }
  return leastUs;
}

function sameTaints(a: readonly TaintV1[], b: readonly TaintV1[]): boolean {
  const text = (taints: readonly TaintV1[]) =>
    JSON.stringify(taints.map(({ key, value, effect }) => [key, value, effect]));
  return text(a) === text(b);
}
