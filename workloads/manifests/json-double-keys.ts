/** Keys that a JSON object gives twice: JSON.parse keeps the last in silence, kubectl refuses them. */
import { ConfigError } from '../../engine/index.js';

/** Throws at the first key that an object of the text gives twice; `value` is what the text was parsed to. */
export function refuseDoubleKeys(name: string, text: string, value: unknown): void {
  // Counting is quick; only a text that has more keys than its value is read again to find which.
  if (keysInText(text) === keysInValue(value)) return;
  const { offset, path, key } = firstDoubleKey(text)!;
  const before = text.slice(0, offset);
  const column = offset - before.lastIndexOf('\n');
  const source = `${name}:${before.split('\n').length}:${column}`;
  throw new ConfigError({ source, path, value: key, problem: 'is a key twice in one map' });
}

const quote = 34;
const colon = 58;
const backslash = 92;

/** One colon outside of strings is one key. */
function keysInText(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === colon) count++;
    else if (code === quote) i = endOfString(text, i);
  }
  return count;
}

/** Where the string ends that begins here. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  for (let code = text.charCodeAt(i); code !== quote; code = text.charCodeAt(i)) i += code === backslash ? 2 : 1;
  return i;
}

function keysInValue(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const top = open.pop();
    if (typeof top !== 'object' || top === null) continue;
    const parts = Object.values(top);
    if (!Array.isArray(top)) count += parts.length;
    for (const part of parts) if (typeof part === 'object') open.push(part);
  }
  return count;
}

interface DoubleKey {
  readonly offset: number;
  readonly path: string;
  readonly key: string;
}

/** An object or a list that is being read, and where in it. */
interface Place {
  readonly path: string;
  /** Null in a list. */
  readonly keys: Set<string> | null;
  index: number;
  last: string;
}

function firstDoubleKey(text: string): DoubleKey | null {
  const open: Place[] = [];
  const here = () => {
    const at = open.at(-1);
    if (at === undefined) return '';
    return at.keys === null ? `${at.path}[${at.index}]` : at.path === '' ? at.last : `${at.path}.${at.last}`;
  };
  for (const { index: offset, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\],]/g)) {
    const at = open.at(-1);
    if (token === '{' || token === '[') {
      open.push({ path: here(), keys: token === '{' ? new Set() : null, index: 0, last: '' });
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ',') at!.index++;
    else if (token.endsWith(':')) {
      const key = JSON.parse(token.slice(0, -1)) as string;
      at!.last = key;
      if (at!.keys!.has(key)) return { offset, path: here(), key };
      at!.keys!.add(key);
    }
  }
  return null;
}
