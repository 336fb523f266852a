/** Keys that a JSON object gives twice. */
import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { ConfigError } from '../../engine/index.js';
import { parseText } from './parse-text.js';

function refusal(text: string): string {
  try {
    parseText('a.json', text);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

// The text, and what is said; the place is that of the second key.
const refused: readonly (readonly [text: string, message: string])[] = [
  ['{"a": 1, "a": 1}', 'a.json:1:10: a: "a" is a key twice in one map'],
  [
    '{\n  "spec": {"replicas": 1, "x": [1, {"y": 2}],\n    "replicas": 2}}',
    'a.json:3:5: spec.replicas: "replicas" is a key twice in one map',
  ],
  [
    '{"items": [{"a": 1}, {"b": [{}, {"c": 1, "d": {"c": 2}, "c": 3}]}]}',
    'a.json:1:57: items[1].b[1].c: "c" is a key twice in one map',
  ],
  ['{"a": ":,{", "b\\"": [], "\\u0061": 2}', 'a.json:1:25: a: "a" is a key twice in one map'],
  ['[{"__proto__": 1, "__proto__": 2}]', 'a.json:1:19: [0].__proto__: "__proto__" is a key twice in one map'],
  ['{"": 1, "": 2}', 'a.json:1:9: "" is a key twice in one map'],
];

for (const [text, message] of refused) test(message, () => equal(refusal(text), message));

test('one key in several maps, and in strings, is no double key', () => {
  const text =
    '{"a": {"a": [{"a": 1}, {"a": "\\"a\\": 1, \\"a\\": 2"}]}, "b": {"a": 1}, "__proto__": null, "c": "a:b"}';
  deepEqual(
    parseText('a.json', text).map(({ value }) => value),
    [JSON.parse(text)],
  );
});
