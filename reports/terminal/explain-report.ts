/** One decision on a page: who won and by how much, every plugin's part of it, who was rejected by which plugin and why. */
import type { Explanation, ExplanationRow, FailedAttempt, NodeExplanation } from '../../engine/index.js';
import { count, duration, plural } from './format.js';
import type { Style } from './style.js';
import { table } from './table.js';

export interface ExplainReportOptions {
  readonly style: Style;
  /** How many feasible nodes, and how many rejected ones a reason, are listed by name. */
  readonly mostNodes: number;
}

type Node = readonly [name: string, node: NodeExplanation];

export function explainReport(row: ExplanationRow, { style, mostNodes }: ExplainReportOptions): string[] {
  const { explanation } = row;
  const nodes = Object.entries(explanation.nodes);
  return [
    style.bold(`${row.pod}, attempt ${row.attempt} at ${duration(row.atUs)}`),
    ...outcomeLines(row, style),
    ...scoreLines(explanation, nodes, mostNodes, style),
    ...rejectionLines(nodes, mostNodes, style),
  ];
}

function outcomeLines({ explanation, failed }: ExplanationRow, style: Style): string[] {
  const { node, message, preFilter, feasible, cycle, runnerUp } = explanation;
  if (node === undefined) {
    const stopped = preFilter ? [`${preFilter.plugin} rejected the pod before any node was looked at.`] : [];
    return [style.bad('No node was chosen.'), ...stopped, failed?.event || (message ?? ''), ...evictionLines(failed)];
  }
  const margin = runnerUp
    ? `, ${runnerUp.behind === 0 ? 'level with' : `${plural(runnerUp.behind, 'point')} ahead of`} ${runnerUp.node}`
    : '';
  const level = runnerUp?.behind === 0 ? ' (of equals, kube-scheduler’s heap decides by position)' : '';
  return [
    `${style.good(node)} was chosen${margin}${level}.`,
    `The cycle looked at ${plural(cycle.evaluated, 'node')} and found ${count(cycle.feasible)} feasible; of all nodes ${count(feasible)} ${feasible === 1 ? 'is' : 'are'}.`,
    ...(failed ? [style.bad(`The attempt failed afterwards: ${failed.event}`)] : []),
  ];
}

/** What preemption does for the pod. */
function evictionLines(failed: FailedAttempt | undefined): string[] {
  if (!failed?.nominatedNode) return [];
  const { nominatedNode, victims } = failed;
  const whom = victims.length === 0 ? 'whose pods are leaving already' : `where ${victims.join(', ')} must go`;
  return [`Preemption nominates it to ${nominatedNode}, ${whom}.`];
}

/** Feasible nodes, best first: each plugin's weighted score, or the raw one in brackets where it was not normalised. */
function scoreLines({ node: winner }: Explanation, nodes: readonly Node[], most: number, style: Style): string[] {
  const scored = nodes.filter(([, n]) => n.plugins !== undefined);
  if (scored.length === 0) return [];
  const plugins = [...new Set(scored.flatMap(([, n]) => n.plugins!.map((p) => p.plugin)))];
  const weights = new Map(scored.flatMap(([, n]) => n.plugins!.map((p) => [p.plugin, p.weight] as const)));
  const rank = ([name, n]: Node) => (name === winner ? Number.POSITIVE_INFINITY : (n.total ?? -1));
  const best = [...scored].sort((a, b) => rank(b) - rank(a)).slice(0, most);
  const columns = [
    { title: 'node' },
    { title: 'total', align: 'right' as const },
    ...plugins.map((name) => ({ title: `${name}×${weights.get(name)}`, align: 'right' as const })),
  ];
  const rows = best.map(([name, n]) => [
    `${name === winner ? '→ ' : '  '}${name}`,
    n.total === undefined ? '' : String(n.total),
    ...plugins.map((plugin) => cell(n, plugin)),
  ]);
  const more =
    scored.length > best.length
      ? [style.dim(`… and ${plural(scored.length - best.length, 'more feasible node')}`)]
      : [];
  return [
    '',
    style.bold('Scores (weighted; [raw] where the cycle did not look at the node)'),
    ...table(columns, rows),
    ...more,
  ];
}

function cell(node: NodeExplanation, plugin: string): string {
  const part = node.plugins!.find((p) => p.plugin === plugin);
  if (part === undefined) return '0';
  return part.normalized === undefined ? `[${part.raw}]` : String(part.normalized * part.weight);
}

/** Rejected nodes by plugin and reasons. */
function rejectionLines(nodes: readonly Node[], most: number, style: Style): string[] {
  const groups = new Map<string, string[]>();
  for (const [name, { filter }] of nodes) {
    if (filter.code === 'Success') continue;
    const help = filter.code === 'UnschedulableAndUnresolvable' ? 'no eviction would help' : 'evictions might help';
    const key = `${filter.plugin ?? 'PreFilter'}: ${(filter.reasons ?? []).join(', ')} (${help})`;
    const group = groups.get(key);
    if (group) group.push(name);
    else groups.set(key, [name]);
  }
  if (groups.size === 0) return [];
  const lines = [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(
      ([reason, names]) =>
        `${String(names.length).padStart(5)}  ${reason}: ${names.slice(0, most).join(' ')}${names.length > most ? ' …' : ''}`,
    );
  return ['', style.bold('Rejected'), ...lines];
}
