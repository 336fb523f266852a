/** The machine on which scheduler_perf runs everything: scheduler, API server, etcd and creator in a process or beside it, on the same cores. */
import type { RunSpec } from '../../engine/index.js';

/** Every client of the harness, the scheduler's among them. Upstream: util.go mustSetupCluster, v1.36: 5000. */
export const harnessQps = 5000;

export const harnessModels: RunSpec['models'] = {
  'machine.cores': 2,
  'machine.extraCore': 0.25,
  'apiserver.networkUs': 0,
  'apiserver.authenticationUs': 0,
  'apiserver.authorizationUs': 0,
  'apiserver.admissionUs': 0,
  'apiserver.handlerUs': 1200,
  'apiserver.fanOutUs': 700,
  'etcd.fsyncUs': 500,
  'watch.deliveryUs': 500,
};
