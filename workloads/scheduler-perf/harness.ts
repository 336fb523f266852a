/** The machine on which our measurements of scheduler_perf were made: scheduler, API server, etcd and the creating client on two hyperthreads of one core. */
import type { RunSpec } from '../../engine/index.js';

/** Every client of the harness, the scheduler's among them. Upstream: util.go mustSetupCluster, v1.36: 5000. */
export const harnessQps = 5000;

/** Core time of requests, µs, on a machine of speed 1; client, server and etcd together. */
export interface RequestCosts {
  /** Every request. */
  readonly handlerUs: number;
  /** A KiB of an object that is carried whole, as JSON. */
  readonly kibUs: number;
  /** A change, sent to the watches and taken in by informers. */
  readonly fanOutUs: number;
}

/** Fitted to the measured workloads of 500 nodes; their sum is better known than each. bench/scheduler-perf/README.md tells how, and what that proves. */
export const requestCosts: RequestCosts = { handlerUs: 750, kibUs: 1000, fanOutUs: 150 };

/** How fast that machine is, next to the one the scheduler's costs were measured on: the one constant that is fitted to all measured workloads. */
export const machineSpeed = 0.8;

/** What handling them takes next to that of a creation, so that all in all they take 1.43 and 1.61 of it: measured; bench/scheduler-perf/README.md has the figures. */
const requestShares = { 'apiserver.patchShare': 2, 'apiserver.deletionShare': 3.6 };

/** How often the second of a search's threads is through before the first: measured with kube-scheduler v1.36.3 on equal nodes; bench/scheduler-perf/README.md has the counts. */
const outrunShare = 0.02;

/** Model constants of such a machine; what is 0 is part of another figure, or nothing: no network is crossed. */
export function harnessModelsAt(speed: number, { handlerUs, kibUs, fanOutUs }: RequestCosts): RunSpec['models'] {
  return {
    // Measured on: 2 vCPUs. What the second adds is fitted with the scheduler's costs, to scheduler_cost.tsv.
    'machine.cores': 2,
    'machine.extraCore': 0.25,
    'scheduler.speed': speed,
    'scheduler.outrunShare': outrunShare,
    'apiserver.networkUs': 0,
    'apiserver.authenticationUs': 0,
    'apiserver.authorizationUs': 0,
    'apiserver.admissionUs': 0,
    'apiserver.handlerUs': handlerUs / speed,
    'apiserver.kibUs': kibUs / speed,
    ...requestShares,
    'apiserver.fanOutUs': fanOutUs / speed,
    // One member on an SSD: fdatasync takes less than 1 ms (etcd's documentation; 0.96 ms on average in a published histogram).
    'etcd.fsyncUs': 1000,
    // Within a process; the work of it is fanOutUs. Estimate.
    'watch.deliveryUs': 500,
  };
}

export const harnessModels = harnessModelsAt(machineSpeed, requestCosts);
