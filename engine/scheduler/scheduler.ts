/** The scheduler: pops a pod, decides, takes the place, binds; several profiles, one queue. Upstream: pkg/scheduler/scheduler.go and schedule_one.go, v1.36. */
import type { Cluster, Pod } from '../cluster/index.js';
import {
  createFramework,
  type FitError,
  type Framework,
  failure,
  type PluginRegistry,
  type Release,
  type ResolvedProfile,
  rejectedOn,
  runPermits,
  runReserves,
  runUnreserves,
  type Status,
  success,
} from '../framework/index.js';
import { type Decision, decide, type Executor, type Explanation, explainPod } from '../hotpath/index.js';
import type { Attempt } from './attempt.js';
import { BindingCycle } from './binding-cycle.js';
import { Calls } from './calls.js';
import { EventHandlers } from './event-handlers.js';
import { failureHandler, type HandleFailure } from './failures.js';
import type { SchedulerObserver } from './observer.js';
import { PluginCallsOverPort } from './plugin-calls.js';
import { PodStore } from './pod-store.js';
import type { CallError, SchedulerPort } from './port.js';
import { Preemption } from './preemption.js';
import { type Nomination, orderingWindowUs, type QueuedPodInfo, SchedulingQueue } from './queue/index.js';
import { raceShift, type SearchRaceParts } from './search-race.js';
import type { TimeModel } from './time-model.js';
import { WaitingPods } from './waiting-pods.js';

/** What a scheduler is made from. */
export interface SchedulerOptions extends SearchRaceParts {
  /** At least one; the first one's QueueSort orders the queue. */
  readonly profiles: readonly ResolvedProfile[];
  readonly registry: PluginRegistry;
  readonly release: Release;
  /** Cache and snapshot; filled through `Scheduler.events`. */
  readonly cluster: Cluster;
  readonly port: SchedulerPort;
  readonly executor: Executor;
  readonly timeModel: TimeModel;
  readonly percentageOfNodesToScore: number;
  readonly podInitialBackoffUs: number;
  readonly podMaxBackoffUs: number;
  /** A draw in [0, 1) for plugins, by key. */
  random(pod: Pod, nodeName: string, attempt: number): number;
  /** The clock by which hints from pod to pod age, upstream the machine's; absent: virtual time. */
  batchNowUs?(): number;
  readonly observer?: SchedulerObserver;
}

/** How long a pod stays in unschedulablePods at most. Upstream: DefaultPodMaxInUnschedulablePodsDuration, 5 min. */
const maxInUnschedulablePodsUs = 5 * 60 * 1_000_000;
/** How often pods that stayed too long are looked for. Upstream: PriorityQueue.Run, 30 s. */
const flushUnschedulableEveryUs = 30 * 1_000_000;

/** Invariant: at most one scheduling cycle runs; bindings and evictions run beside it. */
export class Scheduler {
  /** What watches deliver goes in here. */
  readonly events: EventHandlers;
  readonly queue: SchedulingQueue;
  readonly store: PodStore;
  readonly waiting: WaitingPods;
  readonly frameworks: ReadonlyMap<string, Framework>;
  private readonly calls = new Calls();
  private readonly preemption: Preemption;
  private readonly pluginCalls: PluginCallsOverPort;
  private readonly binding: BindingCycle;
  private readonly fail: HandleFailure;
  private readonly observer: SchedulerObserver;
  /** Where in the snapshot the next search begins. */
  private startIndex = 0;
  /** The cycle whose virtual time runs. */
  private current: { readonly attempt: Attempt; readonly decision: Decision } | null = null;
  /** A cycle failed, and its pod's status is being patched: upstream does that within the loop. */
  private patching = false;
  private running = false;
  private wakeUpPending = false;
  private readonly timers: Readonly<Record<'cycleEnd' | 'nextCycle' | 'flushBackoff' | 'flushUnschedulable', number>>;

  constructor(private readonly options: SchedulerOptions) {
    const { port, cluster, release, observer = {} } = options;
    this.observer = observer;
    this.store = new PodStore(cluster.shelf);
    this.waiting = new WaitingPods(port);
    this.preemption = this.makePreemption();
    this.pluginCalls = new PluginCallsOverPort({
      port,
      calls: this.calls,
      preemption: this.preemption,
      waiting: this.waiting,
      activate: (pods) => this.queue.activate(pods),
    });
    this.frameworks = this.makeFrameworks();
    this.queue = this.makeQueue();
    this.fail = failureHandler({
      port,
      calls: this.calls,
      store: this.store,
      queue: this.queue,
      observer,
      behaviour: release.behaviour,
    });
    this.binding = new BindingCycle({
      port,
      calls: this.calls,
      cluster,
      queue: this.queue,
      waiting: this.waiting,
      observer,
      fail: this.fail,
      announces: release.gate('NominatedNodeNameForExpectation'),
      behaviour: release.behaviour,
    });
    this.events = new EventHandlers({
      cluster,
      queue: this.queue,
      store: this.store,
      waiting: this.waiting,
      isResponsible: (schedulerName) => this.frameworks.has(schedulerName),
    });
    this.timers = {
      cycleEnd: port.timer('cycle-end', () => this.cycleTimeIsOver()),
      nextCycle: port.timer('next-cycle', () => this.proceed()),
      flushBackoff: port.timer('flush-backoff', () => this.flushBackoff()),
      flushUnschedulable: port.timer('flush-unschedulable', () => this.flushUnschedulable()),
    };
  }

