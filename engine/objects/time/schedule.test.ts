import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { dateOf, dayOfDate, timeOf, timeText } from './calendar.js';
import { parseSchedule } from './schedule.js';

/** The first starts after a moment, as texts. */
function starts(schedule: string, count: number, after = '2026-01-01T00:00:00Z'): string[] {
  const parsed = parseSchedule(schedule)!;
  const found: string[] = [];
  for (let us: number | null = timeOf(after); found.length < count; ) {
    us = parsed.next(us!);
    found.push(us === null ? 'never' : timeText(us));
    if (us === null) break;
  }
  return found;
}

test('the run begins on Thursday, 2026-01-01', () => {
  deepEqual(dateOf(0), { year: 2026, month: 1, day: 1, weekday: 4 });
  equal(timeText(0), '2026-01-01T00:00:00Z');
});

test('dates and days turn into each other over eight centuries', () => {
  for (let day = -150_000; day < 150_000; day += 97) {
    const { year, month, day: ofMonth } = dateOf(day);
    equal(dayOfDate(year, month, ofMonth), day);
  }
});

const cases: readonly [schedule: string, first: readonly string[]][] = [
  ['*/20 * * * *', ['2026-01-01T00:20:00Z', '2026-01-01T00:40:00Z', '2026-01-01T01:00:00Z']],
  ['@hourly', ['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z']],
  ['0 0 * * 0', ['2026-01-04T00:00:00Z', '2026-01-11T00:00:00Z']],
  ['0 0 * * mon-fri', ['2026-01-02T00:00:00Z', '2026-01-05T00:00:00Z']],
  [
    '30 6-16/4 1,15 * *',
    ['2026-01-01T06:30:00Z', '2026-01-01T10:30:00Z', '2026-01-01T14:30:00Z', '2026-01-15T06:30:00Z'],
  ],
  // Day of month and of week both given: either will do. 2026-01-02 is a Friday, 2026-01-13 a Tuesday.
  ['0 12 13 * 5', ['2026-01-02T12:00:00Z', '2026-01-09T12:00:00Z', '2026-01-13T12:00:00Z']],
  ['0 0 29 2 *', ['2028-02-29T00:00:00Z']],
  ['@every 1h30m', ['2026-01-01T01:30:00Z', '2026-01-01T03:00:00Z']],
  ['0 0 31 2 *', ['never']],
];

for (const [schedule, first] of cases) {
  test(`"${schedule}" starts at ${first[0]}`, () => deepEqual(starts(schedule, first.length), first));
}

test('what is no schedule is not read as one', () => {
  for (const text of ['', '* * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '5-1 * * * *', '*/0 * * * *', '@often'])
    equal(parseSchedule(text), null, text);
});
