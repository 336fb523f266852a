/** Runs PreFilter, Filter and PostFilter plugins. Upstream: pkg/scheduler/framework/runtime/framework.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { CycleState } from './cycle-state.js';
import type { Framework } from './framework.js';
import type { Dependency, NodeVerdicts, PostFilterResult, Work } from './plugin.js';
import { failure, Status, success, unresolvable } from './status.js';

export interface PreFilterOutcome {
  readonly status: Status;
  /** The only nodes that can take the pod; null: all of them. */
  readonly nodeNames: ReadonlySet<string> | null;
  /** Plugins that confined the pod to some nodes, sorted. */
  readonly confining: readonly string[];
}

/**
 * Runs PreFilter plugins in order. UnschedulableAndUnresolvable stops; Unschedulable is remembered and the others still run, as
 * preemption needs what they leave; node sets are intersected, and an empty intersection stops.
 */
export function runPreFilters(
  { preFilters }: Pick<Framework, 'preFilters'>,
  cycle: CycleState,
  pod: Pod,
): PreFilterOutcome {
  const confining: string[] = [];
  let nodeNames: ReadonlySet<string> | null = null;
  let rejected: Status | null = null;
  for (const { name, slot, plugin } of preFilters) {
    const result = plugin.preFilter!.check(pod, cycle);
    cycle.filterStates[slot] = result.state;
    const { status } = result;
    if (status.code === 'Skip') cycle.skippedFilters.add(slot);
    else if (status.code === 'UnschedulableAndUnresolvable')
      return { status: status.by(name), nodeNames: null, confining: [] };
    else if (status.code === 'Unschedulable') rejected = status.by(name);
    else if (!status.isSuccess) return { ...failedPreFilter(name, status), nodeNames: null, confining: [] };
    else if (result.nodeNames !== undefined) {
      confining.push(name);
      nodeNames = intersection(nodeNames, result.nodeNames);
      if (nodeNames.size === 0)
        return { status: unresolvable(unsatisfied(confining.sort())), nodeNames, confining: confining.sort() };
    }
  }
  return { status: rejected ?? success, nodeNames, confining: confining.sort() };
}

function failedPreFilter(name: string, status: Status): { status: Status } {
  return { status: failure(`running PreFilter plugin "${name}": ${status.message}`).by(name) };
}

function unsatisfied(plugins: readonly string[]): string {
  if (plugins.length === 1) return `node(s) didn't satisfy plugin ${plugins[0]}`;
  return `node(s) didn't satisfy plugin(s) [${plugins.join(' ')}] simultaneously`;
}

function intersection(a: ReadonlySet<string> | null, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === null ? b : new Set([...a].filter((name) => b.has(name)));
}

/** Runs Filter plugins in order up to the first that does not say Success. */
export function runFilters(framework: Framework, cycle: CycleState, pod: Pod, node: NodeInfo): Status {
  for (const { name, slot, plugin } of framework.filters) {
    if (cycle.skippedFilters.has(slot)) continue;
    const status = plugin.filter!.check(pod, node, cycle.filterStates[slot]);
    if (status.isSuccess) continue;
    if (status.isRejected) return status.by(name);
    return failure(`running "${name}" filter plugin: ${status.message}`).by(name);
  }
  return success;
}

const ofNode: ReadonlySet<Dependency> = new Set<Dependency>(['node-static', 'node-usage']);

/** Whether no Filter plugin that runs looks at more than the node, its pods and the pod's spec. */
export function judgesNodesAlone({ filters }: Framework, { skippedFilters }: CycleState, pod: Pod): boolean {
  return filters.every(({ slot, plugin }) => {
    if (skippedFilters.has(slot)) return true;
    const { dependsOn } = plugin.filter!;
    const isOfNode = typeof dependsOn === 'string' ? ofNode.has(dependsOn) : dependsOn.every((one) => ofNode.has(one));
    const hasOwnState = plugin.preFilter !== undefined && plugin.preFilter.isSameForSpec?.(pod) !== true;
    return isOfNode && plugin.signsSpecOnly === true && !hasOwnState;
  });
}

