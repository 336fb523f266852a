/** Sums by topology key and value: pods that match terms, or weights of terms that match. Upstream: topologyToMatchedTermCount and scoreMap in plugins/interpodaffinity, v1.36. */
import type { Labels } from '../objects/index.js';
import { DomainCounts } from './domain-counts.js';

/** Takes what a node adds to sums. */
export interface TopologySink {
  /** Adds in the domain of a node with these labels; a node without the key is in none. */
  add(topologyKey: string, labels: Labels, amount: number): void;
}

/** Sums that change one node's domain at a time. */
export class TopologyCounts implements TopologySink {
  constructor(private readonly byKey = new Map<string, DomainCounts>()) {}

  /** Whether nothing was ever added, not even what cancelled out. */
  get isUntouched(): boolean {
    return this.byKey.size === 0;
  }

  /** Whether every sum is zero. */
  get isZero(): boolean {
    for (const counts of this.byKey.values()) if (counts.nonZero > 0) return false;
    return true;
  }

  add(topologyKey: string, labels: Labels, amount: number): void {
    const value = labels.get(topologyKey);
    if (value !== undefined) this.addAt(topologyKey, value, amount);
  }

  /** Adds in this domain. */
  addAt(topologyKey: string, value: string, amount: number): void {
    let counts = this.byKey.get(topologyKey);
    if (counts === undefined) {
      counts = new DomainCounts();
      this.byKey.set(topologyKey, counts);
    }
    counts.add(value, amount);
  }

  /** Keys of all sums. */
  get keys(): Iterable<string> {
    return this.byKey.keys();
  }

  /** How many they are. */
  get keyCount(): number {
    return this.byKey.size;
  }

  get(topologyKey: string, value: string): number {
    return this.byKey.get(topologyKey)?.get(value) ?? 0;
  }

  /** Whether any domain of a node with these labels has more than none. */
  anyAt(labels: Labels): boolean {
    for (const [topologyKey, counts] of this.byKey) {
      const value = labels.get(topologyKey);
      if (value !== undefined && counts.get(value) > 0) return true;
    }
    return false;
  }

  /** The sum over the domains of a node with these labels. */
  totalAt(labels: Labels): number {
    let total = 0;
    for (const [topologyKey, counts] of this.byKey) {
      const value = labels.get(topologyKey);
      if (value !== undefined) total += counts.get(value);
    }
    return total;
  }

  /** An independent copy. */
  copy(): TopologyCounts {
    const copies = new Map<string, DomainCounts>();
    for (const [topologyKey, counts] of this.byKey) copies.set(topologyKey, counts.copy());
    return new TopologyCounts(copies);
  }
}
