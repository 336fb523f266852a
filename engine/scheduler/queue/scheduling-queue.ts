/** Pods waiting to be scheduled: activeQ, backoffQ and unschedulablePods, and who moves when. Upstream: pkg/scheduler/backend/queue/scheduling_queue.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import type { ClusterEvent, ReleaseBehaviour } from '../../framework/index.js';
import { podChanges } from '../pod-changes.js';
import { BackoffQueue } from './backoff-queue.js';
import {
  backoffComplete,
  forceActivate,
  isWildcard,
  labelOf,
  matches,
  scheduleAttemptFailure,
  unschedulableTimeout,
  unscheduledPodAdd,
  unscheduledPodUpdate,
} from './cluster-events.js';
import { Gates } from './gates.js';
import { Heap } from './heap.js';
import { InFlight, type SeenEvent } from './in-flight.js';
import { type Nomination, Nominator, type PodLister } from './nominator.js';
import type { QueueProfiles } from './queue-profile.js';
import { QueuedPodInfo, unset } from './queued-pod.js';
import { QueueingHints } from './queueing-hints.js';
import { askedAbout, type Strategy, strategyAfterAttempt, strategyBy, strategyFor } from './requeueing.js';
import { UnschedulablePods } from './unschedulable-pods.js';

/** The three places where pods wait. */
export type QueueName = 'active' | 'backoff' | 'unschedulable';

/** What of the queue differs between releases. */
export type QueueBehaviour = Pick<
  ReleaseBehaviour,
  'nodeAddBringsTaintChanges' | 'gatedPodsAreNominated' | 'flushReachesGatedPods'
>;

/** How the queue is set up, and who hears of what it does. */
export interface QueueOptions {
  readonly nowUs: () => number;
  readonly profiles: QueueProfiles;
  readonly lister: PodLister;
  readonly initialBackoffUs: number;
  readonly maxBackoffUs: number;
  /** How long a pod may stay in unschedulablePods before it is tried whatever happened. Upstream: 5 min. */
  readonly maxInUnschedulablePodsUs: number;
  /** Gate SchedulerPopFromBackoffQ. */
  readonly popFromBackoffQ: boolean;
  readonly behaviour: QueueBehaviour;
  /** A pod may be popped now. */
  readonly onReady?: () => void;
  /** A pod came into a queue because of this (an event's label, or another cause). */
  readonly onIncoming?: (queue: QueueName, cause: string) => void;
}

/** A pod that an event brings out of unschedulablePods. */
interface Move {
  readonly info: QueuedPodInfo;
  readonly strategy: Strategy;
}

/** Invariant: a pod is in one of the three places, in flight, or unknown. */
export class SchedulingQueue {
  private readonly active: Heap<QueuedPodInfo>;
  private readonly backoff: BackoffQueue;
  private readonly unschedulable = new UnschedulablePods();
  private readonly inFlight = new InFlight();
  private readonly nominator: Nominator;
  /** Nominated pods by the nominator's list of them. */
  private readonly listedNominated = new WeakMap<readonly number[], readonly Pod[]>();
  private readonly hints: QueueingHints;
  private readonly gates: Gates;
  /** By index, the pods in activeQ or backoffQ. */
  private readonly queued: (QueuedPodInfo | undefined)[] = [];
  private cycles = 0;

  constructor(private readonly options: QueueOptions) {
    const { profiles, nowUs, initialBackoffUs, maxBackoffUs, popFromBackoffQ, lister } = options;
    const first = profiles.values().next().value!;
    const less = (a: QueuedPodInfo, b: QueuedPodInfo) => first.less(a, b);
    this.active = new Heap(less, first.queueSortKeys);
    this.backoff = new BackoffQueue({
      nowUs,
      initialUs: initialBackoffUs,
      maxUs: maxBackoffUs,
      windows: popFromBackoffQ,
      less,
    });
    this.nominator = new Nominator(lister);
    this.hints = new QueueingHints(eventsOf(profiles), options.behaviour.nodeAddBringsTaintChanges);
    this.gates = new Gates(profiles, this.hints);
  }

