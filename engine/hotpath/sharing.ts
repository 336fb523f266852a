/** What shares a job's range of positions among threads; without one the caller does it all. */
import type { ColumnJob } from './column-jobs.js';

export interface Sharing {
  /** Whether a job over so many positions is worth sharing. */
  pays(positions: number): boolean;
  /** Does the job for all positions, `own` being this thread's way to do a range; returns when all is done. */
  share(job: ColumnJob, positions: number, own: (from: number, to: number) => void): void;
}

/** Memory for so many bytes, zeroed: shared where threads are to write to it. */
export type Memory = (bytes: number) => ArrayBufferLike;

export const ownMemory: Memory = (bytes) => new ArrayBuffer(bytes);
export const sharedMemory: Memory = (bytes) => new SharedArrayBuffer(bytes);

type Column = Uint16Array | Int32Array | Float64Array;

/** The column if it has just so many cells and lies in such memory, else a new one. */
export function columnLike<T extends Column>(column: T, cells: number, memory: Memory): T {
  const suits = column.length === cells && (memory === ownMemory || column.buffer instanceof SharedArrayBuffer);
  if (suits) return column;
  const kind = column.constructor as { new (buffer: ArrayBufferLike): T; readonly BYTES_PER_ELEMENT: number };
  return new kind(memory(cells * kind.BYTES_PER_ELEMENT));
}
