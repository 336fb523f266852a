/** What all plugins of a profile read of a pod, in one text: pods with equal signatures get equal verdicts and scores. Upstream: framework/runtime/framework.go SignPod, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { Framework } from './framework.js';
import type { Plugin } from './plugin.js';

/** The plugins that have a say, or null where one of them signs no pod at all. */
export function signersOf(framework: Framework): readonly Plugin[] | null {
  const points = [framework.preFilters, framework.filters, framework.preScores, framework.scores];
  const plugins = new Set(points.flatMap((point) => point.map(({ plugin }) => plugin)));
  const signers = [...plugins];
  return signers.every((plugin) => plugin.signs !== undefined) ? signers : null;
}

/** undefined: at least one plugin reads more than the pod itself. */
export function podSignature(signers: readonly Plugin[], pod: Pod): string | undefined {
  const signed: unknown[] = [];
  for (const plugin of signers) {
    const part = plugin.signs!(pod);
    if (part === undefined) return undefined;
    signed.push(part);
  }
  return signed.map(canonical).join('\n');
}

/** Equal text for values of equal content, whatever order maps, sets and fields are in. */
export function canonical(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Set) return `{${[...value].map(canonical).sort().join()}}`;
  if (value instanceof Map) return canonicalEntries(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if ('entries' in value && typeof value.entries === 'function') return canonicalEntries(value.entries());
  return canonicalEntries(Object.entries(value));
}

function canonicalEntries(entries: Iterable<[unknown, unknown]>): string {
  return `{${[...entries]
    .map(([key, field]) => `${canonical(key)}:${canonical(field)}`)
    .sort()
    .join()}}`;
}
