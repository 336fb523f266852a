/** Cron schedules: five fields, or @hourly and its like, or @every. Upstream: robfig/cron v3 parser.go and spec.go, as pkg/controller/cronjob uses them. Times are UTC. */
import { dateOf, dayOf } from '../calendar.js';

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

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** A field: which values it allows, and whether it was a star, which matters where days of month and week are combined. */
interface Field {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

/** Reads a schedule; null where it is none. */
export function parseSchedule(text: string): Schedule | null {
  const given = text.trim();
  if (given.startsWith('@every ')) return every(given.slice('@every '.length));
  const fields = (descriptors[given] ?? given).split(/\s+/);
  if (fields.length !== 5) return null;
  const minute = parseField(fields[0]!, 0, 59);
  const hour = parseField(fields[1]!, 0, 23);
  const day = parseField(fields[2]!, 1, 31);
  const month = parseField(fields[3]!, 1, 12, months);
  const weekday = parseField(fields[4]!, 0, 6, weekdays);
  if (!minute || !hour || !day || !month || !weekday) return null;
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

/** A list of "*", "5", "1-5", each with an optional "/step"; names stand for numbers. */
function parseField(text: string, least: number, most: number, names: readonly string[] = []): Field | null {
  const values = new Set<number>();
  let star = false;
  for (const part of text.split(',')) {
    const parts = /^(\*|\?|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d+))?$/i.exec(part);
    if (parts === null) return null;
    const [, range, firstText, lastText, stepText] = parts;
    const any = range === '*' || range === '?';
    const step = stepText === undefined ? 1 : Number(stepText);
    const first = any ? least : numberFor(firstText!, least, names);
    const open = any || (stepText !== undefined && lastText === undefined);
    const last = open ? most : lastText === undefined ? first : numberFor(lastText, least, names);
    if (!(step > 0 && first >= least && last <= most && first <= last)) return null;
    if (any && step === 1) star = true;
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return { values, star };
}

function numberFor(text: string, least: number, names: readonly string[]): number {
  const named = names.indexOf(text.toLowerCase());
  return named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Equal gaps of whole seconds, at least one: "1h30m". */
function every(text: string): Schedule | null {
  const parts = [...text.matchAll(/(\d+)([hms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return null;
  const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0);
  const gapUs = Math.max(seconds, 1) * 1e6;
  return { next: (afterUs) => Math.floor(afterUs / 1e6) * 1e6 + gapUs };
}
