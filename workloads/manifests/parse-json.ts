/** JSON texts: one value, read fast; places are looked up only when a mistake has to name one. */
import { ConfigError } from '../../engine/index.js';
import { refuseDeep } from './nesting.js';
import type { ParsedDocument } from './parse-text.js';
import { parseYaml } from './parse-yaml.js';
import type { SourceRef } from './source-text.js';

/** Up to here a text may also be read as YAML, which knows places but is slow. */
const yamlUpToChars = 4 * 1024 * 1024;

export function parseJson(name: string, text: string): ParsedDocument[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // YAML contains JSON, reads several objects in a row, and says where it breaks.
    if (text.length <= yamlUpToChars) return parseYaml(name, text);
    throw new ConfigError({
      source: placeOf(name, text, error as Error),
      problem: `broken JSON: ${(error as Error).message.replace(/, ".*/s, '')}`,
    });
  }
  refuseDeep(name, value);
  return [{ value, source: lazySource(name, text) }];
}

function lazySource(name: string, text: string): SourceRef {
  let places: SourceRef | undefined;
  return {
    name,
    locate(path) {
      if (text.length > yamlUpToChars) return name;
      places ??= parseYaml(name, text)[0]?.source;
      return places?.locate(path) ?? name;
    },
  };
}

/** "dump.json:12:7", where the error says a position. */
function placeOf(name: string, text: string, error: Error): string {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  if (position === undefined) return name;
  const before = text.slice(0, Number(position));
  const lastBreak = before.lastIndexOf('\n');
  return `${name}:${before.split('\n').length}:${before.length - lastBreak}`;
}
