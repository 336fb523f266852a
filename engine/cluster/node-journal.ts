/** Which nodes changed, in order: whoever keeps something about nodes reads from where they left off and repairs only that. */
import type { Pod } from './pod.js';

/** What changed of a node: its object (or what a snapshot sees of its images), or the pods on it. */
export type NodeChange = 'object' | 'usage';

/** Entries that are kept at least. */
const minEntries = 4096;
/** Entries whose pods are kept: no more, as they hold on to versions of pods that nobody else knows any more. */
const podEntries = minEntries;

export class NodeJournal {
  /** The number of the newest entry; the first is 1. */
  newest = 0;
  /** Rows by entry number, around the end. */
  private ring = new Int32Array(minEntries);
  /** Entries below are not in the ring. */
  private oldest = 1;
  /** By row, its newest entry of each kind; 0: none. */
  private objectAt = new Float64Array(minEntries);
  private usageAt = new Float64Array(minEntries);
  /** The pods of the newest entries, and whether they came. */
  private readonly pods: (Pod | null)[] = new Array<Pod | null>(podEntries).fill(null);
  private readonly came = new Uint8Array(podEntries);

  /** Notes that a pod came to the node in this row, or left it. */
  notePod(row: number, pod: Pod, came: boolean): void {
    this.note(row, 'usage');
    const at = this.newest & (podEntries - 1);
    this.pods[at] = pod;
    this.came[at] = came ? 1 : 0;
  }

  /** Whether all that changed after the entry can be read one by one. */
  tellsPodsAfter(entry: number): boolean {
    return entry + 1 >= this.oldest && this.newest - entry <= podEntries;
  }

  /** Of an entry that can be read, the row. */
  rowAt(entry: number): number {
    return this.ring[entry & (this.ring.length - 1)]!;
  }

  /** Whether the node in its row did not change after the entry. */
  isNewest(entry: number): boolean {
    return this.lastOf(this.rowAt(entry)) === entry;
  }

  /** Of an entry that can be read, the pod that came or left. */
  podAt(entry: number): Pod {
    return this.pods[entry & (podEntries - 1)]!;
  }

  /** Whether it came. */
  cameAt(entry: number): boolean {
    return this.came[entry & (podEntries - 1)] === 1;
  }

  /** Notes a change of the node in this row. */
  note(row: number, change: NodeChange): void {
    if (row >= this.usageAt.length) this.grow(row);
    const entry = ++this.newest;
    this.ring[entry & (this.ring.length - 1)] = row;
    if (change === 'usage') this.usageAt[row] = entry;
    else this.objectAt[row] = entry;
  }

  /** Whether the node's object changed after the entry. */
  objectChangedAfter(row: number, entry: number): boolean {
    return this.objectAt[row]! > entry;
  }

  /** At most how many nodes changed after the entry. */
  countAfter(entry: number): number {
    return Math.min(this.newest - entry, this.usageAt.length);
  }

  /** Writes the rows that changed after the entry into `rows`, each once, and returns how many; `rows` holds at least `countAfter`. */
  readAfter(entry: number, rows: Int32Array): number {
    const complete = entry + 1 >= this.oldest && this.newest - entry < this.ring.length;
    return complete ? this.readRing(entry, rows) : this.readStamps(entry, rows);
  }

  private readRing(after: number, rows: Int32Array): number {
    const mask = this.ring.length - 1;
    let count = 0;
    for (let entry = after + 1; entry <= this.newest; entry++) {
      const row = this.ring[entry & mask]!;
      if (this.lastOf(row) === entry) rows[count++] = row;
    }
    return count;
  }

  private readStamps(after: number, rows: Int32Array): number {
    let count = 0;
    for (let row = 0; row < this.usageAt.length; row++) if (this.lastOf(row) > after) rows[count++] = row;
    return count;
  }

  private lastOf(row: number): number {
    return Math.max(this.objectAt[row]!, this.usageAt[row]!);
  }

  private grow(row: number): void {
    let size = this.usageAt.length;
    while (size <= row) size *= 2;
    this.objectAt = grown(this.objectAt, size);
    this.usageAt = grown(this.usageAt, size);
    this.ring = new Int32Array(size);
    this.oldest = this.newest + 1;
  }
}

function grown(old: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(size);
  next.set(old);
  return next;
}
