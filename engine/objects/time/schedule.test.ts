import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { dateOf, dayOfDate, timeOf, timeText } from './calendar.js';
import { parseSchedule, scheduleProblem } from './schedule.js';

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

// What the parser of robfig/cron says against each.
const unreadable: readonly (readonly [text: string, problem: string])[] = [
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* 24 * * *', 'end of range (24) above maximum (23): 24'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['* * 32 * *', 'end of range (32) above maximum (31): 32'],
  ['* * * 13 *', 'end of range (13) above maximum (12): 13'],
  ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['*/-1 * * * *', 'negative number (-1) not allowed: -1'],
  ['*/x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
  ['*/1/2 * * * *', 'too many slashes: */1/2'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['jan * * * *', 'failed to parse int from jan: strconv.Atoi: parsing "jan": invalid syntax'],
  ['* * * foo *', 'failed to parse int from foo: strconv.Atoi: parsing "foo": invalid syntax'],
  ['-5 * * * *', 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
  ['1.5 * * * *', 'failed to parse int from 1.5: strconv.Atoi: parsing "1.5": invalid syntax'],
  [
    '99999999999999999999 * * * *',
    'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range',
  ],
  ['* * * * * *', 'expected exactly 5 fields, found 6: [* * * * * *]'],
  [' @daily', 'expected exactly 5 fields, found 1: [@daily]'],
  ['@Hourly', 'unrecognized descriptor: @Hourly'],
  ['@every', 'unrecognized descriptor: @every'],
  ['@every x', 'failed to parse duration @every x: time: invalid duration "x"'],
  ['@every 1x', 'failed to parse duration @every 1x: time: unknown unit "x" in duration "1x"'],
  ['@every 1.2.3s', 'failed to parse duration @every 1.2.3s: time: missing unit in duration "1.2.3s"'],
  ['@every .s', 'failed to parse duration @every .s: time: invalid duration ".s"'],
  ['@every 9999999999h', 'failed to parse duration @every 9999999999h: time: invalid duration "9999999999h"'],
  ['TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
  ['CRON_TZ=Mars/X * * * * *', 'provided bad location Mars/X: unknown time zone Mars/X'],
  ['*/5,61 * * * *', 'end of range (61) above maximum (59): 61'],
  ['* * * * mon,foo', 'failed to parse int from foo: strconv.Atoi: parsing "foo": invalid syntax'],
];

for (const [text, problem] of unreadable) {
  test(`"${text}" is no schedule: ${problem}`, () => {
    equal(scheduleProblem(text), problem);
    equal(parseSchedule(text), null);
  });
}

test('odd schedules that upstream reads are read', () => {
  for (const text of [
    '1,,2 * * * *',
    '*-5 * * * *',
    '? ? ? ? ?',
    '+5 * * * *',
    '@every 0',
    '@every -5m',
    'TZ=UTC @daily',
  ])
    equal(scheduleProblem(text), null, text);
  deepEqual(starts(', * * * *', 1), ['never']);
  deepEqual(starts('@every 0.5s', 1), ['2026-01-01T00:00:01Z']);
});
