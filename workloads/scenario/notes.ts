/** What reading the input leaves to say: kinds and fields that change nothing, each named once. */
import type { LoadedObjects } from '../manifests/index.js';

/** Sentences on everything that was read; `moreFields` are unknown ones of what is no object. */
export function notesOn(loaded: readonly LoadedObjects[], moreFields: readonly string[]): string[] {
  const notes: string[] = [];
  const counts = new Map<string, number>();
  for (const { ignored } of loaded)
    for (const [kind, count] of ignored) counts.set(kind, (counts.get(kind) ?? 0) + count);
  if (counts.size > 0) {
    const kinds = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${count} ${kind}`);
    notes.push(`kinds that are not simulated and change nothing here: ${kinds.join(', ')}`);
  }
  const fields = [...loaded.flatMap(({ unknownFields }) => unknownFields), ...moreFields];
  if (fields.length > 0) notes.push(noteOnFields(fields));
  return notes;
}

function noteOnFields(fields: readonly string[]): string {
  const more = fields.length > 5 ? ` and ${fields.length - 5} more` : '';
  return `fields that the API does not have are ignored: ${fields.slice(0, 5).join('; ')}${more}`;
}
