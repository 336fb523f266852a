/** Labels as every part of the simulator reads them: a read-only map, however it is stored. */
export interface Labels {
  get(key: string): string | undefined;
  has(key: string): boolean;
  readonly size: number;
  entries(): Iterable<[string, string]>;
}

/** No labels at all. */
export const noLabels: Labels = new Map<string, string>();

/** Labels from a manifest's plain object; keys such as "constructor" are labels like any other. */
export function labelsOf(plain: Readonly<Record<string, string>> | undefined): Labels {
  return plain === undefined ? noLabels : new Map(Object.entries(plain));
}

/** Whether two label sets hold the same keys with the same values. */
export function sameLabels(a: Labels, b: Labels): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a.entries()) if (b.get(key) !== value) return false;
  return true;
}
