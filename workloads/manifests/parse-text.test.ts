/** YAML and JSON texts: documents, places, and what is refused. */
import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import test from 'node:test';
import { ConfigError } from '../../engine/index.js';
import { parseText } from './parse-text.js';

const valuesOf = (text: string) => parseText('a.yaml', text).map(({ value }) => value);
const refusal = (text: string, name = 'a.yaml'): string => {
  try {
    parseText(name, text);
  } catch (error) {
    ok(error instanceof ConfigError, String(error));
    return error.message;
  }
  return '';
};

test('a stream of documents; empty ones and comments are none', () => {
  deepEqual(valuesOf('# nothing\n---\na: 1\n---\n---\nb: 2\n...\n---\n# end\n'), [{ a: 1 }, { b: 2 }]);
  deepEqual(valuesOf(''), []);
});

test('a document that ends in text with three dashes within a line goes on', () => {
  deepEqual(valuesOf('a: |\n  x\n  --- y\nb: 2\n'), [{ a: 'x\n--- y\n', b: 2 }]);
});

test('JSON, also several objects in a row and flow YAML that begins alike', () => {
  deepEqual(valuesOf('{"a": [1, {"b": null}]}'), [{ a: [1, { b: null }] }]);
  deepEqual(valuesOf('  [{"a": 1}]'), [[{ a: 1 }]]);
  deepEqual(valuesOf('{ a: 1, b: [x, y] }'), [{ a: 1, b: ['x', 'y'] }]);
  deepEqual(valuesOf('{"a": 1}\n---\n{"a": 2}\n'), [{ a: 1 }, { a: 2 }]);
});

test('anchors and merge keys are opened', () => {
  deepEqual(valuesOf('base: &b {x: 1}\nall: {<<: *b, y: 2}\nagain: *b\n'), [
    { base: { x: 1 }, all: { x: 1, y: 2 }, again: { x: 1 } },
  ]);
});

test('every document knows where its fields stand, the deepest that is there', () => {
  const [, second] = parseText(
    'a.yaml',
    'a: 1\n---\nkind: Pod\nspec:\n  containers:\n    - name: web\n      image: nginx\n',
  );
  const at = (path: string) => second!.source.locate(path);
  deepEqual(
    ['', 'kind', 'spec.containers[0].image', 'spec.containers[0].resources.requests[cpu]', 'spec.nodeName'].map(at),
    ['a.yaml:3:1', 'a.yaml:3:7', 'a.yaml:7:14', 'a.yaml:6:7', 'a.yaml:5:3'],
  );
});

test('so does JSON, found when it is asked for', () => {
  const [document] = parseText('a.json', '{\n  "kind": "Pod",\n  "spec": {\n    "nodeName": 7 }}');
  equal(document!.source.locate('spec.nodeName'), 'a.json:4:17');
});

test('broken texts say line and column', () => {
  const cases: readonly (readonly [text: string, start: string])[] = [
    ['a: 1\nb: [1, 2\nc: 3\n', 'a.yaml:3:1: broken YAML: '],
    ['a: 1\n---\nb: 1\n  c: 2\n', 'a.yaml:3:4: broken YAML: '],
    ['a: "x\n', 'a.yaml:2:1: broken YAML: '],
    ['\ta: 1\n', 'a.yaml:1:1: broken YAML: '],
    ['a: 1\nb:\n  c: *d\n', 'a.yaml:3:6: broken YAML: Unresolved alias'],
    ['{"a": 1,, "b": 2}', 'a.yaml:1:9: broken YAML: '],
  ];
  for (const [text, start] of cases) ok(refusal(text).startsWith(start), `${JSON.stringify(text)}: ${refusal(text)}`);
});

