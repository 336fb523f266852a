/** Bound pods about which nothing else is to say: no object is kept of them, it is made from columns when it is asked for. */
import { roomFor } from '../kernel/index.js';
import type { PodSpec } from '../objects/index.js';
import { never, Pod } from './pod.js';

/** What is known of a pod by its index; none of it changes once the pod is bound. */
export interface PodFacts {
  nameOf(pod: number): string;
  /** The node it was bound to; "" before. */
  nodeOf(pod: number): string;
  createdUsOf(pod: number): number;
  drawIdOf(pod: number): number;
}

/** Pods made last are made no second time while few others are asked for. */
const recentPods = 256;

/** Invariant: a pod on the shelf equals what is made of it, whoever put it there. */
export class PodShelf {
  /** By pod, its spec's place in `specs` plus one; 0: not on the shelf. */
  private specOf = new Int32Array(1024);
  private readonly specs: PodSpec[] = [];
  private readonly places = new Map<PodSpec, number>();
  /** Specs that one pod has so far: most often nobody shares them. */
  private readonly onlyPod = new WeakMap<PodSpec, number>();
  private readonly recent: (Pod | undefined)[] = new Array(recentPods).fill(undefined);

  constructor(private readonly facts: PodFacts) {}

  /** Puts the version there; false if it says more than can be made again. */
  put(pod: Pod): boolean {
    const { index } = pod;
    if (this.recent[index % recentPods] === pod) return true;
    if (!isAsBound(pod) || !this.agrees(pod)) return false;
    const place = this.placeOf(pod.spec, index);
    if (place < 0) return false;
    this.specOf = roomFor(this.specOf, index);
    const before = this.specOf[index]!;
    if (before !== 0 && before !== place + 1) return false;
    this.specOf[index] = place + 1;
    this.recent[index % recentPods] = pod;
    return true;
  }

  /** The pod that was put there. */
  take(index: number): Pod {
    const known = this.recent[index % recentPods];
    if (known?.index === index) return known;
    const spec = this.specs[this.specOf[index]! - 1]!;
    const { facts } = this;
    const createdUs = facts.createdUsOf(index);
    const node = facts.nodeOf(index);
    const drawId = facts.drawIdOf(index);
    const pod = new Pod(
      index,
      facts.nameOf(index),
      spec,
      spec.labels,
      createdUs,
      node,
      '',
      'Pending',
      never,
      never,
      '',
      false,
      drawId,
    );
    this.recent[index % recentPods] = pod;
    return pod;
  }

  private agrees({ index, createdUs, drawId, nodeName }: Pod): boolean {
    const { facts } = this;
    return (
      nodeName === facts.nodeOf(index) && createdUs === facts.createdUsOf(index) && drawId === facts.drawIdOf(index)
    );
  }

  private placeOf(spec: PodSpec, pod: number): number {
    const known = this.places.get(spec);
    if (known !== undefined) return known;
    const only = this.onlyPod.get(spec);
    if (only === undefined || only === pod) {
      this.onlyPod.set(spec, pod);
      return -1;
    }
    this.places.set(spec, this.specs.length);
    return this.specs.push(spec) - 1;
  }
}

/** Bound, and nothing has happened since. */
function isAsBound(pod: Pod): boolean {
  return (
    pod.nodeName !== '' &&
    pod.phase === 'Pending' &&
    pod.nominatedNodeName === '' &&
    pod.startTimeUs === never &&
    pod.deletionUs === never &&
    pod.ownUid === '' &&
    !pod.ready &&
    !pod.victim &&
    pod.labels === pod.spec.labels
  );
}
