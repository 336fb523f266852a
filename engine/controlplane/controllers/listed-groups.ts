/** What the informers' first list says of groups' objects: nothing is kept of one until it changes. */
import type { KubeObject } from '../../objects/index.js';
import { GroupedObject } from '../object-group.js';
import type { ApiStore, StoredObject } from '../store.js';

interface Listed {
  readonly entry: StoredObject;
  readonly object: KubeObject;
}

/** Invariant: an object is told of until a change of it is delivered; from then on whoever keeps objects has it. */
export class ListedGroups {
  private store: ApiStore | null = null;
  /** Indexes of grouped objects of a kind, in order. */
  private readonly byKind = new Map<string, number[]>();
  private readonly changedOnes = new Set<number>();

  list(store: ApiStore): void {
    this.store = store;
    for (const entry of store.objects) {
      if (!(entry instanceof GroupedObject)) continue;
      const ranges = this.byKind.get(entry.kind) ?? [];
      this.byKind.set(entry.kind, ranges);
      // Ranges as pairs: first index, index after the last.
      if (ranges.at(-1) === entry.index) ranges[ranges.length - 1] = entry.index + 1;
      else ranges.push(entry.index, entry.index + 1);
    }
  }

  has(kind: string): boolean {
    return this.byKind.has(kind);
  }

  object(index: number): Listed | undefined {
    const entry = this.store?.objects[index];
    if (!(entry instanceof GroupedObject) || this.changedOnes.has(index)) return undefined;
    return { entry, object: entry.original };
  }

  find(kind: string, namespace: string, name: string): Listed | undefined {
    const entry = this.store?.findGrouped(kind, namespace, name);
    return entry && this.object(entry.index);
  }

  /** A change was delivered. */
  changed(entry: StoredObject): void {
    if (entry instanceof GroupedObject) this.changedOnes.add(entry.index);
  }

  /** All of a kind in the order they were delivered: those kept came before the groups, changed within them, or came after. */
  *merge(kind: string, kept: Iterable<Listed>): Iterable<Listed> {
    const ranges = this.byKind.get(kind)!;
    const first = ranges[0]!;
    const changed = new Map<number, Listed>();
    const later: Listed[] = [];
    for (const known of kept) {
      const { index } = known.entry;
      if (index < first) yield known;
      else if (known.entry instanceof GroupedObject) changed.set(index, known);
      else later.push(known);
    }
    for (let i = 0; i < ranges.length; i += 2) {
      for (let index = ranges[i]!; index < ranges[i + 1]!; index++) {
        const known = changed.get(index) ?? this.object(index);
        if (known !== undefined) yield known;
      }
    }
    yield* later;
  }
}
