/** The machine on which scheduler_perf runs everything: scheduler, API server, etcd and creator in a process or beside it, on the same cores. */
import type { RunSpec } from '../../engine/index.js';

/** Every client of the harness, the scheduler's among them. Upstream: util.go mustSetupCluster, v1.36: 5000. */
export const harnessQps = 5000;

export const harnessModels: RunSpec['models'] = {
  'apiserver.cores': 2,
  'apiserver.networkUs': 30,
  'watch.deliveryUs': 1000,
};