  /** How many pods were popped so far: the number of the current scheduling cycle. */
  get schedulingCycle(): number {
    return this.cycles;
  }

  /** Whether `pop` would give a pod. */
  get isReady(): boolean {
    return this.active.size > 0 || (this.options.popFromBackoffQ && this.backoff.poppable > 0);
  }

  get sizes(): Readonly<Record<QueueName | 'inFlight', number>> {
    return {
      active: this.active.size,
      backoff: this.backoff.size,
      unschedulable: this.unschedulable.size,
      inFlight: this.inFlight.size,
    };
  }

  /** The pods of a queue, in no order that means anything. */
  list(queue: QueueName): Pod[] {
    const infos = {
      active: () => this.active.list(),
      backoff: () => this.backoff.list(),
      unschedulable: () => this.unschedulable.all(),
    };
    return Array.from(infos[queue](), (info) => info.pod);
  }

  /** What the queue knows of a waiting pod; undefined for one in flight or unknown. */
  get(pod: number): QueuedPodInfo | undefined {
    return this.queued[pod] ?? this.unschedulable.get(pod);
  }

  /** A new pod. */
  add(pod: Pod): void {
    if (this.options.behaviour.gatedPodsAreNominated) this.nominator.add(pod, undefined);
    this.notify(this.moveToActive(new QueuedPodInfo(pod, this.options.nowUs()), labelOf(unscheduledPodAdd)));
  }

  /** The next pod to schedule: activeQ's first, else, early, backoffQ's. */
  pop(): QueuedPodInfo | undefined {
    const info = this.active.pop() ?? (this.options.popFromBackoffQ ? this.popFromBackoff() : undefined);
    if (info === undefined) return undefined;
    this.queued[info.pod.index] = undefined;
    info.attempts++;
    if (this.inFlight.has(info.pod.index)) return this.pop();
    this.inFlight.add(info.pod.index);
    this.cycles++;
    return info;
  }

  /** The popped pod's attempt is over, or far enough that no event can matter to it. */
  done(pod: number): void {
    this.inFlight.done(pod);
  }

  /** A popped pod comes back, its rejecting plugins noted. */
  addUnschedulable(info: QueuedPodInfo): void {
    const pod = info.pod.index;
    if (this.get(pod) === undefined) {
      this.countAttempt(info);
      const strategy = strategyAfterAttempt(this.hints, info, this.inFlight.eventsFor(pod));
      this.notify(this.requeue(info, strategy, scheduleAttemptFailure) !== 'unschedulable');
    }
    this.done(pod);
  }

  /** A waiting pod changed. */
  update(before: Pod, after: Pod): void {
    const events = podChanges(before, after);
    if (this.inFlight.has(after.index)) {
      for (const event of events) this.inFlight.note(event, before, after);
      return;
    }
    const queued = this.queued[after.index];
    if (queued !== undefined) this.updateQueued(queued, before, after);
    else if (this.unschedulable.get(after.index) !== undefined) this.updateUnschedulable(before, after, events);
    else this.notify(this.moveToActive(new QueuedPodInfo(after, this.options.nowUs()), labelOf(unscheduledPodUpdate)));
  }

  delete(pod: Pod): void {
    this.nominator.delete(pod.index);
    const queued = this.queued[pod.index];
    if (queued === undefined) this.unschedulable.delete(pod.index);
    else this.dequeue(queued);
  }

  /** Tries pods now, whatever their backoff; one in flight will be tried again when it comes back. */
  activate(pods: Iterable<Pod>): void {
    let activated = false;
    for (const pod of pods) {
      if (this.activateOne(pod.index)) activated = true;
      else if (this.inFlight.has(pod.index)) this.inFlight.note(forceActivate, undefined, pod);
    }
    this.notify(activated);
  }

