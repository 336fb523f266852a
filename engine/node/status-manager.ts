/** Each kubelet's status manager: it writes one pod's status at a time, a read before every patch; what changes meanwhile goes with the next. Upstream: pkg/kubelet/status/status_manager.go, v1.36. */
import type { Pod, PodChange } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import type { Kubelet } from './kubelet.js';
import type { NodeTools } from './tools.js';

interface Unwritten {
  change: PodChange;
  readonly heard: (() => void)[];
  /** The pod is cleaned up: its object goes after this. */
  finished: boolean;
}

/** Keeps the kubelets' patches apart from the scheduler's of the same pod. */
const firstPatch = 1000;

export class StatusManager {
  private readonly unwritten = new Map<number, Unwritten>();
  /** By kubelet: what is being written; as it was when its turn came. */
  private readonly current = new Map<number, Unwritten>();
  /** Writes so far, by pod. */
  private readonly writes = new Map<number, number>();
  private readonly getUs;
  private readonly reading;
  private readonly goingOn;

  constructor(private readonly tools: NodeTools) {
    this.getUs = sampler(tools.node.statusGetUs);
    this.reading = tools.kernel.on('kubelet/status', (pod, row) => this.patch(pod, row));
    this.goingOn = tools.kernel.on('kubelet/status-done', (row) => this.next(tools.kubelets.at(row)));
  }

  /** Sets a pod's status; `heard` is told once it is committed and answered. */
  set(kubelet: Kubelet, pod: Pod, change: PodChange, heard?: () => void): void {
    const entry = this.entryOf(kubelet, pod);
    entry.change = { ...entry.change, ...change };
    if (heard) entry.heard.push(heard);
    if (!kubelet.writing) this.next(kubelet);
  }

  /** The pod has ended and is cleaned up. */
  finish(kubelet: Kubelet, pod: Pod): void {
    this.entryOf(kubelet, pod).finished = true;
    if (!kubelet.writing) this.next(kubelet);
  }

  private entryOf(kubelet: Kubelet, { index }: Pod): Unwritten {
    let entry = this.unwritten.get(index);
    if (entry === undefined) {
      entry = { change: {}, heard: [], finished: false };
      this.unwritten.set(index, entry);
      kubelet.unwritten.push(index);
    }
    return entry;
  }

  /** The read that comes before a patch: a token, and an answer. */
  private next(kubelet: Kubelet): void {
    const { kernel, store, kubelets } = this.tools;
    const index = kubelet.unwritten.shift();
    kubelet.writing = index !== undefined;
    if (index === undefined) return;
    const pod = store.pod(index);
    this.current.set(kubelet.row, this.unwritten.get(index)!);
    this.unwritten.delete(index);
    if (pod === null) return this.drop(kubelet, index);
    const waitUs = kubelets.clientOf(kubelet).bucket?.take(kernel.nowUs()) ?? 0;
    const nth = (this.writes.get(index) ?? 0) + 1;
    this.writes.set(index, nth);
    kernel.after(waitUs + this.callUs(pod, nth), this.reading, index, kubelet.row);
  }

  private callUs(pod: Pod, nth: number): number {
    return this.tools.draws.durationUs(this.getUs, pod, drawOf.statusGet, nth);
  }

  private patch(index: number, row: number): void {
    const { store, kubelets, pods } = this.tools;
    const kubelet = kubelets.at(row);
    if (kubelet.down) return kubelet.park(this.reading, index, row);
    if (store.pod(index) === null) return this.drop(kubelet, index);
    const { change, heard, finished } = this.current.get(row)!;
    if (Object.keys(change).length === 0) return this.remove(kubelet, index);
    pods.patch(kubelets.clientOf(kubelet), index, change, firstPatch + this.writes.get(index)!, (ok) => {
      if (ok) for (const hear of heard) hear();
      if (finished) this.remove(kubelet, index);
      else this.next(kubelet);
    });
  }

  /** A deletion is answered like a read, as far as the kubelet's next write is concerned. */
  private remove(kubelet: Kubelet, index: number): void {
    const { kernel, store, pods, kubelets } = this.tools;
    const pod = store.pod(index);
    if (pod === null) return this.next(kubelet);
    const nth = (this.writes.get(index) ?? 0) + 1;
    this.writes.delete(index);
    pods.remove(kubelets.clientOf(kubelet), index);
    kernel.after(this.callUs(pod, nth), this.goingOn, kubelet.row);
  }

  /** The pod's object is gone. */
  private drop(kubelet: Kubelet, index: number): void {
    this.writes.delete(index);
    this.next(kubelet);
  }
}
