/** One field of a cron schedule: a list of "*", "5", "1-5", each with an optional "/step". Upstream: getField and getRange in robfig/cron v3 parser.go. */

/** Which values a field allows, and whether it was a star, which matters where days of month and week are combined. */
export interface Field {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

/** A field whose values lie between two; names stand for numbers from the least on. In upstream's words what is wrong, where it is none. */
export function parseField(text: string, least: number, most: number, names: readonly string[] = []): Field | string {
  const values = new Set<number>();
  let star = false;
  for (const part of text.split(',').filter((each) => each !== '')) {
    const range = parseRange(part, least, most, names);
    if (typeof range === 'string') return range;
    star ||= range.star;
    for (let value = range.first; value <= range.last; value += range.step) values.add(value);
  }
  return { values, star };
}

interface Range {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly star: boolean;
}

function parseRange(text: string, least: number, most: number, names: readonly string[]): Range | string {
  const [range, ...steps] = text.split('/') as [string, ...string[]];
  const ends = range.split('-');
  const any = ends[0] === '*' || ends[0] === '?';
  const limits = any ? [least, most] : parseLimits(ends, least, names, text);
  if (typeof limits === 'string') return limits;
  if (steps.length > 1) return `too many slashes: ${text}`;
  const step = steps.length === 0 ? 1 : parseWhole(steps[0]!);
  if (typeof step === 'string') return step;
  const first = limits[0]!;
  // "N/step" means from N on.
  const last = steps.length === 1 && ends.length === 1 ? most : limits[1]!;
  if (first < least) return `beginning of range (${first}) below minimum (${least}): ${text}`;
  if (last > most) return `end of range (${last}) above maximum (${most}): ${text}`;
  if (first > last) return `beginning of range (${first}) beyond end of range (${last}): ${text}`;
  if (step === 0) return `step of range should be a positive number: ${text}`;
  return { first, last, step, star: any && step === 1 };
}

function parseLimits(
  ends: readonly string[],
  least: number,
  names: readonly string[],
  text: string,
): number[] | string {
  const first = parseNamed(ends[0]!, least, names);
  if (typeof first === 'string') return first;
  if (ends.length > 2) return `too many hyphens: ${text}`;
  const last = ends.length === 1 ? first : parseNamed(ends[1]!, least, names);
  return typeof last === 'string' ? last : [first, last];
}

function parseNamed(text: string, least: number, names: readonly string[]): number | string {
  const named = names.indexOf(text.toLowerCase());
  return named >= 0 ? named + least : parseWhole(text);
}

const mostInt64 = 2n ** 63n - 1n;

/** A number that is not negative. */
function parseWhole(text: string): number | string {
  const failed = (why: string) =>
    `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: ${why}`;
  if (!/^[+-]?\d+$/.test(text)) return failed('invalid syntax');
  const number = BigInt(text.replace('+', ''));
  if (number > mostInt64 || number < -mostInt64 - 1n) return failed('value out of range');
  return number < 0n ? `negative number (${number}) not allowed: ${text}` : Number(number);
}
