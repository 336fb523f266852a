/** A world for the scheduler's tests: its clock is moved by hand, and API calls wait until the test answers them. */
import { Cluster, type Pod } from '../cluster/index.js';
import { type Plugin, type ResolvedPoints, releaseOf, resolveConfiguration } from '../framework/index.js';
import { reference } from '../hotpath/index.js';
import { plugins } from '../plugins/index.js';
import type { CallError, PodStatusPatch, SchedulerPort } from './port.js';
import { Scheduler, type SchedulerOptions } from './scheduler.js';
import { aNode } from './testing.js';
import { noTime } from './time-model.js';

/** A call that waits for its answer. */
export interface PendingCall {
  readonly call: number;
  /** "bind default/web to node", "patch default/web {…}", "delete default/web", "update PersistentVolume". */
  readonly text: string;
}

interface Timer {
  readonly id: number;
  readonly atUs: number;
  readonly timer: number;
  readonly argument: number;
}

/** What the world begins with. */
export interface TestWorldOptions {
  readonly nodes?: readonly string[];
  /** Plugins besides the default ones, at the end of the points they implement. */
  readonly extra?: readonly Plugin[];
  readonly options?: Partial<SchedulerOptions>;
}

export class TestWorld implements SchedulerPort {
  readonly cluster = new Cluster();
  readonly scheduler: Scheduler;
  readonly calls: PendingCall[] = [];
  readonly recorded: string[] = [];
  private clockUs = 0;
  private timers: Timer[] = [];
  private readonly fires: ((argument: number) => void)[] = [];
  private lastTimer = 0;

  constructor({ nodes = ['node'], extra = [], options = {} }: TestWorldOptions = {}) {
    const release = releaseOf('1.36');
    const { profiles, ...configuration } = resolveConfiguration(undefined, 'test', release);
    const registry = new Map(plugins.map((factory) => [factory.name, factory]));
    for (const plugin of extra) registry.set(plugin.name, { name: plugin.name, create: () => plugin });
    this.scheduler = new Scheduler({
      ...configuration,
      profiles: profiles.map((profile) => ({ ...profile, points: withExtra(profile.points, extra) })),
      registry,
      release,
      cluster: this.cluster,
      port: this,
      executor: reference,
      timeModel: noTime,
      random: () => 0,
      ...options,
    });
    for (const name of nodes) this.scheduler.events.node(aNode(name));
  }

  nowUs(): number {
    return this.clockUs;
  }

  timer(_name: string, fire: (argument: number) => void): number {
    return this.fires.push(fire) - 1;
  }

  after(delayUs: number, timer: number, argument: number): number {
    const id = ++this.lastTimer;
    this.timers.push({ id, atUs: this.clockUs + delayUs, timer, argument });
    return id;
  }

  cancel(pending: number): void {
    this.timers = this.timers.filter(({ id }) => id !== pending);
  }

  bind(call: number, pod: Pod, nodeName: string): void {
    this.calls.push({ call, text: `bind ${pod.key} to ${nodeName}` });
  }

  patchStatus(call: number, pod: Pod, { notScheduled, ...patch }: PodStatusPatch): void {
    const texts = { ...patch, ...(notScheduled && { notScheduled: notScheduled.reason }) };
    this.calls.push({ call, text: `patch ${pod.key} ${JSON.stringify(texts)}` });
  }

  deletePod(call: number, pod: Pod): void {
    this.calls.push({ call, text: `delete ${pod.key}` });
  }

  updateObject(call: number, kind: string): void {
    this.calls.push({ call, text: `update ${kind}` });
  }

  recordEvent(pod: Pod, reason: string): void {
    this.recorded.push(`${reason} ${pod.key}`);
  }

  /** Texts of the calls that wait for an answer. */
  get waiting(): readonly string[] {
    return this.calls.map(({ text }) => text);
  }

  /** Answers the oldest call. */
  answer(error?: CallError): void {
    this.scheduler.answer(this.calls.shift()!.call, error);
  }

  /** Moves the clock, firing timers on the way in order of time. */
  advance(us: number): void {
    const untilUs = this.clockUs + us;
    for (;;) {
      const next = this.timers.filter(({ atUs }) => atUs <= untilUs).sort((a, b) => a.atUs - b.atUs || a.id - b.id)[0];
      if (next === undefined) break;
      this.cancel(next.id);
      this.clockUs = next.atUs;
      this.fires[next.timer]!(next.argument);
    }
    this.clockUs = untilUs;
  }

  /** Where a pod waits. */
  queueOf({ index }: Pod): string {
    const queues = (['active', 'backoff', 'unschedulable'] as const).filter((name) =>
      this.scheduler.queue.list(name).some((pod) => pod.index === index),
    );
    return queues.join() || 'none';
  }
}

function withExtra(points: ResolvedPoints, extra: readonly Plugin[]): ResolvedPoints {
  const more = (point: keyof Plugin) => extra.filter((plugin) => plugin[point] !== undefined).map(({ name }) => name);
  return {
    ...points,
    filter: [...points.filter, ...more('filter')],
    reserve: [...points.reserve, ...more('reserve')],
    permit: [...points.permit, ...more('permit')],
    preBind: [...points.preBind, ...more('preBind')],
  };
}
