/** Whether two plain values hold the same; an absent field equals an empty one, as in the API's semantic comparison. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isEmpty(a) && isEmpty(b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) if (!sameContent(field(a, key), field(b, key))) return false;
  return true;
}

function field(object: object, key: string): unknown {
  return (object as Record<string, unknown>)[key];
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
