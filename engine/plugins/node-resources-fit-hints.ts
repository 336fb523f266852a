/** When a pod that NodeResourcesFit rejected may fit after all. Upstream: plugins/noderesources/fit.go, isSchedulableAfter…, v1.36. */
import type { Pod } from '../cluster/index.js';
import { amountIn, exactAmountIn, type NodeSpec, type Resources } from '../objects/index.js';
import { emptyNode, shortagesOf } from './insufficient-resources.js';

/** A pod that had a place, or one in view, went; or it was scaled down in something the waiting pod wants; or that was the waiting pod. */
export function mayFitWithoutPod(pod: Pod, before: Pod, after: Pod | undefined): boolean {
  if (after === undefined) return before.nodeName !== '' || before.nominatedNodeName !== '';
  if (after.index === pod.index) return true;
  return after.nodeName !== '' && freesWanted(pod.spec.requests, before.spec.requests, after.spec.requests);
}

function freesWanted(wanted: Resources, before: Resources, after: Resources): boolean {
  return (
    (wanted.cpuMilli > 0 && hasMore('cpu', before, after)) ||
    (wanted.memoryBytes > 0 && hasMore('memory', before, after)) ||
    (wanted.ephemeralStorageBytes > 0 && hasMore('ephemeral-storage', before, after)) ||
    moreScalars(wanted, before, after)
  );
}

/** The pod fits the node without its pods, ignored resources counted too; and the node is new or has more of something the pod wants. */
export function mayFitChangedNode({ spec: { requests } }: Pod, node: NodeSpec, before: NodeSpec | undefined): boolean {
  if (shortagesOf(requests, emptyNode(node), () => false).length > 0) return false;
  return before === undefined || offersMore(requests, node, before);
}

function offersMore(wanted: Resources, { allocatable }: NodeSpec, { allocatable: before }: NodeSpec): boolean {
  return allocatable.pods > before.pods || freesWanted(wanted, allocatable, before);
}

function moreScalars(wanted: Resources, more: Resources, less: Resources): boolean {
  for (const [name, amount] of wanted.scalars) {
    if (amount > 0 && hasMore(name, more, less)) return true;
  }
  return false;
}

/** Where the nearest float64s are equal, the amounts need not be. */
function hasMore(name: string, more: Resources, less: Resources): boolean {
  const difference = amountIn(more, name) - amountIn(less, name);
  return difference > 0 || (difference === 0 && exactAmountIn(more, name) > exactAmountIn(less, name));
}
