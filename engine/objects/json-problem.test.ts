import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { jsonProblem } from './json-problem.js';

// What json.Unmarshal of Go 1.26 says.
const cases: readonly [text: string, problem: string | null][] = [
  ['[{"key": "a", "n": [-0.5e+3, null, true, false, "\\u00e9\\n"]}, {}, []]', null],
  ['x', "invalid character 'x' looking for beginning of value"],
  ['[1', 'unexpected end of JSON input'],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
  ['{1:2}', "invalid character '1' looking for beginning of object key string"],
  ["{'a':2}", "invalid character '\\'' looking for beginning of object key string"],
  ['[] 1', "invalid character '1' after top-level value"],
  ['01', "invalid character '1' after top-level value"],
  ['[tru]', "invalid character ']' in literal true (expecting 'e')"],
  ['"a\n"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['-a', "invalid character 'a' in numeric literal"],
  ['1.a', "invalid character 'a' after decimal point in numeric literal"],
  ['1ea', "invalid character 'a' in exponent of numeric literal"],
  ['', 'unexpected end of JSON input'],
];

for (const [text, problem] of cases) {
  test(`${JSON.stringify(text)} ${problem === null ? 'is JSON' : 'is none'}`, () => equal(jsonProblem(text), problem));
}
