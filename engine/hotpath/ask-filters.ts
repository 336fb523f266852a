/** Asks the filters whose verdicts are not kept node by node. */
import type { NodeInfo } from '../cluster/index.js';
import { failure, type Status, success } from '../framework/index.js';
import type { PlacedAsked } from './domain-overlay.js';
import type { Search } from './executor.js';

/** The first verdict other than Success of those that come before this place; Success where there is none. */
export function askFilters(
  { cycle, pod }: Search,
  filters: readonly PlacedAsked[],
  node: NodeInfo,
  before: number,
): Status {
  for (const { name, slot, plugin, order } of filters) {
    if (order > before) break;
    const status = plugin.filter!.check(pod, node, cycle.filterStates[slot]);
    if (status.isSuccess) continue;
    if (status.isRejected) return status.by(name);
    return failure(`running "${name}" filter plugin: ${status.message}`).by(name);
  }
  return success;
}
