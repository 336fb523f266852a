/** A DaemonSet's status: nodes that should have a pod, and how far they have. Upstream: updateDaemonSetStatus in pkg/controller/daemon/daemon_controller.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { revisionOf } from '../revisions.js';
import { statusCount } from '../status.js';
import { byAge, type DaemonView } from './plan.js';

/** The counts, and whether they differ from what the object says. `observed`: the controller acted on this generation. */
export function daemonSetStatus(
  view: DaemonView,
  observed: boolean,
): { status: Record<string, number>; changed: boolean } {
  const counts = {
    desiredNumberScheduled: 0,
    currentNumberScheduled: 0,
    numberMisscheduled: 0,
    numberReady: 0,
    updatedNumberScheduled: 0,
    numberAvailable: 0,
    numberUnavailable: 0,
  };
  for (const node of view.nodes) {
    const pods = view.podsOn.get(node.name);
    if (!view.eligibility(node).run) counts.numberMisscheduled += Number(pods !== undefined);
    else {
      counts.desiredNumberScheduled++;
      if (pods) countOldest([...pods].sort(byAge)[0]!);
    }
  }
  counts.numberUnavailable = counts.desiredNumberScheduled - counts.numberAvailable;
  const generation = view.set.metadata.generation ?? 0;
  const changed =
    Object.entries(counts).some(([name, count]) => statusCount(view.set, name) !== count) ||
    statusCount(view.set, 'observedGeneration') < generation;
  return { status: observed ? { ...counts, observedGeneration: generation } : counts, changed };

  function countOldest(pod: Pod): void {
    counts.currentNumberScheduled++;
    counts.numberReady += Number(view.isReady(pod));
    counts.numberAvailable += Number(view.isAvailable(pod));
    counts.updatedNumberScheduled += Number(revisionOf(pod) === view.hash);
  }
}
