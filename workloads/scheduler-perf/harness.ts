/** The machine on which our measurements of scheduler_perf were made: scheduler, API server, etcd and the creating client on two hyperthreads of one core. */
import type { RunSpec } from '../../engine/index.js';

/** Every client of the harness, the scheduler's among them. Upstream: util.go mustSetupCluster, v1.36: 5000. */
export const harnessQps = 5000;

/**
 * Constants of the harness and its machine; bench/scheduler-perf/README.md says how they were fitted. A request's parts are one figure here: client,
 * server and etcd work on the same cores, and nothing crosses a network.
 */
export const harnessModels: RunSpec['models'] = {
  'machine.cores': 2,
  'machine.extraCore': 0.25,
  'scheduler.speed': 0.8,
  'apiserver.networkUs': 0,
  'apiserver.authenticationUs': 0,
  'apiserver.authorizationUs': 0,
  'apiserver.admissionUs': 0,
  'apiserver.handlerUs': 1000,
  'apiserver.objectUs': 900,
  'apiserver.fanOutUs': 400,
  'etcd.fsyncUs': 2000,
  'watch.deliveryUs': 500,
};
