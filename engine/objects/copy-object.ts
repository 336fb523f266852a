/** A deep copy of a manifest, without the fields that are null: the API reads those as absent. */
export function copyObject<T>(object: T): T {
  return copy(object) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  // fromEntries defines own properties, so that a key such as "__proto__" is a field like any other.
  return Object.fromEntries(fields.map(([name, field]) => [name, copy(field)]));
}
