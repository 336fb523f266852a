/** Checks a scenario against its schema and turns the first fault into one clear sentence. */

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { nearestFirst, resembles } from '../../engine/index.js';
import { mistake, type ParsedDocument } from '../manifests/index.js';
import { durationHint, parseDuration } from './duration.js';
import type { ScenarioV1 } from './scenario.js';
import { scenarioSchema } from './schema.js';

let compiled: ValidateFunction<ScenarioV1> | undefined;

/** Compiled when the first scenario is read: that takes longer than most commands. */
function validator(): ValidateFunction<ScenarioV1> {
  if (compiled) return compiled;
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
  ajv.addFormat('duration-text', (text: string) => parseDuration(text) !== null);
  compiled = ajv.compile<ScenarioV1>(scenarioSchema);
  return compiled;
}

/** The scenario, typed; throws the ConfigError of its first fault. */
export function checkScenario({ value, source }: ParsedDocument): ScenarioV1 {
  const check = validator();
  if (check(value)) return value;
  const error = mostTelling(check.errors ?? []);
  const path = pathOf(error.instancePath);
  const unknown = unknownFieldOf(error);
  if (unknown === null) throw mistake(source, { path, value: error.data, ...saying(error) });
  const field = path === '' ? unknown.name : `${path}.${unknown.name}`;
  throw mistake(source, { path: field, problem: 'there is no such field', remedy: remedyFor(unknown) });
}

/** The deepest fault says most, a field too many more than one too few; of alternatives (`oneOf`) the summary, unless one of them came further. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const weights: Readonly<Record<string, number>> = { oneOf: 2, additionalProperties: 1 };
  const depth = (e: ErrorObject) => e.instancePath.split('/').length * 3 + (weights[e.keyword] ?? 0);
  const unknown = errors.find((e) => e.keyword === 'additionalProperties' && !e.schemaPath.includes('oneOf'));
  return unknown ?? errors.reduce((best, e) => (depth(e) > depth(best) ? e : best));
}

interface UnknownField {
  readonly name: string;
  readonly known: readonly string[];
}

type ObjectSchema = { properties?: object; oneOf?: ObjectSchema[] };

/** The field that no schema has, where that is the fault; also of alternatives, none of which has it. */
function unknownFieldOf({ keyword, params, parentSchema, data }: ErrorObject): UnknownField | null {
  const schema = (parentSchema ?? {}) as ObjectSchema;
  if (keyword === 'additionalProperties') {
    const name = String((params as { additionalProperty: string }).additionalProperty);
    return { name, known: Object.keys(schema.properties ?? {}) };
  }
  if (keyword !== 'oneOf' || typeof data !== 'object' || data === null) return null;
  const known = (schema.oneOf ?? []).flatMap((form) => Object.keys(form.properties ?? {}));
  const name = Object.keys(data).find((key) => !known.includes(key));
  return name === undefined || known.length === 0 ? null : { name, known };
}

function remedyFor({ name, known }: UnknownField): string {
  const [near] = nearestFirst(name, known);
  return near && resembles(name, near) ? `did you mean ${JSON.stringify(near)}?` : `known fields: ${known.join(', ')}`;
}

/** "/spec/cluster/nodeGroups/0" as "spec.cluster.nodeGroups[0]". */
function pathOf(pointer: string): string {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`), '');
}

/** What is wrong and what would be right. */
function saying(error: ErrorObject): { problem: string; remedy?: string } {
  const params = error.params as Record<string, unknown>;
  const { description, format } = (error.parentSchema ?? {}) as { description?: string; format?: string };
  const hint = description ? ` (${description.replace(/\.$/, '')})` : '';
  if (format === 'duration-text') return { problem: `is no duration${hint}`, remedy: durationHint };
  if (error.keyword === 'enum') return notAmong(params['allowedValues'] as unknown[], error.data, hint);
  if (error.keyword === 'type') return { problem: `must be ${typesNamed(params['type'])}${hint}` };
  if (error.keyword === 'const') return { problem: `must be ${JSON.stringify(params['allowedValue'])}` };
  if (error.keyword === 'oneOf') return { problem: `matches none of its forms${hint}` };
  if (error.keyword === 'required')
    return { problem: `lacks the field ${JSON.stringify(params['missingProperty'])}${hint}` };
  return { problem: `${error.message ?? 'is wrong'}${hint}` };
}

/** YAML takes 1.36 for a number. */
function notAmong(allowed: readonly unknown[], data: unknown, hint: string): { problem: string; remedy?: string } {
  const problem = `is none of ${allowed.join(', ')}${hint}`;
  if (typeof data !== 'number' || !allowed.includes(String(data))) return { problem };
  return { problem: 'is a number, not a text', remedy: `write it in quotes: "${data}"` };
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a map of fields',
  string: 'a text',
};

function typesNamed(types: unknown): string {
  const names = Array.isArray(types) ? types : [types];
  return names.map((type) => typeNames[String(type)] ?? String(type)).join(' or ');
}
