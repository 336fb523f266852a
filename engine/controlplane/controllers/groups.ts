/** Values in named groups, each group in the order in which its values came to it. */
const nothing: readonly never[] = [];

export class Groups<T> {
  private readonly groups = new Map<string, Map<number, T>>();

  of(group: string): Iterable<T> {
    return this.groups.get(group)?.values() ?? nothing;
  }

  /** Moves the value of this id from one group to another, null: to none. Within its group a new value takes the old one's place. */
  move(id: number, from: string | null, to: string | null, value: T | null): void {
    if (from !== null && from !== to) this.remove(id, from);
    if (to === null || value === null) return;
    const group = this.groups.get(to);
    if (group) group.set(id, value);
    else this.groups.set(to, new Map([[id, value]]));
  }

  private remove(id: number, from: string): void {
    const group = this.groups.get(from);
    group?.delete(id);
    if (group?.size === 0) this.groups.delete(from);
  }
}
