/** Durations as Go writes them: "1h30m", "-1.5s". Upstream: ParseDuration in Go's time/format.go. */

/** Nanoseconds of each unit. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** More nanoseconds than these Go does not count. */
const mostNanos = 2n ** 63n - 1n;

/** A duration in nanoseconds, or in Go's words what is wrong with it. */
export function parseGoDuration(text: string): bigint | string {
  const said = JSON.stringify(text);
  const negative = text.startsWith('-');
  const unsigned = /^[+-]/.test(text) ? text.slice(1) : text;
  if (unsigned === '0') return 0n;
  const parts = [...unsigned.matchAll(/(\d*)(?:\.(\d*))?([^\d.]*)/gy)].filter(([part]) => part !== '');
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== unsigned) return `time: invalid duration ${said}`;
  let nanos = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of parts) {
    if (whole + fraction === '') return `time: invalid duration ${said}`;
    if (unit === '') return `time: missing unit in duration ${said}`;
    const scale = Object.hasOwn(units, unit) ? units[unit] : undefined;
    if (scale === undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${said}`;
    nanos += (BigInt(whole + fraction) * scale) / 10n ** BigInt(fraction.length);
    if (nanos > mostNanos) return `time: invalid duration ${said}`;
  }
  return negative ? -nanos : nanos;
}
