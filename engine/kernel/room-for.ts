/** Columns that grow a row at a time, by a quarter where they have to: what they hold beyond what is used stays small. */
import { enlarged } from './enlarged.js';

const firstRows = 1024;

/** The column, or a longer one with the same content and zeroes after it that has this row. */
export function roomFor<T extends Int32Array | Uint32Array | Uint8Array | Float64Array>(column: T, row: number): T {
  if (row < column.length) return column;
  const rows = Math.max(firstRows, row + 1, Math.ceil(column.length * 1.25));
  return enlarged(column, new (column.constructor as new (rows: number) => T)(rows));
}
