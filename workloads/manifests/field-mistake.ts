/** A field that the API server would refuse, as one sentence: where, what was written, what would be right. */
import { ConfigError, type FieldError, type KubeObject } from '../../engine/index.js';
import { describe } from './describe.js';
import { dumpCommand } from './dump-command.js';
import { fieldPath } from './field-path.js';
import type { SourceRef } from './source-text.js';

const quantityHint = 'write a quantity like 250m, 2 or 16Gi';

/** By what the API server says, what it leaves open. */
const remedies: readonly (readonly [said: RegExp, remedy: string])[] = [
  [/quantities must match/, quantityHint],
  [/more than the scheduler can count/, quantityHint],
  [/not a valid selector operator/, 'operators are In, NotIn, Exists and DoesNotExist'],
  [/no PriorityClass with name/, `give the class too; a dump made with this line has it: ${dumpCommand}`],
];

/** Longer values are no help in a sentence. */
const longestValueChars = 80;

export function fieldMistake(object: KubeObject, source: SourceRef, error: FieldError): ConfigError {
  const message = asWritten(error, valueAt(object, error.path));
  const remedy = remedyFor(message);
  return new ConfigError({
    source: source.locate(error.path),
    problem: `${describe(object)}: ${error.path}: ${message}`,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

/** What would be right, where the API server's message leaves it open. */
export function remedyFor(message: string): string | undefined {
  return remedies.find(([said]) => said.test(message))?.[1];
}

/** The message with the value that stands in the file, shortened, where it quotes what was made of it. */
function asWritten({ value, message }: FieldError, written: unknown): string {
  const quoted = JSON.stringify(value) ?? 'null';
  const text =
    typeof written === 'string' ? JSON.stringify(written) : typeof written === 'number' ? `${written}` : quoted;
  const shown = text.length > longestValueChars ? `${text.slice(0, longestValueChars)}…` : text;
  return message.replace(quoted, () => shown);
}

function valueAt(object: KubeObject, path: string): unknown {
  let value: unknown = object;
  for (const key of fieldPath(path)) value = (value as Record<string | number, unknown> | undefined | null)?.[key];
  return value;
}
