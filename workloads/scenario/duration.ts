/** Durations as people write them — "2h", "1m30s", "250ms" — in whole microseconds. */

const unitUs: Readonly<Record<string, number>> = { us: 1, ms: 1e3, s: 1e6, m: 60e6, h: 3600e6, d: 86_400e6 };
const term = /(\d+(?:\.\d+)?)(us|ms|s|m|h|d)/g;
const whole = /^(\d+(\.\d+)?(us|ms|s|m|h|d))+$/;
/** Virtual time counts microseconds exactly up to 285 years; a hundred leave room for sums. */
const longestUs = 36_525 * 86_400e6;

/** What a duration looks like, for messages and schemas. */
export const durationPattern = whole.source;
export const durationHint = 'a duration is written 90s, 5m, 1m30s, 2h or 250ms, and is at most a hundred years';

/** Microseconds; null if it is no duration. */
export function parseDuration(text: string): number | null {
  if (!whole.test(text)) return null;
  let sumUs = 0;
  for (const [, count, unit] of text.matchAll(term)) sumUs += Number(count) * unitUs[unit!]!;
  return sumUs > longestUs ? null : Math.round(sumUs);
}
