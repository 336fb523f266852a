/** One reader's pods, by index: as objects, or, where the shelf has the same, as a mark. */
import { roomFor } from '../kernel/index.js';
import type { Pod } from './pod.js';
import type { PodShelf } from './pod-shelf.js';

const chunkBits = 9;
const chunkSize = 1 << chunkBits;

interface Chunk {
  readonly pods: (Pod | undefined)[];
  /** How many of them are there. */
  held: number;
}

/**
 * Invariant: a pod is an object in its chunk or marked, never both; a chunk without objects is not kept.
 *
 * Indexes come out of events, whose numbers are float64. `| 0` makes them small integers: looking into an array with one that V8 keeps as a
 * float has it throw the compiled lookup away, compile it again, and so on (247 such returns to the interpreter in eight runs, 121 without).
 */
export class PodsByIndex {
  private readonly chunks: (Chunk | null)[] = [];
  private marks = new Uint8Array(1024);
  private count = 0;
  private spare: Chunk | null = null;

  constructor(private readonly shelf: PodShelf | null = null) {}

  /** How many pods are here. */
  get size(): number {
    return this.count;
  }

  get(given: number): Pod | undefined {
    const index = given | 0;
    const pod = this.chunks[index >> chunkBits]?.pods[index & (chunkSize - 1)];
    if (pod !== undefined) return pod;
    return this.marks[index] === 1 ? this.shelf!.take(index) : undefined;
  }

  has(given: number): boolean {
    const index = given | 0;
    return this.marks[index] === 1 || this.chunks[index >> chunkBits]?.pods[index & (chunkSize - 1)] !== undefined;
  }

  set(pod: Pod): void {
    const index = pod.index | 0;
    if (!this.has(index)) this.count++;
    if (this.shelf?.put(pod)) {
      this.drop(index);
      this.marks = roomFor(this.marks, index);
      this.marks[index] = 1;
      return;
    }
    if (this.marks[index] === 1) this.marks[index] = 0;
    const chunk = this.chunkFor(index >> chunkBits);
    const at = index & (chunkSize - 1);
    if (chunk.pods[at] === undefined) chunk.held++;
    chunk.pods[at] = pod;
  }

  delete(given: number): void {
    const index = given | 0;
    if (!this.has(index)) return;
    this.count--;
    if (this.marks[index] === 1) this.marks[index] = 0;
    else this.drop(index);
  }

  /** All pods, by index. */
  *[Symbol.iterator](): Iterator<Pod> {
    for (let index = 0; index < Math.max(this.marks.length, this.chunks.length << chunkBits); index++) {
      const pod = this.get(index);
      if (pod !== undefined) yield pod;
    }
  }

  /** Pods that are no mere marks: whatever is not bound is among them. */
  *objects(): Iterable<Pod> {
    for (const chunk of this.chunks) for (const pod of chunk?.pods ?? []) if (pod !== undefined) yield pod;
  }

  private drop(index: number): void {
    const chunk = this.chunks[index >> chunkBits];
    const at = index & (chunkSize - 1);
    if (!chunk || chunk.pods[at] === undefined) return;
    chunk.pods[at] = undefined;
    if (--chunk.held > 0) return;
    this.chunks[index >> chunkBits] = null;
    this.spare = chunk;
  }

  private chunkFor(number: number): Chunk {
    let chunk = this.chunks[number];
    if (chunk) return chunk;
    chunk = this.spare ?? { pods: new Array<Pod | undefined>(chunkSize).fill(undefined), held: 0 };
    this.spare = null;
    while (this.chunks.length < number) this.chunks.push(null);
    this.chunks[number] = chunk;
    return chunk;
  }
}
