/** Durations as Go writes them: "10s", "1m30s", "500ms". Upstream: Go's time.ParseDuration. */

export interface Duration {
  /** A whole number of nanoseconds. */
  readonly nanoseconds: number;
  /** As it was written. */
  readonly text: string;
}

const nanosecondsPerUnit: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/gy;

/** Reads a duration; null where it is none. */
export function parseGoDuration(text: string): Duration | null {
  const [, sign, rest] = /^([-+]?)(.*)$/.exec(text)!;
  if (rest === '0') return { nanoseconds: 0, text };
  let total = 0;
  let end = 0;
  for (const match of rest!.matchAll(part)) {
    total += Number(match[1]) * nanosecondsPerUnit[match[2]!]!;
    end = match.index + match[0].length;
  }
  if (end === 0 || end !== rest!.length) return null;
  const nanoseconds = Math.floor(total);
  return { nanoseconds: sign === '-' ? 0 - nanoseconds : nanoseconds, text };
}
