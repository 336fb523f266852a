/** Pods that Permit plugins make wait. Upstream: pkg/scheduler/framework/runtime/waiting_pods_map.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { Status, success } from '../framework/index.js';
import type { SchedulerPort } from './port.js';

type Decided = (status: Status) => void;

interface WaitingPod {
  readonly pod: Pod;
  readonly decided: Decided;
  /** Plugin → its timer. */
  readonly pending: Map<string, number>;
}

interface Timeout {
  readonly pod: number;
  readonly plugin: string;
  readonly delayUs: number;
}

export class WaitingPods {
  private readonly waiting = new Map<number, WaitingPod>();
  private readonly timeouts = new Map<number, Timeout>();
  private readonly timer: number;
  private lastTimeout = 0;

  constructor(private readonly port: SchedulerPort) {
    this.timer = port.timer('permit-timeout', (id) => this.timedOut(id));
  }

  /** Makes the pod wait for every plugin named, each for its time at most. */
  add(pod: Pod, timeoutsUs: ReadonlyMap<string, number>, decided: Decided): void {
    const pending = new Map<string, number>();
    this.waiting.set(pod.index, { pod, decided, pending });
    for (const [plugin, delayUs] of timeoutsUs) {
      const id = ++this.lastTimeout;
      this.timeouts.set(id, { pod: pod.index, plugin, delayUs });
      pending.set(plugin, this.port.after(delayUs, this.timer, id));
    }
  }

  has(pod: number): boolean {
    return this.waiting.has(pod);
  }

  pods(): Pod[] {
    return Array.from(this.waiting.values(), ({ pod }) => pod);
  }

  /** The plugin agrees; the last that was waited for lets the pod go on. */
  allow(pod: number, plugin: string): void {
    const waiting = this.waiting.get(pod);
    if (waiting === undefined) return;
    const timer = waiting.pending.get(plugin);
    if (timer !== undefined) this.port.cancel(timer);
    waiting.pending.delete(plugin);
    if (waiting.pending.size === 0) this.decide(waiting, success);
  }

  /** The plugin rejects the pod: it is unschedulable. False if it does not wait. */
  reject(pod: number, plugin: string, message: string): boolean {
    return this.end(pod, new Status('Unschedulable', [message], plugin));
  }

  /** A preemptor takes the pod's place: it is tried again. False if it does not wait. */
  preempt(pod: number, plugin: string): boolean {
    return this.end(pod, new Status('Error', ['waiting on permit for pod: preempted'], plugin));
  }

  private end(pod: number, status: Status): boolean {
    const waiting = this.waiting.get(pod);
    if (waiting === undefined) return false;
    this.decide(waiting, status);
    return true;
  }

  private decide({ pod, pending, decided }: WaitingPod, status: Status): void {
    for (const timer of pending.values()) this.port.cancel(timer);
    this.waiting.delete(pod.index);
    decided(status);
  }

  private timedOut(id: number): void {
    const { pod, plugin, delayUs } = this.timeouts.get(id)!;
    this.timeouts.delete(id);
    this.reject(pod, plugin, `rejected due to timeout after waiting ${goDuration(delayUs)} at plugin ${plugin}`);
  }
}

/** As Go prints a duration of whole microseconds: 1m30s, 2.5s, 10ms. */
function goDuration(us: number): string {
  if (us < 1000) return us === 0 ? '0s' : `${us}µs`;
  if (us < 1_000_000) return `${us / 1000}ms`;
  const seconds = (us % 60_000_000) / 1_000_000;
  const minutes = Math.trunc(us / 60_000_000);
  if (minutes === 0) return `${seconds}s`;
  return minutes < 60 ? `${minutes}m${seconds}s` : `${Math.trunc(minutes / 60)}h${minutes % 60}m${seconds}s`;
}
