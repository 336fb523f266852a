import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { goJson, goQuoted } from './printed.js';

// What fmt.Sprintf("%q") and json.Marshal of Go 1.26 print.
const quoted: readonly [text: string, printed: string][] = [
  ['a b', '"a b"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['a\n\t\x00\x7f', '"a\\n\\t\\x00\\x7f"'],
  ['<é>', '"<é>"'],
  ['\u00a0\u200b\u{e0001}', '"\\u00a0\\u200b\\U000e0001"'],
];

for (const [text, printed] of quoted) test(`${printed} is quoted`, () => equal(goQuoted(text), printed));

test('JSON escapes what HTML would read, and nothing is null', () => {
  equal(goJson({ a: '<b>&' }), '{"a":"\\u003cb\\u003e\\u0026"}');
  equal(goJson(undefined), 'null');
});
