/** Lists that annotations hold as JSON, read as Go reads them: field names in any case, the first wrong type is told. Upstream: encoding/json's decoder. */
import { jsonProblem } from '../json-problem.js';

/** The Go type of a list's items, and those of its fields by their Go names. */
export interface ItemType {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Tolerations, as scheduler.alpha.kubernetes.io/tolerations has them. */
export const tolerationItem: ItemType = {
  name: 'core.Toleration',
  fields: {
    Key: 'string',
    Operator: 'core.TolerationOperator',
    Value: 'string',
    Effect: 'core.TaintEffect',
    TolerationSeconds: 'int64',
  },
};

/** Taints, as scheduler.alpha.kubernetes.io/taints has them. */
export const taintItem: ItemType = {
  name: 'core.Taint',
  fields: { Key: 'string', Value: 'string', Effect: 'core.TaintEffect' },
};

/** The items under their API names, or what is wrong with the text. */
export function readAnnotatedList<T>(text: string, type: ItemType): readonly T[] | string {
  const problem = jsonProblem(text);
  if (problem !== null) return problem;
  const list: unknown = JSON.parse(text);
  if (list === null) return [];
  if (!Array.isArray(list)) return `json: cannot unmarshal ${kindOf(list)} into Go value of type []${type.name}`;
  const items: Record<string, unknown>[] = [];
  for (const raw of list) {
    const item = readItem(raw, type);
    if (typeof item === 'string') return item;
    items.push(item);
  }
  return items as T[];
}

function readItem(raw: unknown, { name: typeName, fields }: ItemType): Record<string, unknown> | string {
  if (raw === null) return {};
  if (typeof raw !== 'object' || Array.isArray(raw))
    return `json: cannot unmarshal ${kindOf(raw)} into Go value of type ${typeName}`;
  const item: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const field = Object.keys(fields).find((name) => name.toLowerCase() === key.toLowerCase());
    if (field === undefined || value === null) continue;
    const fits = fields[field] === 'int64' ? Number.isInteger(value) : typeof value === 'string';
    if (!fits) {
      const struct = typeName.replace('core.', '');
      return `json: cannot unmarshal ${found(value, fields[field]!)} into Go struct field ${struct}.${field} of type ${fields[field]}`;
    }
    item[field[0]!.toLowerCase() + field.slice(1)] = value;
  }
  return item;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** A number that is no whole one is told with its digits. */
function found(value: unknown, wanted: string): string {
  return typeof value === 'number' && wanted === 'int64' ? `number ${value}` : kindOf(value);
}
