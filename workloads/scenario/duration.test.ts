/** Durations as people write them. */
import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { parseDuration } from './duration.js';

test('units add up to whole microseconds', () => {
  const written: readonly (readonly [text: string, us: number])[] = [
    ['0s', 0],
    ['250ms', 250e3],
    ['7us', 7],
    ['1.5s', 1.5e6],
    ['0.0000004s', 0], // less than half a microsecond
    ['90s', 90e6],
    ['1m30s', 90e6],
    ['2h', 7200e6],
    ['1d12h', 129_600e6],
    ['36500d', 36_500 * 86_400e6],
  ];
  for (const [text, us] of written) equal(parseDuration(text), us, text);
});

test('anything else is none', () => {
  const others = [
    '',
    '5',
    '5x',
    '-5s',
    '5 minutes',
    '1h 30m',
    's',
    '1e3s',
    '.5s',
    '5m5',
    '36526d',
    `${'9'.repeat(400)}s`,
  ];
  deepEqual(
    others.filter((text) => parseDuration(text) !== null),
    [],
  );
});
