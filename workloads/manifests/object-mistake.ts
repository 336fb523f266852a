/** An object that the API server would refuse: where, in the API server's words, every reason, and what would be right where they leave it open. */
import { ConfigError, type FieldError, fieldSentence, type KubeObject } from '../../engine/index.js';
import { describe } from './describe.js';
import { dumpCommand } from './dump-command.js';
import type { SourceRef } from './source-text.js';

const quantityHint = 'write a quantity like 250m, 2 or 16Gi';

/** By what the API server says, what it leaves open. */
const remedies: readonly (readonly [said: RegExp, remedy: string])[] = [
  [/quantities must match/, quantityHint],
  [/more than the scheduler can count/, quantityHint],
  [/not a valid selector operator/, 'operators are In, NotIn, Exists and DoesNotExist'],
  [/no PriorityClass with name/, `give the class too; a dump made with this line has it: ${dumpCommand}`],
];

/** Nobody reads more; where a list of millions is wrong, each of its items is. */
const mostReasons = 100;

/** One reason is one sentence; further ones stand below it, one a line. There has to be one. */
export function objectMistake(object: KubeObject, source: SourceRef, errors: readonly FieldError[]): ConfigError {
  const hinted = new Set<string>();
  const mistakes = errors.slice(0, mostReasons).map((error, i) => {
    const remedy = remedyFor(error.message);
    const isNew = remedy !== undefined && !hinted.has(remedy);
    if (isNew) hinted.add(remedy);
    const problem = i === 0 ? `${describe(object)}: ${fieldSentence(error)}` : fieldSentence(error);
    return new ConfigError({ source: source.locate(error.path), problem, ...(isNew && { remedy }) });
  });
  const untold = errors.length - mistakes.length;
  if (untold > 0) mistakes.push(new ConfigError({ source: source.locate(''), problem: `${untold} more reasons` }));
  return mistakes[0]!.with(mistakes.slice(1));
}

/** What would be right, where the API server's message leaves it open. */
export function remedyFor(message: string): string | undefined {
  return remedies.find(([said]) => said.test(message))?.[1];
}
