/** Checks a scenario against its schema and turns the first fault into one clear sentence. */

import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { nearestFirst, resembles } from '../../engine/index.js';
import { mistake, type ParsedDocument } from '../manifests/index.js';
import type { ScenarioV1 } from './scenario.js';
import { scenarioSchema } from './schema.js';

const check = new Ajv2020({ allErrors: true, strict: false, verbose: true }).compile<ScenarioV1>(scenarioSchema);

/** The scenario, typed; throws the ConfigError of its first fault. */
export function checkScenario({ value, source }: ParsedDocument): ScenarioV1 {
  if (check(value)) return value;
  const error = mostTelling(check.errors ?? []);
  const path = pathOf(error.instancePath);
  if (error.keyword === 'additionalProperties') throw unknownField(error, path);
  throw mistake(source, { path, value: error.data, problem: problemOf(error) });

  function unknownField({ params, parentSchema }: ErrorObject, at: string) {
    const name = String((params as { additionalProperty: string }).additionalProperty);
    const known = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {});
    const [near] = nearestFirst(name, known);
    const remedy =
      near && resembles(name, near) ? `did you mean ${JSON.stringify(near)}?` : `known fields: ${known.join(', ')}`;
    const field = at === '' ? name : `${at}.${name}`;
    return mistake(source, { path: field, problem: 'there is no such field', remedy });
  }
}

/** The deepest fault says most; of alternatives (`oneOf`) the summary, unless one of them came further. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const depth = (e: ErrorObject) => e.instancePath.split('/').length * 2 + (e.keyword === 'oneOf' ? 1 : 0);
  const unknown = errors.find((e) => e.keyword === 'additionalProperties' && !e.schemaPath.includes('oneOf'));
  return unknown ?? errors.reduce((best, e) => (depth(e) > depth(best) ? e : best));
}

/** "/spec/cluster/nodeGroups/0" as "spec.cluster.nodeGroups[0]". */
function pathOf(pointer: string): string {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`), '');
}

function problemOf(error: ErrorObject): string {
  const description = (error.parentSchema as { description?: string } | undefined)?.description;
  const hint = description ? ` (${description.replace(/\.$/, '')})` : '';
  if (error.keyword === 'enum')
    return `is none of ${(error.params as { allowedValues: unknown[] }).allowedValues.join(', ')}${hint}`;
  if (error.keyword === 'const')
    return `must be ${JSON.stringify((error.params as { allowedValue: unknown }).allowedValue)}`;
  if (error.keyword === 'oneOf') return `matches none of its forms${hint}`;
  if (error.keyword === 'required')
    return `lacks the field ${JSON.stringify((error.params as { missingProperty: string }).missingProperty)}${hint}`;
  if (error.keyword === 'pattern') return `is not written as it should be${hint}`;
  return `${error.message ?? 'is wrong'}${hint}`;
}
