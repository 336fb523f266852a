/** Cuts a YAML stream into pieces that are parsed one at a time: its documents, and the items of the long lists that kubectl prints. */

export interface YamlPiece {
  readonly text: string;
  /** Lines before it in the stream. */
  readonly firstLine: number;
}

/** A list cut up: what stands around its items, and each item as a list of one. */
export interface CutList {
  readonly shell: YamlPiece;
  readonly items: Iterable<YamlPiece>;
}

/** The stream's documents, cut at their `---` lines. */
export function* cutDocuments(text: string): Iterable<YamlPiece> {
  yield* cutAt(text, /^---(?=\s|$)/gm, 0);
}

/** The items of a document that is a `kind: List` in block style; null for any other. */
export function cutItems({ text, firstLine }: YamlPiece): CutList | null {
  const head = /^items:[ \t]*\r?\n(?= *- )/m.exec(text);
  if (head === null) return null;
  const from = head.index + head[0].length;
  const indent = /^ */.exec(text.slice(from, from + 100))![0];
  const until = endOfItems(text, from);
  const before = text.slice(0, head.index);
  const body = text.slice(from, until);
  const after = text.slice(until);
  return {
    shell: { text: `${before}\n${after}`, firstLine },
    items: cutAt(body, new RegExp(`^${indent}- `, 'gm'), firstLine + breaksIn(before) + 1),
  };
}

/** The next line that begins with a key at the left margin. */
function endOfItems(text: string, from: number): number {
  const key = /^[^\s#-]/gm;
  key.lastIndex = from;
  return key.exec(text)?.index ?? text.length;
}

function* cutAt(text: string, separator: RegExp, firstLine: number): Iterable<YamlPiece> {
  let start = 0;
  let line = firstLine;
  for (let match = separator.exec(text); match !== null; match = separator.exec(text)) {
    if (match.index === start) continue;
    const piece = text.slice(start, match.index);
    yield { text: piece, firstLine: line };
    line += breaksIn(piece);
    start = match.index;
  }
  yield { text: text.slice(start), firstLine: line };
}

function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks++;
  return breaks;
}
