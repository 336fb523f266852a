/** Classes of pods to build over and over: what is kept about every node of a cluster for pods nobody has seen before. */
import type { Pod } from '../../engine/cluster/index.js';
import { createIncremental, type Sharing } from '../../engine/hotpath/index.js';
import { alikePods, plainCluster } from './bench-cluster.js';
import { placer } from './bench-scheduling.js';

/** Kinds of pods, which come one after the other and then again. */
const kinds = 100;

/** A function that builds a class by deciding on a pod of it, all nodes scored, and returns the node; the pod is gone again then. */
export function classBuilds(nodes: number): (sharing?: Sharing) => string {
  const cluster = plainCluster(nodes);
  const pods = Array.from({ length: kinds }, (_, i) => podWanting(`${10 + i}m`));
  let turn = 0;
  return (sharing) => {
    const executor = createIncremental({ patience: 0, ...(sharing && { sharing }) });
    const placed = placer(cluster, executor, 100)(pods[turn++ % kinds]!);
    cluster.removePod(placed);
    return placed.nodeName;
  };
}

function podWanting(cpu: string): Pod {
  const requests = { cpu, memory: '16Mi' };
  return alikePods(
    { containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests } }] },
    1,
  )[0]!;
}
