/** Values that travel with an event as a number: put in, looked at, taken out once. */
export class Parcels<T> {
  private readonly values: (T | undefined)[] = [];
  private readonly free: number[] = [];

  add(value: T): number {
    const slot = this.free.pop() ?? this.values.length;
    this.values[slot] = value;
    return slot;
  }

  has(slot: number): boolean {
    return this.values[slot] !== undefined;
  }

  peek(slot: number): T {
    return this.values[slot]!;
  }

  take(slot: number): T {
    const value = this.values[slot]!;
    this.values[slot] = undefined;
    this.free.push(slot);
    return value;
  }
}