  /** Something happened: moves the pods in unschedulablePods that it may help, and keeps it for pods in flight. */
  moveAll(event: ClusterEvent, before: unknown, after: unknown, check?: (pod: Pod) => boolean): void {
    if (!this.hints.isOfInterest(event)) return;
    const seen: SeenEvent = { event, before, after };
    const moves: Move[] = [];
    for (const { schedulerName, plugins, pods } of this.unschedulable.rejectedGroups()) {
      const hints = askedAbout(this.hints, schedulerName, plugins, event);
      if (hints === null) continue;
      for (const info of pods.values()) {
        if (check !== undefined && !check(info.pod)) continue;
        if (info.gated && !this.mayRelease(info, event)) continue;
        const strategy = strategyBy(hints, info, seen);
        if (strategy !== 'skip') moves.push({ info, strategy });
      }
    }
    this.move(moves, seen);
  }

  /** Moves pods whose backoff is over to activeQ. */
  flushBackoff(): void {
    let activated = false;
    for (const info of this.backoff.popCompleted()) {
      this.queued[info.pod.index] = undefined;
      if (this.moveToActive(info, backoffComplete, this.options.popFromBackoffQ)) activated = true;
    }
    this.notify(activated);
  }

  /** Moves pods that have been in unschedulablePods for too long. */
  flushUnschedulable(): void {
    const nowUs = this.options.nowUs();
    const moves: Move[] = [];
    let flushed = false;
    for (const info of this.unschedulable.all()) {
      const sinceUs = Math.max(info.timestampUs, info.flushedUs);
      if (nowUs - sinceUs <= this.options.maxInUnschedulablePodsUs) continue;
      flushed = true;
      info.flushed = true;
      if (this.options.behaviour.flushReachesGatedPods) info.flushedUs = nowUs;
      if (!info.gated || this.mayRelease(info, unschedulableTimeout)) moves.push({ info, strategy: 'afterBackoff' });
    }
    if (flushed) this.move(moves, { event: unschedulableTimeout, before: undefined, after: undefined });
  }

  /** Notes what an attempt says about the pod's nomination. */
  nominate(pod: Pod, nomination: Nomination): void {
    this.nominator.add(pod, nomination);
  }

  deleteNomination(pod: number): void {
    this.nominator.delete(pod);
  }

  /** Waiting pods nominated to the node, one that is in flight not among them; the same list as long as they are the same. */
  nominatedPods(node: string): readonly Pod[] {
    const indexes = this.nominator.pods(node);
    if (indexes.length === 0) return noPods;
    const listed = this.listedNominated.get(indexes) ?? noPods;
    const isComplete = indexes.length === listed.length;
    if (isComplete && listed.every((pod, i) => this.get(indexes[i]!)?.pod === pod)) return listed;
    const pods = indexes.flatMap((pod) => this.get(pod)?.pod ?? []);
    this.listedNominated.set(indexes, pods);
    return pods;
  }

  /** Nodes that pods are nominated to. */
  nominatedNodes(): ReadonlyMap<string, unknown> {
    return this.nominator.nodes();
  }

  private popFromBackoff(): QueuedPodInfo | undefined {
    const info = this.backoff.pop();
    if (info !== undefined) this.options.onIncoming?.('active', 'PopFromBackoffQ');
    return info;
  }

  private countAttempt(info: QueuedPodInfo): void {
    if (info.hasRejectors) {
      info.unschedulableCount++;
      info.consecutiveErrorsCount = 0;
    } else info.consecutiveErrorsCount++;
    info.timestampUs = this.options.nowUs();
    info.backoffEndUs = unset;
    info.flushed = false;
  }

  private updateQueued(info: QueuedPodInfo, before: Pod, after: Pod): void {
    if (!this.backoff.update(info, after)) {
      info.pod = after;
      this.active.addOrUpdate(info);
    }
    this.nominator.update(before, after);
  }

  private updateUnschedulable(before: Pod, after: Pod, events: readonly ClusterEvent[]): void {
    const info = this.unschedulable.get(after.index)!;
    info.pod = after;
    this.nominator.update(before, after);
    for (const event of events) {
      const strategy = strategyFor(this.hints, info, { event, before, after });
      if (this.requeue(info, strategy, labelOf(event)) === 'unschedulable') continue;
      this.notify(true);
      return;
    }
  }

