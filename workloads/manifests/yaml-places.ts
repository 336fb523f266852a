/** Where fields stand in a YAML text: looked up in a tree that is made again when a mistake has to name a place, so that nobody keeps it. */
import { type Document, isAlias, LineCounter, parseAllDocuments } from 'yaml';
import { fieldPath } from './field-path.js';
import type { SourceRef } from './source-text.js';
import type { YamlPiece } from './yaml-pieces.js';

export interface YamlTrees {
  readonly documents: readonly Document[];
  readonly lines: LineCounter;
}

/** Keys may stand twice in a map here: yaml's own check compares each with all others. */
export function treesOf({ text }: YamlPiece): YamlTrees {
  const lines = new LineCounter();
  return { documents: [...parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, merge: true })], lines };
}

/** A document of a piece as a source. */
export function sourceIn(name: string, piece: YamlPiece, index: number): SourceRef {
  let trees: YamlTrees | undefined;
  return {
    name,
    locate(path) {
      trees ??= treesOf(piece);
      const offset = offsetOf(trees.documents[index]!, path);
      return offset === undefined ? name : placeAt(name, piece, trees.lines, offset);
    },
  };
}

/** "shop.yaml:12:7" */
export function placeAt(name: string, { firstLine }: YamlPiece, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${name}:${line + firstLine}:${col}`;
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
