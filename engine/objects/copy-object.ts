/** A deep copy of a manifest, without the fields that are null: the API reads those as absent. */
export function copyObject<T>(object: T): T {
  return copy(object) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(copy) : copyFields(value as Record<string, unknown>);
}

function copyFields(fields: Record<string, unknown>): Record<string, unknown> {
  const copied: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    if (field === null || field === undefined) continue;
    // Assigned, a field of this name would become the copy's prototype.
    if (name === '__proto__')
      Object.defineProperty(copied, name, { value: copy(field), enumerable: true, writable: true });
    else copied[name] = copy(field);
  }
  return copied;
}
