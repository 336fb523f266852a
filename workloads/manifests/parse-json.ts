/** JSON texts: one value, read fast; places are looked up only when a mistake has to name one. */
import { ConfigError } from '../../engine/index.js';
import { refuseDoubleKeys } from './json-double-keys.js';
import { jsonFault } from './json-fault.js';
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
  } catch {
    return parseAsYaml(name, text);
  }
  refuseDeep(name, value);
  refuseDoubleKeys(name, text, value);
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

/** YAML contains JSON and reads several objects in a row. What is neither is said to be what its name says. */
function parseAsYaml(name: string, text: string): ParsedDocument[] {
  if (text.length > yamlUpToChars) throw brokenJson(name, text);
  try {
    return parseYaml(name, text);
  } catch (error) {
    throw name.endsWith('.json') && jsonFault(text) !== null ? brokenJson(name, text) : error;
  }
}

function brokenJson(name: string, text: string): ConfigError {
  const { offset, problem } = jsonFault(text) ?? { offset: 0, problem: 'it cannot be read' };
  const before = text.slice(0, offset);
  const column = offset - before.lastIndexOf('\n');
  return new ConfigError({
    source: `${name}:${before.split('\n').length}:${column}`,
    problem: `broken JSON: ${problem}`,
  });
}
