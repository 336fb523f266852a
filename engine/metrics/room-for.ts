/** Columns with one row a pod that grow by a quarter at a time. */
const firstRows = 1024;

/** The column, or a longer one with the same content and zeroes after it that has this row. */
export function roomFor<T extends Int32Array | Uint32Array | Uint8Array | Float64Array>(column: T, row: number): T {
  if (row < column.length) return column;
  const rows = Math.max(firstRows, row + 1, Math.ceil(column.length * 1.25));
  const longer = new (column.constructor as new (rows: number) => T)(rows);
  longer.set(column);
  return longer;
}
