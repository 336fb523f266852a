/** YAML streams: one piece at a time is held as a tree; errors say their line and column. */
import { type Document, isAlias, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import { ConfigError } from '../../engine/index.js';
import { fieldPath } from './field-path.js';
import { refuseDeep, withinStack } from './nesting.js';
import type { ParsedDocument } from './parse-text.js';
import type { SourceRef } from './source-text.js';
import { cutDocuments, cutItems, type YamlPiece } from './yaml-pieces.js';

/** How often aliases may expand what they name; more is an attack or an accident. */
const maxAliases = 1000;
/** A list longer than this is parsed item by item. */
const cutAboveChars = 1024 * 1024;
/** The longest piece that is parsed. etcd takes no object above 1.5 MiB (--max-request-bytes). */
const longestPieceChars = 8 * 1024 * 1024;

export function parseYaml(name: string, text: string): ParsedDocument[] {
  const documents: ParsedDocument[] = [];
  for (const piece of cutDocuments(text)) {
    const list = piece.text.length > cutAboveChars ? cutItems(piece) : null;
    for (const document of list === null ? parsePiece(name, piece) : parseList(name, list)) documents.push(document);
  }
  return documents;
}

/** Each item in a list of its own, so that a typed list still says its items' kind. */
function* parseList(
  name: string,
  { shell, items }: NonNullable<ReturnType<typeof cutItems>>,
): Iterable<ParsedDocument> {
  const [around] = parsePiece(name, shell);
  for (const piece of items) {
    for (const { value, source } of parsePiece(name, piece)) {
      const locate = (path: string) => source.locate(path.replace(/^\.?items\[0\]/, '[0]'));
      yield { value: { ...(around?.value as object), items: value }, source: { name, locate } };
    }
  }
}

function parsePiece(name: string, { text, firstLine }: YamlPiece): ParsedDocument[] {
  if (text.length > longestPieceChars) {
    throw new ConfigError({
      source: `${name}:${firstLine + 1}:1`,
      problem: `begins a document of more than ${longestPieceChars / 1024 / 1024} MiB that is no list of objects`,
      remedy: 'give what is that long as kubectl … -o json prints it',
    });
  }
  const lines = new LineCounter();
  const parsed: ParsedDocument[] = [];
  for (const document of parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, merge: true })) {
    const source = sourceOf(name, document, lines, firstLine);
    refuseBroken(name, document, firstLine);
    const value = withinStack(name, () => {
      refuseDoubleKeys(name, document, lines, firstLine);
      return plainValue(name, document);
    });
    if (value !== null && value !== undefined) parsed.push({ value, source });
  }
  return parsed;
}

function refuseBroken(name: string, document: Document, firstLine: number): void {
  const error = document.errors[0];
  if (error === undefined) return;
  const [at] = error.linePos ?? [];
  const place = at ? `${name}:${at.line + firstLine}:${at.col}` : name;
  const said = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
  const problem = said.startsWith('Maximum call stack') ? 'it is nested too deeply' : said;
  throw new ConfigError({ source: place, problem: `broken YAML: ${problem}` });
}

function refuseDoubleKeys(name: string, document: Document, lines: LineCounter, firstLine: number): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || key.value === '<<') continue;
        if (seen.has(key.value)) {
          const { line, col } = lines.linePos(key.range![0]);
          throw new ConfigError({
            source: `${name}:${line + firstLine}:${col}`,
            value: key.value,
            problem: 'is a key twice in one map',
          });
        }
        seen.add(key.value);
      }
    },
  });
}

function plainValue(name: string, document: Document): unknown {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    const { message } = error as Error;
    const isBomb = message.startsWith('Excessive alias count');
    throw new ConfigError({
      source: name,
      problem: isBomb ? 'its YAML aliases expand without reasonable bound' : `broken YAML: ${message}`,
      ...(isBomb ? { remedy: `let no document expand aliases more than ${maxAliases} times` } : {}),
    });
  }
  refuseDeep(name, value);
  return value;
}

function sourceOf(name: string, document: Document, lines: LineCounter, firstLine: number): SourceRef {
  return {
    name,
    locate(path) {
      const offset = offsetOf(document, path);
      if (offset === undefined) return name;
      const { line, col } = lines.linePos(offset);
      return `${name}:${line + firstLine}:${col}`;
    },
  };
}

/** Where the deepest part of the path that exists begins. */
function offsetOf(document: Document, path: string): number | undefined {
  for (let keys = fieldPath(path); ; keys = keys.slice(0, -1)) {
    const node = keys.length === 0 ? document.contents : document.getIn(keys, true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range && !isAlias(node)) return range[0];
    if (keys.length === 0) return undefined;
  }
}
