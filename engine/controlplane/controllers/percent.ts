/** Counts given as numbers or percentages. Upstream: apimachinery/pkg/util/intstr, v1.36. */

/** 25 or "25%" of a total; a percentage is rounded up or down. */
export function scaled(value: number | string | undefined, total: number, rounding: 'up' | 'down'): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const percent = Number(value.replace(/%$/, ''));
  return rounding === 'up' ? Math.ceil((percent * total) / 100) : Math.floor((percent * total) / 100);
}