  /** Starts the queue's clocks. */
  start(): void {
    const untilWindow = orderingWindowUs - (this.options.port.nowUs() % orderingWindowUs);
    this.options.port.after(untilWindow, this.timers.flushBackoff, 0);
    this.options.port.after(flushUnschedulableEveryUs, this.timers.flushUnschedulable, 0);
  }

  /** From now on pods are scheduled as they come, one cycle after the other. */
  run(): void {
    this.running = true;
    this.wakeUp();
  }

  /** Schedules the next pod; false if none can be popped. Where cycles take time, this one ends later. */
  scheduleOne(): boolean {
    const info = this.queue.pop();
    if (info === undefined) return false;
    const framework = this.frameworks.get(info.pod.spec.schedulerName);
    if (framework === undefined || this.skips(info.pod)) this.queue.done(info.pod.index);
    else this.beginCycle(info, framework);
    return true;
  }

  /** The world's answer to a call of the port. */
  answer(call: number, error?: CallError): void {
    this.calls.answer(call, error);
  }

  /** Explains how the pod would be decided now, or is about to be; nothing changes. Null where no profile has its scheduler name. */
  explain(pod: Pod, attempt: number, all: boolean): Explanation | null {
    const framework = this.frameworks.get(pod.spec.schedulerName);
    if (framework === undefined) return null;
    const { cluster, percentageOfNodesToScore } = this.options;
    cluster.updateSnapshot();
    const { length } = cluster.nodes;
    const shift = raceShift(this.options, pod, attempt, length);
    return explainPod(framework, pod, {
      all,
      attempt,
      startIndex: moved(this.startIndex, shift, length),
      percentageOfNodesToScore,
      cycleNumber: this.queue.schedulingCycle,
    });
  }

  /** A pod that is being deleted, or has been assumed meanwhile, is not scheduled. */
  private skips(pod: Pod): boolean {
    if (!pod.isTerminating) return this.options.cluster.isAssumed(pod);
    this.options.port.recordEvent(pod, 'FailedScheduling', `skip schedule deleting pod: ${pod.key}`);
    return true;
  }

  private beginCycle(info: QueuedPodInfo, framework: Framework): void {
    const { cluster, executor, percentageOfNodesToScore, port, timeModel } = this.options;
    const startUs = port.nowUs();
    this.observer.cycleStarted?.(info);
    cluster.updateSnapshot();
    const { length } = cluster.nodes;
    const shift = raceShift(this.options, info.pod, info.attempts, length);
    const decision = decide(framework, info.pod, {
      executor,
      attempt: info.attempts,
      startIndex: moved(this.startIndex, shift, length),
      percentageOfNodesToScore,
      cycleNumber: this.queue.schedulingCycle,
    });
    this.startIndex = moved(decision.nextStartIndex, -shift, length);
    this.current = { attempt: { info, framework, cycle: decision.cycle, startUs }, decision };
    if (port.spend && timeModel.demand)
      return port.spend(timeModel.demand(decision.work, cluster.relisted), this.timers.cycleEnd);
    const cycleUs = timeModel.cycleUs(decision.work, cluster.relisted);
    if (cycleUs > 0) port.after(cycleUs, this.timers.cycleEnd, 0);
    else this.endCycle();
  }

  private cycleTimeIsOver(): void {
    this.endCycle();
    this.proceed();
  }

  private endCycle(): void {
    const { attempt, decision } = this.current!;
    this.current = null;
    this.pluginCalls.release();
    this.observer.cycleEnded?.(attempt.info, attempt.startUs, decision.work);
    const { outcome } = decision;
    if (!outcome.placed) {
      this.failCycle(attempt, outcome.status, outcome.fitError, outcome.nominatedNode);
      return;
    }
    this.observer.placed?.(attempt.info, outcome, attempt.startUs);
    this.takePlace(attempt, outcome.nodeName);
  }

