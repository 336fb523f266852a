/** Each kubelet's status manager: it writes one pod's status at a time, a read before every patch; what changes meanwhile goes with the next. Upstream: pkg/kubelet/status/status_manager.go, v1.36. */
import type { Pod, PodChange } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import type { Kubelet } from './kubelet.js';
import type { NodeTools } from './tools.js';

export interface StatusManager {
  /** Sets a pod's status; `written` hears once it is committed and answered. */
  set(kubelet: Kubelet, pod: Pod, change: PodChange, written?: () => void): void;
  /** The pod has ended and is cleaned up: its object goes after its last status. */
  finish(kubelet: Kubelet, pod: Pod): void;
}

interface Unwritten {
  change: PodChange;
  readonly written: (() => void)[];
  finished: boolean;
}

/** Keeps the kubelets' draws of this call apart from the scheduler's of the same pod. */
const firstPatch = 1000;

export function createStatusManager(tools: NodeTools): StatusManager {
  const { kernel, pods, store, kubelets, draws } = tools;
  const getUs = sampler(tools.node.statusGetUs);
  const unwritten = new Map<number, Unwritten>();
  const writes = new Map<number, number>();
  const reading = kernel.on('kubelet/status', patch);
  const goingOn = kernel.on('kubelet/status-done', (row) => goOn(kubelets.at(row)));
  return { set, finish };

  function set(kubelet: Kubelet, pod: Pod, change: PodChange, written?: () => void): void {
    const entry = entryOf(kubelet, pod);
    entry.change = { ...entry.change, ...change };
    if (written) entry.written.push(written);
    if (!kubelet.writing) next(kubelet);
  }

  function finish(kubelet: Kubelet, pod: Pod): void {
    entryOf(kubelet, pod).finished = true;
    if (!kubelet.writing) next(kubelet);
  }

  function entryOf(kubelet: Kubelet, { index }: Pod): Unwritten {
    let entry = unwritten.get(index);
    if (entry === undefined) {
      entry = { change: {}, written: [], finished: false };
      unwritten.set(index, entry);
      kubelet.unwritten.push(index);
    }
    return entry;
  }

  /** The read that comes before a patch: a token, and an answer. */
  function next(kubelet: Kubelet): void {
    const index = kubelet.unwritten.shift();
    kubelet.writing = index !== undefined;
    if (index === undefined) return;
    const pod = store.pod(index);
    if (pod === null) return drop(kubelet, index);
    const waitUs = kubelets.clientOf(kubelet).bucket?.take(kernel.nowUs()) ?? 0;
    const nth = (writes.get(index) ?? 0) + 1;
    writes.set(index, nth);
    kernel.after(waitUs + draws.durationUs(getUs, pod, drawOf.statusGet, nth), reading, index, kubelet.row);
  }

  function patch(index: number, row: number): void {
    const kubelet = kubelets.at(row);
    if (kubelet.down) return kubelet.park(reading, index, row);
    const { change, written, finished } = unwritten.get(index)!;
    if (store.pod(index) === null) return drop(kubelet, index);
    unwritten.delete(index);
    const client = kubelets.clientOf(kubelet);
    if (Object.keys(change).length === 0) return remove(kubelet, index);
    pods.patch(client, index, change, firstPatch + writes.get(index)!, (ok) => {
      if (ok) for (const hear of written) hear();
      if (finished) remove(kubelet, index);
      else goOn(kubelet);
    });
  }

  /** The deletion is answered like a read, as far as the kubelet is concerned. */
  function remove(kubelet: Kubelet, index: number): void {
    const pod = store.pod(index);
    if (pod === null) return goOn(kubelet);
    pods.remove(kubelets.clientOf(kubelet), index);
    kernel.after(draws.durationUs(getUs, pod, drawOf.statusGet, writes.get(index)! + 1), goingOn, kubelet.row);
    writes.delete(index);
  }

  function drop(kubelet: Kubelet, index: number): void {
    unwritten.delete(index);
    writes.delete(index);
    goOn(kubelet);
  }

  function goOn(kubelet: Kubelet): void {
    next(kubelet);
  }
}
