/** Which positions of the snapshot are feasible where whole sectors of it can be closed: an index a sector, and answers over those that are open. */
import { FeasibleIndex, type FeasiblePositions } from './feasible-index.js';

export class FeasibleSectors implements FeasiblePositions {
  count = 0;
  private readonly sectors: readonly FeasibleIndex[];
  private open: readonly FeasibleIndex[];
  private isOpen: readonly boolean[];

  /** `sectorOf` tells each position's sector; all are open. */
  constructor(
    readonly size: number,
    private readonly sectorOf: Uint8Array,
    sectors: number,
  ) {
    this.sectors = Array.from({ length: sectors }, () => new FeasibleIndex(size));
    this.open = this.sectors;
    this.isOpen = this.sectors.map(() => true);
  }

  get bytes(): number {
    return this.sectorOf.byteLength + this.sectors.length * (this.sectors[0]?.bytes ?? 0);
  }

  /** Opens these sectors and closes the others. */
  openOnly(isOpen: readonly boolean[]): void {
    this.isOpen = isOpen;
    this.open = this.sectors.filter((_, i) => isOpen[i]);
    this.count = this.countOpen();
  }

  has(position: number): boolean {
    const sector = this.sectorOf[position]!;
    return this.isOpen[sector]! && this.sectors[sector]!.has(position);
  }

  set(position: number, feasible: boolean): void {
    const sector = this.sectorOf[position]!;
    const index = this.sectors[sector]!;
    const before = index.count;
    index.set(position, feasible);
    if (this.isOpen[sector]) this.count += index.count - before;
  }

  fill(isFeasible: (position: number) => boolean): void {
    for (const [i, index] of this.sectors.entries())
      index.fill((position) => this.sectorOf[position] === i && isFeasible(position));
    this.count = this.countOpen();
  }

  rank(position: number): number {
    if (this.count === this.size) return position;
    let below = 0;
    for (const index of this.open) below += index.rank(position);
    return below;
  }

  select(k: number): number {
    const { open } = this;
    if (this.count === this.size) return k;
    return open.length === 1 ? open[0]!.select(k) : FeasibleIndex.selectAmong(open, k);
  }

  private countOpen(): number {
    let count = 0;
    for (const index of this.open) count += index.count;
    return count;
  }
}
