/** Why a pod fits on no node, in upstream's words. Upstream: pkg/scheduler/framework/types.go Diagnosis and FitError, v1.36. */
import type { Pod } from '../cluster/index.js';
import { NodeStatuses } from './node-statuses.js';
import { Status } from './status.js';

/** What a cycle learned about the nodes that it could not use. */
export class Diagnosis {
  readonly verdicts = new NodeStatuses();
  /** Plugins that rejected the pod: their events can wake it. */
  readonly unschedulablePlugins = new Set<string>();
  /** Those of them that wait for something outside. */
  readonly pendingPlugins = new Set<string>();
  preFilterMessage = '';
  postFilterMessage = '';

  /** Records who rejected. */
  addPlugin(status: Status): void {
    if (status.plugin === '' || !status.isRejected) return;
    this.unschedulablePlugins.add(status.plugin);
    if (status.code === 'Pending') this.pendingPlugins.add(status.plugin);
  }
}

export interface FitError {
  readonly pod: Pod;
  readonly numAllNodes: number;
  readonly diagnosis: Diagnosis;
}

/** How an attempt ends whose pod a plugin rejected on the node already chosen for it (Reserve, Permit). */
export function rejectedOn(pod: Pod, nodeName: string, verdict: Status): { status: Status; fitError: FitError } {
  const diagnosis = new Diagnosis();
  diagnosis.verdicts.explicit.set(nodeName, verdict);
  diagnosis.addPlugin(verdict);
  const fitError = { pod, numAllNodes: 1, diagnosis };
  return { status: new Status(verdict.code, [fitErrorMessage(fitError)]), fitError };
}

/** "0/X nodes are available: <what PreFilter said, or how many nodes for which reason>. <what PostFilter said>". */
export function fitErrorMessage({ numAllNodes, diagnosis }: FitError): string {
  const { preFilterMessage, postFilterMessage, verdicts } = diagnosis;
  const text =
    preFilterMessage === ''
      ? unavailableMessage(numAllNodes, verdicts.tally(), verdicts.absent)
      : `${beginning(numAllNodes)} ${preFilterMessage}.`;
  return postFilterMessage === '' ? text : `${text} ${postFilterMessage}`;
}

/** "0/X nodes are available: <how many nodes for which reason>."; nodes that no verdict counts share one. */
export function unavailableMessage(numAllNodes: number, tally: ReadonlyMap<Status, number>, absent: Status): string {
  const reasons = reasonCounts(numAllNodes, tally, absent);
  return reasons.length === 0 ? beginning(numAllNodes) : `${beginning(numAllNodes)} ${reasons.join(', ')}.`;
}

function beginning(numAllNodes: number): string {
  return `0/${numAllNodes} nodes are available:`;
}

/** "3 Insufficient cpu" and so on, sorted as texts. */
function reasonCounts(numAllNodes: number, tally: ReadonlyMap<Status, number>, absent: Status): string[] {
  const counts = new Map<string, number>();
  const add = (status: Status, nodes: number) => {
    for (const reason of status.reasons) counts.set(reason, (counts.get(reason) ?? 0) + nodes);
  };
  let others = numAllNodes;
  for (const [status, nodes] of tally) {
    add(status, nodes);
    others -= nodes;
  }
  if (others > 0) add(absent, others);
  return [...counts].map(([reason, nodes]) => `${nodes} ${reason}`).sort();
}
