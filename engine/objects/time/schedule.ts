/** Cron schedules: five fields, or @hourly and its like, or @every. Upstream: robfig/cron v3 parser.go and spec.go, as pkg/controller/cronjob uses them. Times are UTC. */
import { dateOf, dayOf } from './calendar.js';
import { parseGoDuration } from './duration.js';
import { type Field, parseField } from './schedule-field.js';
import { isTimeZone } from './time-zones.js';

/** When something starts, again and again. */
export interface Schedule {
  /** The first start after this moment, µs of the run; null where there is none within five years. */
  next(afterUs: number): number | null;
}

const minuteUs = 60e6;
const dayUs = 86_400e6;
const searchedDays = 5 * 366;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const descriptors: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** Reads a schedule; null where it is none. */
export function parseSchedule(text: string): Schedule | null {
  const read = readSchedule(text);
  return typeof read === 'string' ? null : read;
}

/** What keeps the text from being a schedule, in upstream's words; null where it is one. */
export function scheduleProblem(text: string): string | null {
  const read = readSchedule(text);
  return typeof read === 'string' ? read : null;
}

function readSchedule(text: string): Schedule | string {
  const zoned = /^(?:CRON_)?TZ=/.test(text);
  if (!zoned) return readUnzoned(text);
  const end = text.indexOf(' ');
  if (end < 0) return 'invalid schedule format: runtime error: slice bounds out of range [:-1]';
  const zone = text.slice(text.indexOf('=') + 1, end);
  if (zone !== '' && zone !== 'Local' && !isTimeZone(zone))
    return `provided bad location ${zone}: unknown time zone ${zone}`;
  return readUnzoned(text.slice(end).trim());
}

function readUnzoned(text: string): Schedule | string {
  if (text.startsWith('@every ')) return every(text, text.slice('@every '.length));
  const described = descriptors.get(text);
  if (described === undefined && text.startsWith('@')) return `unrecognized descriptor: ${text}`;
  const words = (described ?? text).split(/\s+/).filter((word) => word !== '');
  if (words.length !== 5) return `expected exactly 5 fields, found ${words.length}: [${words.join(' ')}]`;
  return readFields(words);
}

function readFields(words: readonly string[]): Schedule | string {
  const minute = parseField(words[0]!, 0, 59);
  if (typeof minute === 'string') return minute;
  const hour = parseField(words[1]!, 0, 23);
  if (typeof hour === 'string') return hour;
  const day = parseField(words[2]!, 1, 31);
  if (typeof day === 'string') return day;
  const month = parseField(words[3]!, 1, 12, months);
  if (typeof month === 'string') return month;
  const weekday = parseField(words[4]!, 0, 6, weekdays);
  if (typeof weekday === 'string') return weekday;
  return { next: (afterUs) => nextStart({ minute, hour, day, month, weekday }, afterUs) };
}

interface Fields {
  readonly minute: Field;
  readonly hour: Field;
  readonly day: Field;
  readonly month: Field;
  readonly weekday: Field;
}

function nextStart(fields: Fields, afterUs: number): number | null {
  const fromUs = (Math.floor(afterUs / minuteUs) + 1) * minuteUs;
  const firstDay = dayOf(fromUs);
  for (let day = firstDay; day < firstDay + searchedDays; day++) {
    if (!dayMatches(fields, day)) continue;
    const minute = firstMinute(fields, day === firstDay ? (fromUs - day * dayUs) / minuteUs : 0);
    if (minute !== null) return day * dayUs + minute * minuteUs;
  }
  return null;
}

/** A day must match both its fields where one is a star, else either. */
function dayMatches({ day, month, weekday }: Fields, ofRun: number): boolean {
  const date = dateOf(ofRun);
  if (!month.values.has(date.month)) return false;
  const ofMonth = day.values.has(date.day);
  const ofWeek = weekday.values.has(date.weekday);
  return day.star || weekday.star ? ofMonth && ofWeek : ofMonth || ofWeek;
}

function firstMinute({ minute, hour }: Fields, from: number): number | null {
  for (let candidate = from; candidate < 1440; candidate++)
    if (hour.values.has(Math.floor(candidate / 60)) && minute.values.has(candidate % 60)) return candidate;
  return null;
}

const secondNanos = 1_000_000_000n;

/** Equal gaps of whole seconds, at least one. */
function every(text: string, gap: string): Schedule | string {
  const nanos = parseGoDuration(gap);
  if (typeof nanos === 'string') return `failed to parse duration ${text}: ${nanos}`;
  const gapUs = Number(nanos < secondNanos ? 1n : nanos / secondNanos) * 1e6;
  return { next: (afterUs) => Math.floor(afterUs / 1e6) * 1e6 + gapUs };
}
