/** A DaemonSet's rolling update: old pods are deleted, or new ones made beside them, within its limits. Upstream: rollingUpdate in pkg/controller/daemon/update.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { revisionOf } from '../revisions.js';
import { type DaemonPlan, type DaemonView, updateLimits } from './plan.js';

/** The old and the new pod of a node; null where it has several of one revision, which the plan for nodes prunes first. */
interface Pair {
  readonly newPod: Pod | undefined;
  readonly oldPod: Pod | undefined;
}

/** The next step of the update; nothing where all pods are of the current revision. */
export function updatePlan(view: DaemonView): DaemonPlan {
  if (!hasOldPods(view)) return { create: [], remove: [] };
  const wanted = view.nodes.filter((node) => view.eligibility(node).run);
  const nodes = new Map<string, readonly Pod[]>(view.podsOn);
  for (const { name } of wanted) if (!nodes.has(name)) nodes.set(name, []);
  const { maxSurge, maxUnavailable } = updateLimits(view.set, wanted.length);
  return maxSurge === 0 ? replaceInPlace(view, nodes, maxUnavailable) : surge(view, nodes, maxSurge, wanted.length);
}

function hasOldPods({ podsOn, hash }: DaemonView): boolean {
  for (const pods of podsOn.values()) if (pods.some((pod) => revisionOf(pod) !== hash)) return true;
  return false;
}

function pairOn(view: DaemonView, pods: readonly Pod[]): Pair | null {
  const there = pods.filter((pod) => !pod.isTerminating);
  const newPods = there.filter((pod) => revisionOf(pod) === view.hash);
  const oldPods = there.filter((pod) => revisionOf(pod) !== view.hash);
  return newPods.length > 1 || oldPods.length > 1 ? null : { newPod: newPods[0], oldPod: oldPods[0] };
}

/** Unavailable old pods go; of the others as many as maxUnavailable leaves. */
function replaceInPlace(
  view: DaemonView,
  nodes: ReadonlyMap<string, readonly Pod[]>,
  maxUnavailable: number,
): DaemonPlan {
  let unavailable = 0;
  const remove: Pod[] = [];
  const candidates: Pod[] = [];
  for (const pods of nodes.values()) {
    const pair = pairOn(view, pods);
    const only = pair && (pair.newPod ? (pair.oldPod ? null : pair.newPod) : pair.oldPod);
    if (!pair || !only) unavailable++;
    else if (view.isAvailable(only)) {
      if (only === pair.oldPod && unavailable < maxUnavailable) candidates.push(only);
    } else {
      unavailable++;
      if (only === pair.oldPod) remove.push(only);
    }
  }
  remove.push(...candidates.slice(0, Math.max(maxUnavailable - unavailable, 0)));
  return { create: [], remove };
}

/** New pods beside unavailable old ones, and beside available ones as many as maxSurge leaves; old ones go once the new one is available. */
function surge(
  view: DaemonView,
  nodes: ReadonlyMap<string, readonly Pod[]>,
  maxSurge: number,
  desired: number,
): DaemonPlan {
  const plan: DaemonPlan = { create: [], remove: [] };
  const mayRun = new Set(view.nodes.filter((node) => view.eligibility(node).run).map((node) => node.name));
  const misplaced: Pod[] = [];
  const candidates: string[] = [];
  let surging = 0;
  let available = 0;
  for (const [name, pods] of nodes) {
    const pair = pairOn(view, pods);
    if (pair === null) surging++;
    const counted = pair?.oldPod ?? pair?.newPod;
    if (counted && view.isAvailable(counted)) available++;
    if (!pair?.oldPod) continue;
    const { oldPod, newPod } = pair;
    if (newPod) {
      if (view.isAvailable(newPod)) plan.remove.push(oldPod);
      else surging++;
    } else if (!view.isAvailable(oldPod)) mayRun.has(name) ? plan.create.push(name) : plan.remove.push(oldPod);
    else if (!mayRun.has(name)) misplaced.push(oldPod);
    else if (surging < maxSurge) candidates.push(name);
  }
  plan.remove.push(...misplaced.slice(0, Math.max(available - desired, 0)));
  plan.create.push(...candidates.slice(0, Math.max(maxSurge - surging, 0)));
  return plan;
}
