/** Pods without a node, those with one reason together: loud, with what kube-scheduler said. */
import type { UnplacedRow } from '../../engine/index.js';
import { plural } from './format.js';

const mostGroups = 8;

export function unplacedLines(rows: readonly UnplacedRow[]): string[] {
  const byReason = new Map<string, UnplacedRow[]>();
  for (const row of rows) {
    const reason = row.message || `it waits in ${row.queue} and has not been tried`;
    const group = byReason.get(reason);
    if (group) group.push(row);
    else byReason.set(reason, [row]);
  }
  const groups = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  const lines = groups.slice(0, mostGroups).flatMap(([reason, group]) => {
    const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
    const { pod, attempts, queue } = group[0]!;
    return [`${pod}${more} (${queue}, ${plural(attempts, 'attempt')})`, `  ${reason}`];
  });
  return groups.length > mostGroups ? [...lines, `… and ${plural(groups.length - mostGroups, 'more reason')}`] : lines;
}
