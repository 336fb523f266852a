/** Groups of nodes that get the same raw score from every plugin that normalises; a group without members is used again. */

export class NodeGroups {
  /** By group, the raw scores its members share. */
  readonly raw: (readonly number[])[] = [];
  /** Grows whenever a group begins. */
  version = 0;
  private readonly members: number[] = [];
  private readonly byContent = new Map<string, number>();
  private readonly free: number[] = [];

  get count(): number {
    return this.raw.length;
  }

  isEmpty(group: number): boolean {
    return this.members[group] === 0;
  }

  /** The group of these raw scores, with so many members more. */
  join(raw: readonly number[], members = 1): number {
    const content = raw.join();
    let group = this.byContent.get(content);
    if (group === undefined) {
      group = this.free.pop() ?? this.raw.length;
      this.raw[group] = raw;
      this.members[group] = 0;
      this.byContent.set(content, group);
      this.version++;
    }
    this.members[group]! += members;
    return group;
  }

  /** Whether these are the group's raw scores. */
  has(group: number, raw: readonly number[]): boolean {
    const own = this.raw[group]!;
    for (let i = 0; i < raw.length; i++) if (raw[i] !== own[i]) return false;
    return true;
  }

  leave(group: number): void {
    if (--this.members[group]! > 0) return;
    this.byContent.delete(this.raw[group]!.join());
    this.free.push(group);
  }
}
