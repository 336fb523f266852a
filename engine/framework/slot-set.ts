/** A small set of plugins, told by their slots; most profiles have so few that it is one number. */

const bitsInNumber = 31;

export class SlotSet {
  private bits = 0;
  /** Slots beyond the bits. */
  private more: Set<number> | null = null;

  has(slot: number): boolean {
    if (slot < bitsInNumber) return (this.bits & (1 << slot)) !== 0;
    return this.more?.has(slot) ?? false;
  }

  add(slot: number): void {
    if (slot < bitsInNumber) this.bits |= 1 << slot;
    else {
      this.more ??= new Set();
      this.more.add(slot);
    }
  }

  addAll(other: SlotSet): void {
    this.bits |= other.bits;
    for (const slot of other.more ?? []) this.add(slot);
  }

  /** Equal for sets that hold the same slots. */
  get key(): number | string {
    if (this.more === null) return this.bits;
    return `${this.bits} ${[...this.more].sort((a, b) => a - b).join()}`;
  }
}
