import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGoDuration } from './go-duration.js';

const durations: [text: string, nanoseconds: number | null][] = [
  ['0', 0],
  ['0s', 0],
  ['1s', 1e9],
  ['1.5h', 5_400e9], // 1.5 · 3600 s
  ['1m30s', 90e9],
  ['-500ms', -500e6],
  ['+2us', 2_000],
  ['.5s', 5e8],
  ['1ns', 1],
  ['10', null],
  ['', null],
  ['s', null],
  ['1s ', null],
  ['1d', null],
  ['1s2', null],
];

for (const [text, nanoseconds] of durations) {
  test(`"${text}" is ${nanoseconds === null ? 'no duration' : `${nanoseconds} ns`}`, () => {
    assert.equal(parseGoDuration(text)?.nanoseconds ?? null, nanoseconds);
  });
}
