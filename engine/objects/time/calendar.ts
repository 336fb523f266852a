/** Calendar time: the run begins at 2026-01-01T00:00:00Z. Days are turned into dates by arithmetic alone (Howard Hinnant, chrono-compatible low-level date algorithms). */

/** Days from 1970-01-01 to 2026-01-01. */
const epochDays = 20_454;
const dayUs = 86_400e6;

/** A day of the calendar. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** The day number of a moment of the run; day 0 is 2026-01-01. */
export function dayOf(us: number): number {
  return Math.floor(us / dayUs);
}

/** The date of a day of the run. */
export function dateOf(day: number): CalendarDate {
  const sinceEra = day + epochDays + 719_468; // days since 0000-03-01
  const era = Math.floor(sinceEra / 146_097);
  const dayOfEra = sinceEra - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153); // March is 0
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const weekday = (((day + epochDays + 4) % 7) + 7) % 7;
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1, weekday };
}

/** The day of the run on which a date falls. */
export function dayOfDate(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468 - epochDays;
}

/** A moment as the API writes it, in whole seconds: "2026-01-01T00:00:07Z". */
export function timeText(us: number): string {
  const day = dayOf(us);
  const { year, month, day: ofMonth } = dateOf(day);
  const seconds = Math.floor((us - day * dayUs) / 1e6);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${year}-${two(month)}-${two(ofMonth)}T${clock}Z`;
}

/** The moment of such a text, µs of the run, before it as a rule for what a cluster wrote; null where it is none. */
export function timeOf(text: string | null | undefined): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z$/.exec(text ?? '');
  if (parts === null) return null;
  const [year, month, day, hours, minutes, seconds] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return dayOfDate(year, month, day) * dayUs + (hours * 3600 + minutes * 60 + seconds) * 1e6;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
