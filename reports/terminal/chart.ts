/** Small charts of block characters. */

const levels = '▁▂▃▄▅▆▇█';

/** A line of blocks, one a bucket; the tallest is the greatest value. */
export function sparkline(values: readonly number[], buckets: number): string {
  const merged = rebucket(values, buckets);
  const top = Math.max(...merged, 0);
  return merged
    .map((value) =>
      top === 0 || value <= 0 ? (value === 0 ? '▁' : ' ') : levels[Math.min(7, Math.floor((value / top) * 8))]!,
    )
    .join('');
}

/** A bar of `cells` cells filled to a share of 0 … 1. */
export function bar(share: number, cells: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * cells);
  return '█'.repeat(filled) + '░'.repeat(cells - filled);
}

/** Means of neighbouring values, so that there are at most `buckets`. */
function rebucket(values: readonly number[], buckets: number): number[] {
  if (values.length <= buckets) return [...values];
  return Array.from({ length: buckets }, (_, i) => {
    const from = Math.floor((i * values.length) / buckets);
    const part = values.slice(from, Math.floor(((i + 1) * values.length) / buckets));
    return part.reduce((a, b) => a + b, 0) / part.length;
  });
}
