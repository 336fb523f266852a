/** Which pods of a node have to go for a pod to fit there. Upstream: plugins/defaultpreemption/default_preemption.go SelectVictimsOnNode, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type Cycle, type Handle, Status, unresolvable } from '../framework/index.js';
import { splitByBudgets } from './default-preemption-budgets.js';
import { importanceAmong } from './default-preemption-importance.js';
import { sortAsGo } from './default-preemption-sort.js';

const nobody = unresolvable('No preemption victims found for incoming pod');

export interface Victims {
  /** Most important first. */
  readonly pods: readonly Pod[];
  /** How many of them violate a disruption budget. */
  readonly violations: number;
}

export interface Candidate extends Victims {
  readonly nodeName: string;
}

/** What a dry run may change: copies of a node and of the cycle's state. */
export interface DryRun {
  readonly handle: Handle;
  readonly cycle: Cycle;
  readonly preemptor: Pod;
  readonly node: NodeInfo;
  /** Counts pods that were tried to be kept. */
  tried: number;
}

/** Pods that the preemptor may drive away: those of lower priority. */
export function potentialVictims(node: NodeInfo, preemptor: Pod): Pod[] {
  return node.pods.filter((pod) => pod.priority < preemptor.priority);
}

/**
 * Takes all potential victims away; if the preemptor fits then, brings back as many as possible: first those whose eviction would violate
 * a disruption budget, each group from its most important pod down. Returns a Status where the preemptor does not fit or a plugin fails.
 */
export function selectVictims(run: DryRun): Victims | Status {
  const potential = potentialVictims(run.node, run.preemptor);
  if (potential.length === 0) return nobody;
  for (const pod of potential) {
    const status = remove(run, pod);
    if (!status.isSuccess) return status;
  }
  const status = fits(run);
  if (!status.isSuccess) return status;
  const { cluster, release } = run.handle;
  const { unstartedVictimsKeepListOrder, budgetsCountUpToFirstViolation } = release.behaviour;
  const isMoreImportant = importanceAmong(potential, unstartedVictimsKeepListOrder);
  sortAsGo(potential, isMoreImportant);
  const budgets = cluster.objects.list('PodDisruptionBudget');
  const { violating, others } = splitByBudgets(potential, budgets, budgetsCountUpToFirstViolation);
  const lost = reprieve(run, violating);
  if (lost instanceof Status) return lost;
  const rest = reprieve(run, others);
  if (rest instanceof Status) return rest;
  const pods = [...lost, ...rest];
  if (violating.length > 0 && others.length > 0) sortAsGo(pods, isMoreImportant);
  return { pods, violations: lost.length };
}

/** Brings back pods in order, each as long as the preemptor still fits; returns those that stay away. */
function reprieve(run: DryRun, pods: readonly Pod[]): Pod[] | Status {
  const victims: Pod[] = [];
  for (const pod of pods) {
    run.tried++;
    const added = add(run, pod);
    if (!added.isSuccess) return added;
    if (fits(run).isSuccess) continue;
    const removed = remove(run, pod);
    if (!removed.isSuccess) return removed;
    victims.push(pod);
  }
  return victims;
}

function fits({ handle, cycle, preemptor, node }: DryRun): Status {
  return handle.filterWithNominated(cycle, preemptor, node);
}

function add({ handle, cycle, preemptor, node }: DryRun, pod: Pod): Status {
  node.addPod(pod);
  return handle.addPod(cycle, preemptor, pod, node);
}

function remove({ handle, cycle, preemptor, node }: DryRun, pod: Pod): Status {
  node.removePod(pod);
  return handle.removePod(cycle, preemptor, pod, node);
}
