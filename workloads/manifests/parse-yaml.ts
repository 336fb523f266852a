/** YAML streams: one piece at a time is held as a tree; errors say their line and column. */
import { type Document, isScalar, visit } from 'yaml';
import { ConfigError } from '../../engine/index.js';
import { refuseDeep, withinStack } from './nesting.js';
import type { ParsedDocument } from './parse-text.js';
import { cutDocuments, cutItems, type YamlPiece } from './yaml-pieces.js';
import { placeAt, sourceIn, treesOf } from './yaml-places.js';

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

function parsePiece(name: string, piece: YamlPiece): ParsedDocument[] {
  if (piece.text.length > longestPieceChars) {
    throw new ConfigError({
      source: `${name}:${piece.firstLine + 1}:1`,
      problem: `begins a document of more than ${longestPieceChars / 1024 / 1024} MiB that is no list of objects`,
      remedy: 'give what is that long as kubectl … -o json prints it',
    });
  }
  const parsed: ParsedDocument[] = [];
  const { documents, lines } = treesOf(piece);
  for (const [i, document] of documents.entries()) {
    refuseBroken(name, document, piece.firstLine);
    const value = withinStack(name, () => {
      refuseDoubleKeys(document, (offset) => placeAt(name, piece, lines, offset));
      return plainValue(name, document, (offset) => placeAt(name, piece, lines, offset));
    });
    if (value !== null && value !== undefined) parsed.push({ value, source: sourceIn(name, piece, i) });
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

function refuseDoubleKeys(document: Document, placeOf: (offset: number) => string): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || key.value === '<<') continue;
        if (seen.has(key.value)) {
          const source = placeOf(key.range![0]);
          throw new ConfigError({ source, value: key.value, problem: 'is a key twice in one map' });
        }
        seen.add(key.value);
      }
    },
  });
}

function plainValue(name: string, document: Document, placeOf: (offset: number) => string): unknown {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    const { message } = error as Error;
    const isBomb = message.startsWith('Excessive alias count');
    const unresolved = isBomb ? undefined : unresolvedAlias(document);
    throw new ConfigError({
      source: unresolved === undefined ? name : placeOf(unresolved),
      problem: isBomb ? 'its YAML aliases expand without reasonable bound' : `broken YAML: ${message}`,
      ...(isBomb ? { remedy: `let no document expand aliases more than ${maxAliases} times` } : {}),
    });
  }
  refuseDeep(name, value);
  return value;
}

/** Where an alias stands whose anchor is not before it. */
function unresolvedAlias(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = alias.range?.[0];
      return visit.BREAK;
    },
  });
  return offset;
}
