/** Pods whose PreBind plugins are at work: until these are through, a preemptor may cancel the binding. Upstream: pkg/scheduler/framework/runtime/pods_in_prebind_map.go, v1.36. */
import type { Status } from '../framework/index.js';

type Done = (status: Status) => void;

/** Invariant: a pod that is watched is reported once. */
export class PreBindings {
  private readonly running = new Map<number, Done>();

  /** Watches over a pod's PreBind plugins: returns what they report to, and `done` hears the outcome or the cancellation, once. */
  watch(pod: number, done: Done): Done {
    this.running.set(pod, done);
    return (status) => {
      if (this.running.get(pod) !== done) return;
      this.running.delete(pod);
      done(status);
    };
  }

  /** False if the pod's PreBind plugins are not at work. */
  cancel(pod: number, status: Status): boolean {
    const done = this.running.get(pod);
    if (done === undefined) return false;
    this.running.delete(pod);
    done(status);
    return true;
  }
}
