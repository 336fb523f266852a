/** What a DaemonSet lacks and has too much, node by node. Upstream: podsShouldBeOnNode and rollingUpdate in pkg/controller/daemon, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import type { DaemonSetV1, NodeSpec, PodSpec } from '../../../objects/index.js';
import { scaled } from '../percent.js';
import { revisionOf } from '../revisions.js';
import type { Eligibility } from './eligibility.js';

/** One look at a DaemonSet. */
export interface DaemonView {
  readonly set: DaemonSetV1;
  readonly spec: PodSpec;
  readonly hash: string;
  readonly nodes: readonly NodeSpec[];
  /** Pods by the node they are on or confined to. */
  readonly podsOn: ReadonlyMap<string, readonly Pod[]>;
  eligibility(node: NodeSpec): Eligibility;
  isReady(pod: Pod): boolean;
  isAvailable(pod: Pod): boolean;
  /** Whether a failed pod on this node may be deleted now; otherwise it waits for its backoff. */
  mayReplaceFailed(node: string): boolean;
}

/** What is to be done. */
export interface DaemonPlan {
  /** Names of nodes that get a pod. */
  readonly create: string[];
  readonly remove: Pod[];
}

/** Scheduled pods first, then by age. Upstream: podByCreationTimestampAndPhase. */
export function byAge(a: Pod, b: Pod): number {
  const seconds = (pod: Pod) => Math.floor(pod.createdUs / 1e6);
  return Number(a.nodeName === '') - Number(b.nodeName === '') || seconds(a) - seconds(b) || (a.name < b.name ? -1 : 1);
}

/** Pods to make on nodes without one, and to take from nodes with the wrong ones. */
export function managePlan(view: DaemonView): DaemonPlan {
  const plan: DaemonPlan = { create: [], remove: [] };
  const names = new Set<string>();
  for (const node of view.nodes) {
    names.add(node.name);
    planNode(view, node, plan);
  }
  // Pods for nodes that are gone are never scheduled, and nobody else deletes them.
  for (const [name, pods] of view.podsOn)
    if (!names.has(name)) plan.remove.push(...pods.filter((pod) => pod.nodeName === ''));
  return plan;
}

function planNode(view: DaemonView, node: NodeSpec, plan: DaemonPlan): void {
  const { run, stay } = view.eligibility(node);
  const pods = view.podsOn.get(node.name);
  if (run && !pods) plan.create.push(node.name);
  else if (stay) planStaying(view, node, pods ?? [], run, plan);
  else if (pods) plan.remove.push(...pods.filter((pod) => !pod.isTerminating));
}

function planStaying(view: DaemonView, node: NodeSpec, pods: readonly Pod[], run: boolean, plan: DaemonPlan): void {
  const running: Pod[] = [];
  for (const pod of pods) {
    if (pod.isTerminating) continue;
    if (!pod.isTerminal) running.push(pod);
    else if (pod.phase === 'Succeeded' || view.mayReplaceFailed(node.name)) plan.remove.push(pod);
  }
  running.sort(byAge);
  if (surgeOf(view.set, 1) === 0) plan.remove.push(...running.slice(1));
  else if (running.length === 0 && run) plan.create.push(node.name);
  else if (running.length > 1) plan.remove.push(...surplus(view, running));
}

/** Two pods may be on a node only while the old one is ready and the new one not available. */
function surplus(view: DaemonView, running: readonly Pod[]): Pod[] {
  const newest = running.filter((pod) => revisionOf(pod) === view.hash);
  const old = running.filter((pod) => revisionOf(pod) !== view.hash);
  const gone = [...newest.slice(1), ...old.slice(1)];
  const [oldestNew, oldestOld] = [newest[0], old[0]];
  if (oldestNew && oldestOld && (!view.isReady(oldestOld) || view.isAvailable(oldestNew))) gone.push(oldestOld);
  return gone;
}

/** A rolling update's limits; where both come to nothing, one pod may be missing. */
export function updateLimits(set: DaemonSetV1, desired: number): { maxSurge: number; maxUnavailable: number } {
  const rolling = set.spec.updateStrategy?.['rollingUpdate'] as { maxUnavailable?: number | string } | undefined;
  const maxSurge = surgeOf(set, desired);
  const maxUnavailable = scaled(rolling?.maxUnavailable, desired, 'up');
  return { maxSurge, maxUnavailable: desired > 0 && maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

function surgeOf({ spec }: DaemonSetV1, desired: number): number {
  if (spec.updateStrategy?.['type'] !== 'RollingUpdate') return 0;
  const rolling = spec.updateStrategy['rollingUpdate'] as { maxSurge?: number | string } | undefined;
  return scaled(rolling?.maxSurge, desired, 'up');
}