  /** Assumes the pod there, reserves, asks Permit plugins, and lets binding begin. */
  private takePlace(attempt: Attempt, nodeName: string): void {
    const { framework, cycle, info } = attempt;
    const pod = info.pod.with({ nodeName });
    const assumed = this.assume(pod);
    if (!assumed.isSuccess) {
      this.failCycle(attempt, assumed, null, '');
      return;
    }
    const reserved = runReserves(framework, cycle, pod, nodeName);
    if (!reserved.isSuccess) {
      this.giveUpPlace(attempt, pod, reserved);
      return;
    }
    const permit = runPermits(framework, cycle, pod, nodeName);
    if (!permit.status.isSuccess && permit.status.code !== 'Wait') {
      this.giveUpPlace(attempt, pod, permit.status);
      return;
    }
    this.binding.start(attempt, pod, permit);
  }

  private assume(pod: Pod): Status {
    const { cluster } = this.options;
    if (cluster.cachedPod(pod.index) !== undefined)
      return failure(`pod ${pod.uid}(${pod.key}) is in the cache, so can't be assumed`);
    cluster.assumePod(pod);
    this.queue.deleteNomination(pod.index);
    return success;
  }

  private giveUpPlace(attempt: Attempt, pod: Pod, status: Status): void {
    runUnreserves(attempt.framework, attempt.cycle, pod, pod.nodeName);
    this.options.cluster.forgetPod(pod);
    const ending = status.isRejected ? rejectedOn(attempt.info.pod, pod.nodeName, status) : { status, fitError: null };
    this.failCycle(attempt, ending.status, ending.fitError, '');
  }

  /** The next cycle begins once the pod's status is patched. */
  private failCycle(attempt: Attempt, status: Status, fitError: FitError | null, nomination: Nomination): void {
    this.patching = true;
    this.fail(attempt, status, fitError, nomination, () => {
      this.patching = false;
      this.wakeUp();
    });
  }

  private wakeUp(): void {
    if (!this.running || this.wakeUpPending || this.patching || this.current !== null) return;
    this.wakeUpPending = true;
    this.options.port.after(0, this.timers.nextCycle, 0);
  }

  private proceed(): void {
    this.wakeUpPending = false;
    if (!this.running) return;
    while (this.current === null && !this.patching && this.scheduleOne());
  }

  private flushBackoff(): void {
    this.options.port.after(orderingWindowUs, this.timers.flushBackoff, 0);
    this.queue.flushBackoff();
  }

  private flushUnschedulable(): void {
    this.options.port.after(flushUnschedulableEveryUs, this.timers.flushUnschedulable, 0);
    this.queue.flushUnschedulable();
  }

  private makePreemption(): Preemption {
    const { port, parallelism } = this.options;
    return new Preemption({
      port,
      calls: this.calls,
      store: this.store,
      parallelism,
      nominatedPods: (nodeName) => this.queue.nominatedPods(nodeName),
      behaviour: this.options.release.behaviour,
      observer: this.observer,
      cancelBinding: (victim) => this.binding.cancel(victim, 'DefaultPreemption'),
      activate: (pods) => this.queue.activate(pods),
    });
  }

  private makeFrameworks(): ReadonlyMap<string, Framework> {
    const { profiles, registry, cluster, release, parallelism, port, random, batchNowUs } = this.options;
    const parts = {
      cluster,
      release,
      parallelism,
      nowUs: () => port.nowUs(),
      random,
      nominatedPods: (nodeName: string) => this.queue.nominatedPods(nodeName),
      nominatedNodes: () => this.queue.nominatedNodes(),
      latest: (pod: Pod) => this.store.get(pod.index),
      calls: this.pluginCalls,
      ...(batchNowUs && { batchNowUs }),
    };
    return new Map(profiles.map((profile) => [profile.schedulerName, createFramework(profile, registry, parts)]));
  }

  private makeQueue(): SchedulingQueue {
    const { port, release, podInitialBackoffUs, podMaxBackoffUs } = this.options;
    return new SchedulingQueue({
      nowUs: () => port.nowUs(),
      profiles: this.frameworks,
      lister: this.store,
      initialBackoffUs: podInitialBackoffUs,
      maxBackoffUs: podMaxBackoffUs,
      maxInUnschedulablePodsUs,
      popFromBackoffQ: release.gate('SchedulerPopFromBackoffQ'),
      behaviour: release.behaviour,
      onReady: () => this.wakeUp(),
      onIncoming: (queue, cause) => this.observer.incoming?.(queue, cause),
    });
  }
}

/** An index into so many nodes, a few further or back, around the end. */
function moved(index: number, by: number, length: number): number {
  return by === 0 ? index : (index + by + length) % length;
}