test('broken JSON is said to be that, with line and column, under any engine in the same words', () => {
  const cases: readonly (readonly [text: string, message: string])[] = [
    ['{"a": 1,, "b": 2}', 'a.json:1:9: broken JSON: a key in double quotes should stand where , stands'],
    ['{\n  "a": [1, 2\n}', 'a.json:3:1: broken JSON: a comma or ] should stand where } stands'],
    ['{"a": 1', 'a.json:1:8: broken JSON: it ends where a comma or } should stand'],
    ['[{"a" 1}]', 'a.json:1:7: broken JSON: a colon should stand where 1 stands'],
    ['{"a": "x\n}', 'a.json:1:7: broken JSON: a string that has no end, or holds what has to be escaped'],
    ['{"a": [}', 'a.json:1:8: broken JSON: a value should stand where } stands'],
    ['{"a": {}} x', 'a.json:1:11: broken JSON: the end should stand where x stands'],
  ];
  for (const [text, message] of cases) equal(refusal(text, 'a.json'), message);
});

test('a key twice in one map is refused where it stands', () => {
  equal(refusal('a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n'), 'a.yaml:5:3: "c" is a key twice in one map');
  equal(refusal('a: 1\n---\na: 1\nb: 2\n'), '');
});

test('aliases that expand without bound, or into themselves, are refused', () => {
  const levels = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [above, below] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf']) {
    levels.push(`${above}: &${above} [${Array(9).fill(`*${below}`).join(', ')}]`);
  }
  ok(/aliases expand without reasonable bound/.test(refusal(levels.join('\n'))));
  ok(/nested deeper than 200 levels/.test(refusal('a: &a\n  b: *a\n')));
});

test('what is nested too deeply is refused, however it is written', () => {
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const text of [nested, `kind: Pod\nx: ${nested}`, '['.repeat(100_000), `{"a":`.repeat(50_000)]) {
    ok(/nested (deeper|too deeply)/.test(refusal(text)), refusal(text).slice(0, 200));
  }
});

test('what is no text, or long and nothing of Kubernetes, is refused before it is parsed', () => {
  ok(/is not text/.test(refusal('kind: Pod\0')));
  ok(/does not look like Kubernetes manifests/.test(refusal('a: b\n'.repeat(1_000_000))));
  ok(/begins a document of more than 8 MiB/.test(refusal(`kind: Pod\n${'x: {[\n'.repeat(2_000_000)}`)));
  ok(/broken JSON/.test(refusal(`{"kind": "Pod", "x": [${'1,'.repeat(3_000_000)}`)));
});

test('a map of many keys takes no longer than its length', () => {
  const keys = Array.from({ length: 40_000 }, (_, i) => `k${i}: v`).join('\n'); // quadratic: 800 million comparisons
  equal(Object.keys(valuesOf(keys)[0] as object).length, 40_000);
});

test('a long list, as kubectl prints it, is read item by item, with the places of its items', () => {
  const item = (i: number) =>
    `- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: pod-${i}\n    annotations:\n      text: |\n        - not an item\n        ${'x'.repeat(2000)}\n`;
  const items = Array.from({ length: 600 }, (_, i) => item(i)).join(''); // 1.2 million characters
  const text = `apiVersion: v1\nitems:\n${items}kind: List\nmetadata:\n  resourceVersion: ""\n`;
  const documents = parseText('dump.yaml', text);
  equal(documents.length, 600);
  const { value, source } = documents[599]!;
  deepEqual(Object.keys(value as object).sort(), ['apiVersion', 'items', 'kind', 'metadata']);
  equal((value as { items: { metadata: { name: string } }[] }).items[0]!.metadata.name, 'pod-599');
  equal(source.locate('items[0].metadata.name'), `dump.yaml:${2 + 599 * 8 + 4}:11`);
});

test('items may be indented, and typed lists keep their kind', () => {
  const item = `  - metadata:\n      name: x\n      annotations: {text: "${'y'.repeat(2000)}"}\n`;
  const documents = parseText('a.yaml', `kind: PodList\napiVersion: v1\nitems:\n${item.repeat(600)}`);
  equal(documents.length, 600);
  equal((documents[3]!.value as { kind: string }).kind, 'PodList');
  throws(
    () => parseText('a.yaml', `kind: List\nitems:\n${item.repeat(599)}  - a: [\n`),
    /a\.yaml:\d+:\d+: broken YAML/,
  );
});
