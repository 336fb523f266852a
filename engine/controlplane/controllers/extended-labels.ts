/** A template's labels with a few of the pod's own, without a copy of what all its pods share. */
import type { Labels } from '../../objects/index.js';

export function extendLabels(base: Labels, own: ReadonlyMap<string, string>): Labels {
  return new ExtendedLabels(base, own);
}

class ExtendedLabels implements Labels {
  readonly size: number;

  constructor(
    private readonly base: Labels,
    private readonly own: ReadonlyMap<string, string>,
  ) {
    let replaced = 0;
    for (const key of own.keys()) if (base.has(key)) replaced++;
    this.size = base.size + own.size - replaced;
  }

  get(key: string): string | undefined {
    return this.own.get(key) ?? this.base.get(key);
  }

  has(key: string): boolean {
    return this.own.has(key) || this.base.has(key);
  }

  *entries(): Iterable<[string, string]> {
    for (const entry of this.base.entries()) if (!this.own.has(entry[0])) yield entry;
    yield* this.own.entries();
  }
}
