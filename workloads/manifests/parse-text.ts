/** YAML and JSON texts become documents, each knowing where its fields stand. */
import { ConfigError } from '../../engine/index.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import type { SourceRef } from './source-text.js';

export interface ParsedDocument {
  readonly value: unknown;
  readonly source: SourceRef;
}

/** A text larger than this must look like what it claims to be before it is parsed. */
const sniffAboveChars = 4 * 1024 * 1024;
const sniffedChars = 1024 * 1024;

/** All documents of a text, empty ones left out. */
export function parseText(name: string, text: string): ParsedDocument[] {
  refuseNonsense(name, text);
  const start = text.slice(0, 1000).trimStart();
  return start.startsWith('{') || start.startsWith('[') ? parseJson(name, text) : parseYaml(name, text);
}

function refuseNonsense(name: string, text: string): void {
  const head = text.slice(0, sniffedChars);
  if (head.includes('\0')) {
    throw new ConfigError({ source: name, problem: 'is not text', remedy: 'Kubernetes manifests are YAML or JSON' });
  }
  if (text.length > sniffAboveChars && !/["']?(kind|apiVersion)["']?\s*:/.test(head)) {
    throw new ConfigError({
      source: name,
      problem: 'does not look like Kubernetes manifests: its first MiB names no kind and no apiVersion',
      remedy: 'give YAML or JSON objects as kubectl prints them',
    });
  }
}
