import { equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { podSignature } from './pod-signature.js';
import { aPod } from './testing.js';

function signed(...values: unknown[]): string | undefined {
  return podSignature(
    values.map((value, i) => ({ name: `P${i}`, signs: () => value })),
    aPod(),
  );
}

for (const { what, a, b } of [
  {
    what: 'maps in another order',
    a: new Map([
      ['x', 1],
      ['y', 2],
    ]),
    b: new Map([
      ['y', 2],
      ['x', 1],
    ]),
  },
  { what: 'sets in another order', a: new Set(['x', 'y']), b: new Set(['y', 'x']) },
  { what: 'fields in another order', a: { x: 1, y: [2] }, b: { y: [2], x: 1 } },
]) {
  test(`${what} sign alike`, () => {
    equal(signed(a), signed(b));
  });
}

for (const { what, a, b } of [
  { what: 'lists in another order', a: ['x', 'y'], b: ['y', 'x'] },
  { what: 'a text and a number', a: '1', b: 1 },
  { what: 'a list and a text that looks like it', a: ['x'], b: '["x"]' },
  { what: 'nothing and an empty list', a: null, b: [] },
]) {
  test(`${what} sign differently`, () => {
    notEqual(signed(a), signed(b));
  });
}

test('one plugin that cannot sign is enough for no signature', () => {
  equal(signed('x', undefined), undefined);
});
