/** Decides on pods one after the other and puts each on its node: no queue, no binding. */
import type { Cluster, Pod } from '../engine/cluster/index.js';
import type { Framework } from '../engine/framework/index.js';
import { type Executor, schedulePod } from '../engine/hotpath/index.js';

/** A function that returns the pod as it is on its node, or, where it found none, as it was. `percentageOfNodesToScore` 0: as the scheduler chooses. */
export function placeNext(
  framework: Framework,
  cluster: Cluster,
  executor: Executor,
  percentageOfNodesToScore: number,
): (pod: Pod) => Pod {
  let cycleNumber = 0;
  let startIndex = 0;
  return (pod) => {
    cluster.updateSnapshot();
    const options = { executor, attempt: 1, startIndex, percentageOfNodesToScore, cycleNumber: ++cycleNumber };
    const { outcome, nextStartIndex } = schedulePod(framework, pod, options);
    startIndex = nextStartIndex;
    if (!outcome.placed) return pod;
    const assumed = pod.with({ nodeName: outcome.nodeName });
    cluster.assumePod(assumed);
    return assumed;
  };
}