  private activateOne(pod: number): boolean {
    const waiting = this.unschedulable.get(pod);
    if (waiting !== undefined) return this.moveToActive(waiting, labelOf(forceActivate));
    const queued = this.queued[pod];
    if (queued === undefined || !this.backoff.delete(queued)) return false;
    this.queued[pod] = undefined;
    return this.moveToActive(queued, labelOf(forceActivate), this.options.popFromBackoffQ);
  }

  private move(moves: readonly Move[], seen: SeenEvent): void {
    const label = labelOf(seen.event);
    let activated = false;
    for (const { info, strategy } of moves) {
      this.unschedulable.delete(info.pod.index);
      if (this.requeue(info, strategy, label) !== 'unschedulable') activated = true;
    }
    this.inFlight.note(seen.event, seen.before, seen.after);
    this.notify(activated);
  }

  /** Whether the event may make the plugin that gates the pod let it in. */
  private mayRelease(info: QueuedPodInfo, event: ClusterEvent): boolean {
    if (this.options.behaviour.flushReachesGatedPods && isWildcard(event)) return true;
    return info.gatingEvents.some((registered) => matches(registered, event));
  }

  /** Where the pod went. */
  private requeue(info: QueuedPodInfo, strategy: Strategy, cause: string): QueueName {
    if (strategy === 'skip') {
      this.keep(info, cause);
      return 'unschedulable';
    }
    if (strategy === 'afterBackoff' && this.backoff.isBackingOff(info))
      return this.moveToBackoff(info, cause) ? 'backoff' : 'unschedulable';
    return this.moveToActive(info, cause) ? 'active' : 'unschedulable';
  }

  /** False if a plugin gates the pod, which then waits in unschedulablePods. */
  private moveToActive(info: QueuedPodInfo, cause: string, gatesChecked = false): boolean {
    if (!gatesChecked) this.gates.check(info);
    if (info.gated) {
      if (this.queued[info.pod.index] === undefined) this.keep(info, cause);
      return false;
    }
    if (info.initialAttemptUs === unset) info.initialAttemptUs = this.options.nowUs();
    this.unschedulable.delete(info.pod.index);
    this.backoff.delete(info);
    this.active.addOrUpdate(info);
    this.queued[info.pod.index] = info;
    this.options.onIncoming?.('active', cause);
    if (cause === addLabel || cause === updateLabel) this.nominator.add(info.pod, undefined);
    return true;
  }

  /** False if a plugin gates the pod, which then waits in unschedulablePods. */
  private moveToBackoff(info: QueuedPodInfo, cause: string): boolean {
    if (this.options.popFromBackoffQ) {
      this.gates.check(info);
      if (info.gated) {
        this.keep(info, cause);
        return false;
      }
    }
    this.unschedulable.delete(info.pod.index);
    this.backoff.add(info);
    this.queued[info.pod.index] = info;
    this.options.onIncoming?.('backoff', cause);
    return true;
  }

  private keep(info: QueuedPodInfo, cause: string): void {
    if (info.gated) info.flushed = false;
    if (this.unschedulable.addOrUpdate(info)) this.options.onIncoming?.('unschedulable', cause);
  }

  private dequeue(info: QueuedPodInfo): void {
    this.queued[info.pod.index] = undefined;
    if (!this.active.delete(info)) this.backoff.delete(info);
  }

  private notify(ready: boolean): void {
    if (ready) this.options.onReady?.();
  }
}

const noPods: readonly Pod[] = [];
const addLabel = labelOf(unscheduledPodAdd);
const updateLabel = labelOf(unscheduledPodUpdate);

function eventsOf(profiles: QueueProfiles) {
  return new Map(
    [...profiles].map(([name, profile]) => [
      name,
      [...profile.eventRegistrations()].map(([plugin, registrations]) => ({ plugin, registrations })),
    ]),
  );
}
