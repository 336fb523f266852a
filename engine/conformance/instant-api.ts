/** An API server in no time: calls are carried out one after the other, and once none is left the scheduler's watches hear of the changes. */
import type { Pod } from '../cluster/index.js';
import type { CallError, PodStatusPatch } from '../scheduler/index.js';

type Call = () => void;

/** Who hears of changes and answers: the scheduler. */
export interface ApiListener {
  podChanged(pod: Pod, sameResourceVersion: boolean): void;
  podGone(pod: Pod): void;
  objectChanged(kind: string, object: unknown): void;
  answered(call: number, error: CallError | undefined): void;
}

/** Invariant: a watch hears of nothing while a call is left to carry out. */
export class InstantApi {
  /** Pods deleted through a call, as namespace/name. */
  readonly deleted: string[] = [];
  private readonly pods = new Map<number, Pod>();
  private readonly byKey = new Map<string, number>();
  private calls: Call[] = [];
  private watch: Call[] = [];

  constructor(
    private readonly listener: ApiListener,
    private readonly nowUs: () => number,
  ) {}

  find(key: string): Pod | undefined {
    const index = this.byKey.get(key);
    return index === undefined ? undefined : this.pods.get(index);
  }

  /** A user's change, or the scheduler's, which in the world that judged leaves the resourceVersion as it is; the watch hears of it. */
  store(pod: Pod, sameResourceVersion = false): void {
    this.pods.set(pod.index, pod);
    this.byKey.set(pod.key, pod.index);
    this.watch.push(() => this.listener.podChanged(pod, sameResourceVersion));
  }

  remove(pod: Pod): void {
    this.pods.delete(pod.index);
    this.byKey.delete(pod.key);
    this.watch.push(() => this.listener.podGone(pod));
  }

  /** As the API server does it, the nomination is cleared; startTime is stored in whole seconds. */
  bind(call: number, { index }: Pod, nodeName: string): void {
    this.change(call, index, (pod) =>
      this.store(pod.with({ nodeName, nominatedNodeName: '', startTimeUs: wholeSeconds(this.nowUs()) }), true),
    );
  }

  patchStatus(call: number, { index }: Pod, { nominatedNode, disruptionTarget }: PodStatusPatch): void {
    this.change(call, index, (pod) =>
      this.store(
        pod.with({
          nominatedNodeName: nominatedNode ?? pod.nominatedNodeName,
          victim: disruptionTarget ?? pod.victim,
        }),
        true,
      ),
    );
  }

  deletePod(call: number, { index }: Pod): void {
    this.change(call, index, (pod) => {
      this.deleted.push(pod.key);
      this.remove(pod);
    });
  }

  updateObject(call: number, kind: string, object: unknown): void {
    this.calls.push(() => {
      this.watch.push(() => this.listener.objectChanged(kind, object));
      this.listener.answered(call, undefined);
    });
  }

  /** Until nothing moves any more. */
  settle(): void {
    for (let next = this.next(); next !== undefined; next = this.next()) next();
  }

  private next(): Call | undefined {
    return this.calls.shift() ?? this.watch.shift();
  }

  private change(call: number, index: number, apply: (pod: Pod) => void): void {
    this.calls.push(() => {
      const pod = this.pods.get(index);
      if (pod !== undefined) apply(pod);
      this.listener.answered(call, pod === undefined ? notFound : undefined);
    });
  }
}

const notFound: CallError = { reason: 'NotFound', message: 'pod not found' };

function wholeSeconds(us: number): number {
  return us - (us % 1_000_000);
}
