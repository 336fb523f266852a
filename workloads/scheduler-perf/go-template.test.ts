import { deepEqual, equal, throws } from 'node:assert/strict';
import test from 'node:test';
import { renderTemplate } from './go-template.js';

const plain = { factor: 1, divisor: 1, modulus: 0, offset: 0 };

test('what does not depend on the ordinal is text', () => {
  const { text, places } = renderTemplate('skew: {{ .Count }}\nmemory: {{ DivideInt 30000 .Count }}Mi', 7);
  equal(text, 'skew: 7\nmemory: 4285Mi'); // 30000 / 7 = 4285.7…
  deepEqual(places, []);
});

const expressions: readonly [string, object][] = [
  ['{{.Index}}', plain],
  ['{{- .Index -}}', plain],
  ['{{ Mod .Index 12 }}', { ...plain, modulus: 12 }],
  ['{{DivideInt .Index 5}}', { ...plain, divisor: 5 }],
  ['{{ AddInt .Index 3 }}', { ...plain, offset: 3 }],
  ['{{ SubtractInt .Count .Index }}', { ...plain, factor: -1, offset: 10 }],
  ['{{ MultiplyInt 2 .Index }}', { ...plain, factor: 2 }],
];
for (const [expression, place] of expressions) {
  test(`${expression} is a place`, () => {
    const { text, places } = renderTemplate(`name: pod-${expression}`, 10);
    equal(text, 'name: pod-«0»');
    deepEqual(places, [{ ...place, text: '«0»' }]);
  });
}

test('the text of ordinal 0 tells which places are parts of numbers', () => {
  equal(renderTemplate('port: 80{{ .Index }}', 3).first, 'port: 800');
});

for (const unknown of [
  '{{ range .Items }}',
  '{{ Mod .Index }}',
  '{{ AddFloat .Index 1 }}',
  '{{ .Name }}',
  '{{ Mod .Index 0 }}',
]) {
  test(`${unknown} is refused by name`, () => {
    throws(() => renderTemplate(`a: ${unknown}`, 1), /template action \{\{ .* \}\} is not understood/);
  });
}
