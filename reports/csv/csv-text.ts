/** Tables as CSV that is safe to open in a spreadsheet. */
import { type Stringifier, stringify } from 'csv-stringify';
import { stringify as stringifySync } from 'csv-stringify/sync';
import type { Cell, CsvTable } from './rows.js';

/** A cell that starts so would be taken for a formula. Source: OWASP, CSV injection. */
const formulaStart = /^[=+\-@\t\r]/;

/** Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay plain. */
function safe(cell: Cell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  return formulaStart.test(cell) ? `'${cell}` : cell;
}

/** The whole table as one text, lines ended by \n. */
export function csvText({ columns, rows }: CsvTable): string {
  const lines: string[][] = [columns.map(safe)];
  for (const row of rows) lines.push(row.map(safe));
  return stringifySync(lines);
}

/** The table as a stream, for millions of rows. */
export function csvStream({ columns, rows }: CsvTable): Stringifier {
  const stream = stringify();
  feed(stream, columns, rows).catch((error: Error) => stream.destroy(error));
  return stream;
}

async function feed(stream: Stringifier, columns: readonly string[], rows: Iterable<readonly Cell[]>): Promise<void> {
  stream.write(columns.map(safe));
  for (const row of rows) {
    if (!stream.write(row.map(safe))) await new Promise((resolve) => stream.once('drain', resolve));
  }
  stream.end();
}
