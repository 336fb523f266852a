/** What is kept by pods' specs; the one asked for last is found without a look-up, since pods of one spec come one after the other. */
import type { Pod } from '../cluster/index.js';

export class BySpec<T> {
  private readonly all = new WeakMap<Pod['spec'], T>();
  private latestSpec: Pod['spec'] | null = null;
  private latest: T | null = null;

  get({ spec }: Pod): T | null {
    if (spec !== this.latestSpec) {
      this.latestSpec = spec;
      this.latest = this.all.get(spec) ?? null;
    }
    return this.latest;
  }

  set({ spec }: Pod, value: T): void {
    this.all.set(spec, value);
    this.latestSpec = spec;
    this.latest = value;
  }
}
