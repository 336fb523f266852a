/** A map that is filled when it is first looked into; most are never. */

export abstract class LazyMap<K, V> implements ReadonlyMap<K, V> {
  private filled: ReadonlyMap<K, V> | null = null;

  /** Makes the entries; called once. */
  protected abstract fill(): ReadonlyMap<K, V>;

  get size(): number {
    return this.entriesOf().size;
  }

  get(key: K): V | undefined {
    return this.entriesOf().get(key);
  }

  has(key: K): boolean {
    return this.entriesOf().has(key);
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.entriesOf().forEach((value, key) => {
      visit(value, key, this);
    });
  }

  entries(): MapIterator<[K, V]> {
    return this.entriesOf().entries();
  }

  keys(): MapIterator<K> {
    return this.entriesOf().keys();
  }

  values(): MapIterator<V> {
    return this.entriesOf().values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  /** Whether the entries are made. */
  protected get isFilled(): boolean {
    return this.filled !== null;
  }

  private entriesOf(): ReadonlyMap<K, V> {
    this.filled ??= this.fill();
    return this.filled;
  }
}
