/** Results as a table: one line a case and executor. */
import { type Column, count, significant, table } from '../../reports/index.js';
import { best, type CaseResult, type OurResult } from './run-versus.js';

const right = (title: string): Column => ({ title, align: 'right' });

const columns: readonly Column[] = [
  { title: 'kind' },
  right('nodes'),
  right('pods'),
  { title: 'executor' },
  right('real decisions/s'),
  right('ours'),
  right('ratio'),
  right('real pods/s'),
  right('ours'),
  right('ratio'),
  { title: 'placements' },
];

export function versusTable(results: readonly CaseResult[]): string[] {
  return [...table(columns, results.flatMap(rows)), ...results.flatMap(told)];
}

function rows(result: CaseResult): string[][] {
  const real = result.real && best(result.real);
  return result.ours.map((ours) => [
    result.kind,
    count(result.nodes),
    count(result.pods),
    ours.executor === ours.chosen ? ours.executor : `${ours.executor} (${ours.chosen})`,
    ...beside(real?.decisionsPerSecond, ours.decisionsPerSecond),
    ...beside(real?.podsPerSecond, ours.podsPerSecond),
    placements(ours, result),
  ]);
}

function beside(real: number | undefined, ours: number): string[] {
  if (real === undefined) return ['–', count(ours), '–'];
  const ratio = ours / real;
  return [count(real), count(ours), `${ratio < 100 ? significant(ratio) : count(ratio)}×`];
}

function placements({ differing }: OurResult, { pods, real }: CaseResult): string {
  if (differing > 0) return `${count(differing)} of ${count(pods)} differ`;
  return real === null ? 'not compared' : 'equal';
}

/** The first few differences, one a line. */
function told({ kind, nodes, ours }: CaseResult): string[] {
  return ours.flatMap(({ executor, differences }) =>
    differences.map(
      ({ pod, expected, got }) =>
        `${kind}, ${count(nodes)} nodes, ${executor}: pod-${pod}: expected ${expected || 'none'}, got ${got || 'none'}`,
    ),
  );
}
