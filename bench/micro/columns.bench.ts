/** Benchmarks of the cluster's columns: pods that come and go, and sums over all nodes. */
import { benchCluster, benchPod } from './bench-cluster.js';
import type { MicroBench, Scale } from './micro-bench.js';

export function columnsBenches(scale: Scale): MicroBench[] {
  const nodes = scale === 'full' ? 5_000 : 20;
  const ops = scale === 'full' ? 1_000 : 20;
  return [comeAndGoBench(nodes, ops), sharesBench(nodes)];
}

/** One operation: a pod is assumed on a node, and forgotten again. */
function comeAndGoBench(nodes: number, ops: number): MicroBench {
  return {
    name: `columns: assume and forget a pod, ${nodes.toLocaleString('en')} nodes`,
    opsPerCall: ops,
    prepare() {
      const cluster = benchCluster(nodes);
      const pods = Array.from({ length: ops }, (_, i) => benchPod(1_000_000 + i, `node-${(i * 7) % nodes}`));
      return () => {
        for (const pod of pods) cluster.assumePod(pod);
        const { cpu } = cluster.table.requestedShares();
        for (const pod of pods) cluster.forgetPod(pod);
        return [cpu, cluster.table.requestedShares().cpu];
      };
    },
  };
}

/** One operation: the share of each resource that is requested, over all nodes. */
function sharesBench(nodes: number): MicroBench {
  return {
    name: `columns: requested shares, ${nodes.toLocaleString('en')} nodes`,
    opsPerCall: 1,
    prepare() {
      const cluster = benchCluster(nodes);
      return () => cluster.table.requestedShares();
    },
  };
}
