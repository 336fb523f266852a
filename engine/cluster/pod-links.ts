/** The pods of every node as chains through columns, in the order a node's list would have them. */
import { roomFor } from '../kernel/index.js';
import type { Pod } from './pod.js';
import type { PodsByIndex } from './pods-by-index.js';

/** One node's chain: its ends, plus one; 0: there is none. */
export interface PodChain {
  first: number;
  last: number;
}

/** Invariant: a pod is in one chain at most. */
export class PodLinks {
  /** By pod, its neighbours plus one; 0: none. */
  private after = new Int32Array(1024);
  private before = new Int32Array(1024);

  constructor(private readonly pods: PodsByIndex) {}

  append(chain: PodChain, index: number): void {
    this.after = roomFor(this.after, index);
    this.before = roomFor(this.before, index);
    const link = index + 1;
    this.before[index] = chain.last;
    this.after[index] = 0;
    if (chain.last === 0) chain.first = link;
    else this.after[chain.last - 1] = link;
    chain.last = link;
  }

  /** Takes the pod out; the last one takes its place, as in a list whose order is free. */
  remove(chain: PodChain, index: number): void {
    const last = chain.last - 1;
    this.unlinkLast(chain);
    if (last !== index) this.replace(chain, index, last);
  }

  /** The pod goes to the end; the one that was there takes its place. */
  moveToEnd(chain: PodChain, index: number): void {
    if (chain.last === index + 1) return;
    this.remove(chain, index);
    this.append(chain, index);
  }

  list(chain: PodChain): Pod[] {
    const pods: Pod[] = [];
    for (let link = chain.first; link !== 0; link = this.after[link - 1]!) pods.push(this.pods.get(link - 1)!);
    return pods;
  }

  private unlinkLast(chain: PodChain): void {
    const before = this.before[chain.last - 1]!;
    this.before[chain.last - 1] = 0;
    if (before === 0) chain.first = 0;
    else this.after[before - 1] = 0;
    chain.last = before;
  }

  private replace(chain: PodChain, index: number, by: number): void {
    const before = this.before[index]!;
    const after = this.after[index]!;
    this.before[by] = before;
    this.after[by] = after;
    if (before === 0) chain.first = by + 1;
    else this.after[before - 1] = by + 1;
    if (after === 0) chain.last = by + 1;
    else this.before[after - 1] = by + 1;
    this.before[index] = 0;
    this.after[index] = 0;
  }
}
