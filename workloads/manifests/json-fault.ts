/** Where a text stops being JSON, and what should stand there: in the same words whatever JavaScript engine runs. */

export interface JsonFault {
  readonly offset: number;
  readonly problem: string;
}

const space = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has them escaped
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
/** What is quoted of the text where something else should stand. */
const piece = /[\w.+-]{1,40}|\S/y;

/** The first fault of a text; null where it is JSON. Open brackets are kept in a list, so that no depth is too deep. */
export function jsonFault(text: string): JsonFault | null {
  const reader = readerOf(text);
  const open: string[] = [];
  for (;;) {
    const bracket = reader.takes('{') ? '}' : reader.takes('[') ? ']' : null;
    if (bracket !== null) open.push(bracket);
    else if (!reader.takesOne(string) && !reader.takesOne(scalar)) return reader.missing('a value');
    let isEmpty = bracket !== null;
    while (open.length > 0 && reader.takes(open.at(-1)!)) {
      open.pop();
      isEmpty = false;
    }
    const inside = open.at(-1);
    if (inside === undefined) return reader.isAtEnd() ? null : reader.missing('the end');
    if (!isEmpty && !reader.takes(',')) return reader.missing(`a comma or ${inside}`);
    if (inside === ']') continue;
    if (!reader.takesOne(string)) return reader.missing('a key in double quotes');
    if (!reader.takes(':')) return reader.missing('a colon');
  }
}

function readerOf(text: string) {
  let offset = 0;
  const skip = () => {
    space.lastIndex = offset;
    space.test(text);
    offset = space.lastIndex;
  };
  return {
    takesOne(pattern: RegExp): boolean {
      skip();
      pattern.lastIndex = offset;
      if (!pattern.test(text)) return false;
      offset = pattern.lastIndex;
      return true;
    },
    takes(character: string): boolean {
      skip();
      if (text[offset] !== character) return false;
      offset++;
      return true;
    },
    isAtEnd(): boolean {
      skip();
      return offset === text.length;
    },
    missing(expected: string): JsonFault {
      skip();
      piece.lastIndex = offset;
      const found = piece.exec(text)?.[0];
      if (found === undefined) return { offset, problem: `it ends where ${expected} should stand` };
      if (found === '"') return { offset, problem: 'a string that has no end, or holds what has to be escaped' };
      return { offset, problem: `${expected} should stand where ${found} stands` };
    },
  };
}
