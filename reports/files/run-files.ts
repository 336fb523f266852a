/** The files of a run's folder: every table as CSV, the summary as JSON. */
import type { RunResult } from '../../engine/index.js';
import { csvStream, runTables } from '../csv/index.js';
import { summaryJson } from '../json/index.js';
import type { ResultFile } from './result-folder.js';

export function runFiles(result: RunResult, title: string, notes: readonly string[]): ResultFile[] {
  const tables = runTables(result).map((table) => ({ name: `${table.name}.csv`, content: csvStream(table) }));
  return [
    ...tables,
    { name: 'summary.json', content: `${JSON.stringify(summaryJson(result, title, notes), null, 2)}\n` },
  ];
}

/** What run.json says besides its files. */
export function runAbout(result: RunResult, title: string): Record<string, unknown> {
  const { seatrial, kubernetes, seed, digest, inputHash, fidelity, endedUs, endReason } = result;
  return { title, seatrial, kubernetes, seed, digest, inputHash, fidelity, endedUs, endReason };
}
