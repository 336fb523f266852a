/** Nodes of the snapshot that pods are nominated to which the waiting pod has to yield to: their filters run with those pods, too. */
import type { Pod } from '../cluster/index.js';
import type { Framework } from '../framework/index.js';

const nowhere: readonly number[] = [];

/** Their positions, in no order. */
export function yieldingPositions(framework: Framework, pod: Pod): readonly number[] {
  const { handle, cluster } = framework;
  const nominated = handle.nominatedNodes?.();
  if (nominated?.size === 0) return nowhere;
  let positions: number[] | null = null;
  for (const name of nominated?.keys() ?? cluster.nodes.map((node) => node.name)) {
    const node = cluster.node(name);
    if (node === undefined || !yieldsOn(framework, pod, name)) continue;
    positions ??= [];
    positions.push(cluster.positions[node.row]!);
  }
  return positions ?? nowhere;
}

function yieldsOn({ handle }: Framework, pod: Pod, nodeName: string): boolean {
  for (const other of handle.nominatedPods(nodeName))
    if (other.priority >= pod.priority && other.index !== pod.index) return true;
  return false;
}
