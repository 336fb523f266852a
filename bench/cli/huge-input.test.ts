/** 200 MB of nonsense: refused in a sentence, without reading meaning into it. */
import { deepEqual, ok } from 'node:assert/strict';
import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { workbench } from './testing.js';

const bench = workbench();
const bytes = 200_000_000;

/** A file of that many bytes: a beginning, and one text over and over. */
function filled(name: string, beginning: string, text: string): string {
  const file = openSync(join(bench.folder, name), 'w');
  const block = Buffer.from(text.repeat(Math.ceil(1_000_000 / text.length)));
  writeSync(file, beginning);
  for (let written = 0; written < bytes; written += block.length) writeSync(file, block);
  closeSync(file);
  return name;
}

async function refusal(name: string): Promise<string> {
  const { code, out, err } = await bench.seatrial(['run', '-f', name]);
  deepEqual([code, out], [2, ''], err);
  ok(!/\n {4}at /.test(err) && err.length < 500, err);
  return err;
}

test('no text at all', async () => {
  bench.write('nothing.yaml', '');
  truncateSync(join(bench.folder, 'nothing.yaml'), bytes);
  ok(
    /^seatrial: nothing\.yaml: is not text; Kubernetes manifests are YAML or JSON\n$/.test(
      await refusal('nothing.yaml'),
    ),
  );
});

test('text that names no kind', async () => {
  const said = await refusal(filled('words.yaml', '', 'lorem ipsum: dolor\n'));
  ok(/^seatrial: words\.yaml: does not look like Kubernetes manifests/.test(said), said);
});

test('text that begins like a manifest and is none', async () => {
  const said = await refusal(filled('likely.yaml', 'apiVersion: v1\nkind: Pod\n', 'foo bar baz: [}\n'));
  ok(/^seatrial: likely\.yaml:1:1: begins a document of more than 8 MiB that is no list of objects/.test(said), said);
});

test('a list of nonsense ends at its first item', async () => {
  const said = await refusal(filled('list.yaml', 'apiVersion: v1\nkind: List\nitems:\n', '- foo bar: [}\n'));
  ok(/^seatrial: list\.yaml:4:\d+: broken YAML: /.test(said), said);
});

test('JSON that breaks', async () => {
  const said = await refusal(filled('broken.json', '{"apiVersion": "v1", "kind": "Pod", "spec": [', '1,'));
  ok(/^seatrial: broken\.json.*: broken JSON: /.test(said), said);
});
