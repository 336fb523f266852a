/** Runs Reserve and Permit plugins on the node that was chosen. Upstream: pkg/scheduler/framework/runtime/framework.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { CycleState } from './cycle-state.js';
import type { Framework } from './framework.js';
import { failure, Status, success } from './status.js';

/** Longest that a Permit plugin may make a pod wait, µs. Upstream: maxTimeout. */
const maxPermitTimeoutUs = 15 * 60 * 1_000_000;

/** Runs Reserve plugins in order up to the first that fails; the caller then has to run `runUnreserves`. */
export function runReserves(framework: Framework, cycle: CycleState, pod: Pod, nodeName: string): Status {
  for (const { name, slot, plugin } of framework.reserves) {
    const status = plugin.reserve!.reserve(pod, nodeName, cycle.filterStates[slot]);
    if (status.isSuccess) continue;
    if (status.isRejected) return status.by(name);
    return failure(`running Reserve plugin "${name}": ${status.message}`);
  }
  return success;
}

/** Undoes all reservations, last first. */
export function runUnreserves(framework: Framework, cycle: CycleState, pod: Pod, nodeName: string): void {
  for (const { slot, plugin } of [...framework.reserves].reverse())
    plugin.reserve!.unreserve(pod, nodeName, cycle.filterStates[slot]);
}

export interface PermitOutcome {
  /** Success, Wait, a rejection or Error. */
  readonly status: Status;
  /** With Wait: how long each plugin lets the pod wait at most, µs. */
  readonly timeoutsUs: ReadonlyMap<string, number>;
}

const permitted: PermitOutcome = { status: success, timeoutsUs: new Map() };

/** Runs Permit plugins in order; the first rejection or failure ends it, Wait does not. */
export function runPermits(framework: Framework, cycle: CycleState, pod: Pod, nodeName: string): PermitOutcome {
  if (framework.permits.length === 0) return permitted;
  const timeoutsUs = new Map<string, number>();
  let waiting: Status | null = null;
  for (const { name, slot, plugin } of framework.permits) {
    const { status, timeoutUs } = plugin.permit!(pod, nodeName, cycle.filterStates[slot]);
    if (status.isSuccess) continue;
    if (status.code === 'Wait') {
      timeoutsUs.set(name, Math.min(timeoutUs ?? 0, maxPermitTimeoutUs));
      waiting = status;
    } else return { status: notPermitted(name, status), timeoutsUs: new Map() };
  }
  return { status: waiting === null ? success : stillWaiting(waiting), timeoutsUs };
}

function notPermitted(name: string, status: Status): Status {
  if (status.isRejected) return status.by(name);
  return failure(`running Permit plugin "${name}": ${status.message}`).by(name);
}

function stillWaiting(status: Status): Status {
  return new Status('Wait', [...status.reasons, 'one or more plugins asked to wait and no plugin rejected pod']);
}