/**
 * Filters twice where pods of equal or higher priority are nominated to the node: as if they ran there, then as if they did not.
 * Both have to pass, since nobody knows whether they will come.
 */
export function runFiltersWithNominated(framework: Framework, cycle: CycleState, pod: Pod, node: NodeInfo): Status {
  const nominated = framework.handle.nominatedPods(node.name);
  if (nominated.length === 0) return runFilters(framework, cycle, pod, node);
  const yieldedTo = nominated.filter((other) => other.priority >= pod.priority && other.index !== pod.index);
  if (yieldedTo.length > 0) {
    const status = withAdded(framework, cycle, pod, node, yieldedTo);
    if (!status.isSuccess) return status;
  }
  return runFilters(framework, cycle, pod, node);
}

function withAdded(framework: Framework, cycle: CycleState, pod: Pod, node: NodeInfo, added: readonly Pod[]): Status {
  const twin = framework.cloneCycle(cycle);
  const copy = node.clone(framework.scratch);
  try {
    for (const other of added) {
      copy.addPod(other);
      const status = runAddPod(framework, twin, pod, other, copy);
      if (!status.isSuccess) return status;
    }
    return runFilters(framework, twin, pod, copy);
  } finally {
    framework.scratch.remove(copy.row);
  }
}

/** Tells PreFilter states that a pod was added to a node. */
export function runAddPod(framework: Framework, cycle: CycleState, pod: Pod, added: Pod, node: NodeInfo): Status {
  for (const { name, slot, plugin } of framework.preFilters) {
    if (cycle.skippedFilters.has(slot)) continue;
    const status = plugin.preFilter!.addPod?.(cycle.filterStates[slot], pod, added, node) ?? success;
    if (!status.isSuccess) return failure(`running AddPod on PreFilter plugin "${name}": ${status.message}`);
  }
  return success;
}

/** Tells PreFilter states that a pod was removed from a node. */
export function runRemovePod(framework: Framework, cycle: CycleState, pod: Pod, removed: Pod, node: NodeInfo): Status {
  for (const { name, slot, plugin } of framework.preFilters) {
    if (cycle.skippedFilters.has(slot)) continue;
    const status = plugin.preFilter!.removePod?.(cycle.filterStates[slot], pod, removed, node) ?? success;
    if (!status.isSuccess) return failure(`running RemovePod on PreFilter plugin "${name}": ${status.message}`);
  }
  return success;
}

/**
 * Runs PostFilter plugins up to the first that says Success, Error or UnschedulableAndUnresolvable; else the reasons of all, and the
 * last nomination that one of them wanted.
 */
export function runPostFilters(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  verdicts: NodeVerdicts,
): PostFilterResult {
  const reasons: string[] = [];
  let nomination: { nominatedNode?: string } = {};
  let rejector = '';
  let work: Work = {};
  for (const { name, plugin } of framework.postFilters) {
    const result = plugin.postFilter!(pod, cycle, verdicts);
    const { status, nominatedNode } = result;
    work = sum(work, result.work);
    const wanted = nominatedNode === undefined ? {} : { nominatedNode };
    if (status.isSuccess) return { status, ...wanted, work };
    if (status.code === 'UnschedulableAndUnresolvable') return { status: status.by(name), ...wanted, work };
    if (!status.isRejected) return { status: failure(status.message).by(name), work };
    if (nominatedNode !== undefined) nomination = wanted;
    reasons.push(...status.reasons);
    if (rejector === '') rejector = name;
  }
  return { status: new Status('Unschedulable', reasons, rejector), ...nomination, work };
}

function sum(a: Work, b: Work = {}): Work {
  return {
    nodes: (a.nodes ?? 0) + (b.nodes ?? 0),
    pods: (a.pods ?? 0) + (b.pods ?? 0),
    terms: (a.terms ?? 0) + (b.terms ?? 0),
  };
}
