/** The API calls that plugins may make, carried out through the port. */
import type { Pod } from '../cluster/index.js';
import { failure, type PluginCalls, type Status, success } from '../framework/index.js';
import type { Calls } from './calls.js';
import type { CallError, SchedulerPort } from './port.js';
import type { Preemption } from './preemption.js';
import type { WaitingPods } from './waiting-pods.js';

/** What the calls go through. */
export interface PluginCallParts {
  readonly port: SchedulerPort;
  readonly calls: Calls;
  readonly preemption: Preemption;
  readonly waiting: WaitingPods;
  activate(pods: readonly Pod[]): void;
}

interface Held {
  readonly preemptor: Pod;
  readonly nodeName: string;
  readonly victims: readonly Pod[];
}

export class PluginCallsOverPort implements PluginCalls {
  private readonly callbacks = new Map<number, () => void>();
  private readonly timer: number;
  private lastCallback = 0;
  private held: Held[] = [];

  constructor(private readonly parts: PluginCallParts) {
    this.timer = parts.port.timer('plugin', (id) => this.callBack(id));
  }

  bind(pod: Pod, nodeName: string, done: (status: Status) => void): void {
    const { port, calls } = this.parts;
    calls.start(
      (call) => port.bind(call, pod, nodeName),
      (error) => done(statusOf(error)),
    );
  }

  update(kind: string, object: unknown, done: (status: Status) => void): void {
    const { port, calls } = this.parts;
    calls.start(
      (call) => port.updateObject(call, kind, object),
      (error) => done(statusOf(error)),
    );
  }

  /** Held until the cycle that decided on it is over. */
  preempt(preemptor: Pod, nodeName: string, victims: readonly Pod[]): void {
    this.held.push({ preemptor, nodeName, victims });
  }

  /** The cycle is over: what was held begins. */
  release(): void {
    const { held } = this;
    this.held = [];
    for (const { preemptor, nodeName, victims } of held) this.parts.preemption.start(preemptor, nodeName, victims);
  }

  isVictim(pod: Pod): boolean {
    return pod.victim;
  }

  isPreempting(pod: Pod): boolean {
    return this.parts.preemption.isRunning(pod.index);
  }

  after(delayUs: number, then: () => void): void {
    const id = ++this.lastCallback;
    this.callbacks.set(id, then);
    this.parts.port.after(delayUs, this.timer, id);
  }

  activate(pods: readonly Pod[]): void {
    this.parts.activate(pods);
  }

  waitingPods(): readonly Pod[] {
    return this.parts.waiting.pods();
  }

  allow(pod: Pod, plugin: string): void {
    this.parts.waiting.allow(pod.index, plugin);
  }

  reject(pod: Pod, plugin: string, message: string): void {
    this.parts.waiting.reject(pod.index, plugin, message);
  }

  private callBack(id: number): void {
    const then = this.callbacks.get(id)!;
    this.callbacks.delete(id);
    then();
  }
}

function statusOf(error: CallError | undefined): Status {
  return error === undefined ? success : failure(error.message);
}
