/** JSON's faults: none where JSON.parse finds none, one where it finds one. */
import { equal } from 'node:assert/strict';
import test from 'node:test';
import { jsonFault } from './json-fault.js';

const parses = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test('a text has a fault exactly where JSON.parse refuses it: every piece of a document left out or doubled', () => {
  const pieces = [
    '{',
    '"a\\n\\u00e9"',
    ':',
    '[',
    '1',
    ',',
    '-2.5e+3',
    ',',
    '{',
    '}',
    ',',
    '[',
    ']',
    ']',
    ',',
    '"b"',
    ':',
    'null',
    '}',
  ];
  const texts = pieces.flatMap((_, i) => [
    pieces.toSpliced(i, 1),
    pieces.toSpliced(i, 0, pieces[i]!),
    pieces.slice(0, i),
  ]);
  for (const text of [pieces, ...texts].map((some) => some.join(' ')))
    equal(jsonFault(text) === null, parses(text), text);
});

test('scalars as JSON has them', () => {
  for (const text of [
    '0',
    '-0',
    '01',
    '1.',
    '.5',
    '+1',
    '1e5',
    '1e',
    'tru',
    'true',
    'trues',
    '"\t"',
    '"\\x"',
    '"\\u12"',
    "'a'",
    '',
  ])
    equal(jsonFault(text) === null, parses(text), text);
});
