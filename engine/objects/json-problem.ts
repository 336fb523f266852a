/** What keeps a text from being JSON, in Go's words. Upstream: encoding/json's scanner. */
import { goQuoted } from './printed.js';

/** null for JSON. */
export function jsonProblem(text: string): string | null {
  const reader: Reader = { text, at: 0 };
  return valueProblem(reader) ?? nothingMore(reader);
}

interface Reader {
  readonly text: string;
  at: number;
}

function nothingMore(reader: Reader): string | null {
  skipSpace(reader);
  return reader.at < reader.text.length ? unexpected(reader, 'after top-level value') : null;
}

function skipSpace(reader: Reader): void {
  while (' \t\r\n'.includes(reader.text[reader.at] ?? 'x')) reader.at++;
}

function unexpected({ text, at }: Reader, where: string): string {
  const character = text[at];
  if (character === undefined) return 'unexpected end of JSON input';
  return `invalid character ${quotedByte(character)} ${where}`;
}

/** Of a character of several bytes Go tells the first, as if it were a character. */
function quotedByte(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  return `'${goQuoted(firstByte(character)).slice(1, -1)}'`;
}

function firstByte(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) return character;
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6));
  return code >= 0xd800 && code < 0xe000 ? '\xf0' : String.fromCharCode(0xe0 | (code >> 12));
}

const literals: ReadonlyMap<string, string> = new Map([
  ['t', 'true'],
  ['f', 'false'],
  ['n', 'null'],
]);

function valueProblem(reader: Reader): string | null {
  skipSpace(reader);
  const first = reader.text[reader.at] ?? '';
  if (first === '{') return membersProblem(reader, '}', memberProblem, 'after object key:value pair');
  if (first === '[') return membersProblem(reader, ']', valueProblem, 'after array element');
  if (first === '"') return stringProblem(reader);
  if (first === '-' || isDigit(first)) return numberProblem(reader);
  const literal = literals.get(first);
  return literal === undefined ? unexpected(reader, 'looking for beginning of value') : literalProblem(reader, literal);
}

/** The members of an object or an array, none or with commas between them. */
function membersProblem(
  reader: Reader,
  end: string,
  member: (reader: Reader) => string | null,
  afterMember: string,
): string | null {
  reader.at++;
  skipSpace(reader);
  if (reader.text[reader.at] === end) return step(reader);
  for (;;) {
    const problem = member(reader);
    if (problem !== null) return problem;
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (next !== ',' && next !== end) return unexpected(reader, afterMember);
    reader.at++;
    if (next === end) return null;
  }
}

function step(reader: Reader): null {
  reader.at++;
  return null;
}

function memberProblem(reader: Reader): string | null {
  skipSpace(reader);
  if (reader.text[reader.at] !== '"') return unexpected(reader, 'looking for beginning of object key string');
  const problem = stringProblem(reader);
  if (problem !== null) return problem;
  skipSpace(reader);
  if (reader.text[reader.at] !== ':') return unexpected(reader, 'after object key');
  reader.at++;
  return valueProblem(reader);
}

function stringProblem(reader: Reader): string | null {
  for (reader.at++; ; reader.at++) {
    const character = reader.text[reader.at] ?? '';
    if (character === '"') return step(reader);
    if (character < ' ') return unexpected(reader, 'in string literal');
    if (character !== '\\') continue;
    const problem = escapeProblem(reader);
    if (problem !== null) return problem;
  }
}

function escapeProblem(reader: Reader): string | null {
  const code = reader.text[++reader.at] ?? '';
  if (code !== '' && 'bfnrt\\/"'.includes(code)) return null;
  if (code !== 'u') return unexpected(reader, 'in string escape code');
  for (let i = 0; i < 4; i++) {
    reader.at++;
    if (!/^[0-9a-fA-F]$/.test(reader.text[reader.at] ?? '')) {
      return unexpected(reader, 'in \\u hexadecimal character escape');
    }
  }
  return null;
}

function numberProblem(reader: Reader): string | null {
  if (reader.text[reader.at] === '-') reader.at++;
  if (reader.text[reader.at] === '0') reader.at++;
  else if (!digits(reader)) return unexpected(reader, 'in numeric literal');
  if (reader.text[reader.at] === '.') {
    reader.at++;
    if (!digits(reader)) return unexpected(reader, 'after decimal point in numeric literal');
  }
  if (/^[eE]$/.test(reader.text[reader.at] ?? '')) {
    reader.at++;
    if (/^[+-]$/.test(reader.text[reader.at] ?? '')) reader.at++;
    if (!digits(reader)) return unexpected(reader, 'in exponent of numeric literal');
  }
  return null;
}

/** Skips digits; whether there was one. */
function digits(reader: Reader): boolean {
  const start = reader.at;
  while (isDigit(reader.text[reader.at] ?? '')) reader.at++;
  return reader.at > start;
}

function isDigit(character: string): boolean {
  return character !== '' && '0123456789'.includes(character);
}

function literalProblem(reader: Reader, literal: string): string | null {
  for (const expected of literal) {
    if (reader.text[reader.at] !== expected) {
      return unexpected(reader, `in literal ${literal} (expecting '${expected}')`);
    }
    reader.at++;
  }
  return null;
}
