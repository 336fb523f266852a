/**
 * What topology domains add to a class. Of a key with few domains each node's domain is part of its group, so that verdict and raw score
 * are one look a group; of a key with many, a node is told apart by what its domain adds, and entered anew where that changes.
 */
import type { NodeInfo } from '../cluster/index.js';
import type { DomainTally, Slotted } from '../framework/index.js';
import { DomainColumn } from './domain-column.js';
import type { PlacedScore } from './node-local.js';

/** Keys with more domains are of the second kind. */
const fewDomains = 17;
/** More combinations of domains that can close are not told apart. */
const maxSectors = 64;

/** A Filter plugin that is asked every time, at its place among a profile's. */
export interface PlacedAsked extends Slotted {
  readonly order: number;
}

/** The plugins whose answers hang on tallies. */
export interface TalliedPlugins {
  readonly filters: readonly DomainTally[];
  /** The filters themselves, in the order of the profile. */
  readonly asked: readonly PlacedAsked[];
  readonly scores: readonly { readonly score: PlacedScore; readonly tally: DomainTally }[];
}

export class DomainOverlay {
  /** By position, which combination of domains that can close the node is in. */
  sectorOf = new Uint8Array(0);
  /** How many there are. */
  sectors = 0;
  /** Positions for which something changed beyond what their own change explains. */
  readonly changed: number[] = [];
  /** Set where the groups cannot tell what a raw score hangs on. */
  unindexed = false;
  private few: readonly DomainColumn[] = [];
  private many: readonly DomainColumn[] = [];
  /** Of the first kind, those that can close and those that add to scores. */
  private closing: readonly DomainColumn[] = [];
  private adding: readonly DomainColumn[] = [];
  private closedBy = new Uint8Array(0);
  private open: boolean[] = [];
  /** By sector, one position. */
  private readonly samples: number[] = [];
  private keysAtLayout: readonly (readonly string[])[] = [];
  private readonly note: (position: number) => void;

  constructor(readonly tallied: TalliedPlugins) {
    this.note = (position) => this.changed.push(position);
  }

  get bytes(): number {
    return [...this.few, ...this.many].reduce((sum, { bytes }) => sum + bytes, 2 * this.sectorOf.length);
  }

  /** Whether whole sectors can close. */
  get canClose(): boolean {
    return this.closing.length > 0;
  }

  /** Lays everything out for these nodes. */
  layOut(nodes: readonly NodeInfo[]): void {
    const columns = this.keys().map((key) => this.column(key, nodes));
    const isFew = ({ count, topologyKey, scores }: DomainColumn) =>
      count <= fewDomains && !scores.some((tally) => tally.differsInDomain(topologyKey));
    this.few = columns.filter(isFew);
    this.many = columns.filter((column) => !isFew(column));
    for (const column of this.many) column.lookAtAll(null);
    this.closing = this.few.filter(({ isFilter }) => isFilter);
    this.adding = this.few.filter(({ scores }) => scores.length > 0);
    this.unindexed = this.many.some(({ scores, topologyKey }) =>
      scores.some((tally) => tally.looksAtDomains(topologyKey)),
    );
    this.keysAtLayout = this.allKeys();
    this.cutSectors(nodes.length);
    this.closedBy = new Uint8Array(nodes.length);
    for (let position = 0; position < nodes.length; position++) this.countClosed(position);
    this.openSectors();
  }

  /** Follows changes of the nodes in these rows; false where everything has to be laid out anew. The tallies are up to date. */
  follow(rows: Int32Array, count: number, positions: Int32Array): boolean {
    this.changed.length = 0;
    if (this.hasNewKeys()) return false;
    for (let i = 0; i < count; i++) {
      const position = positions[rows[i]!] ?? -1;
      if (position >= 0 && !this.isAsBefore(position)) return false;
    }
    for (const column of this.many) {
      if (column.isFilter && column.hasNewLevel()) column.lookAtAll(this.note);
      else this.lookAtOwn(column, rows, count, positions);
    }
    for (const position of this.changed) this.countClosed(position);
    return true;
  }

  /** Asks about the domains that can close at once, and says by sector whether it is open. */
  openSectors(): boolean[] {
    for (const column of this.closing) column.closeAll();
    this.open = this.samples.map((position) => {
      for (const column of this.closing) if (column.isClosed(column.of[position]!)) return false;
      return true;
    });
    return this.open;
  }

  isOpen(sector: number): boolean {
    return this.open[sector]!;
  }

  /** Whether a domain that is not its sector's is closed. */
  isClosed(position: number): boolean {
    return this.closedBy[position]! > 0;
  }

  /** Appends to a group's raw scores what else its nodes share: the sector first. */
  describe(position: number, raw: number[], from: number): void {
    let next = from;
    raw[next++] = this.sectorOf[position]!;
    for (const { of } of this.adding) raw[next++] = of[position]!;
    for (const { amounts, scores } of this.many)
      for (let i = 0; i < scores.length; i++) raw[next++] = amounts[position * scores.length + i]!;
    if (raw.length !== next) raw.length = next;
  }

  private column(topologyKey: string, nodes: readonly NodeInfo[]): DomainColumn {
    const filters = this.tallied.filters.filter(({ filterKeys }) => filterKeys.includes(topologyKey));
    const scores = this.tallied.scores.map(({ tally }) => tally);
    const scoring = scores.filter(({ scoreKeys }) => scoreKeys.includes(topologyKey));
    return new DomainColumn(topologyKey, nodes, filters, scoring);
  }

  private keys(): string[] {
    return [...new Set(this.allKeys().flat())];
  }

  private allKeys(): (readonly string[])[] {
    const { filters, scores } = this.tallied;
    return [...filters.map(({ filterKeys }) => filterKeys), ...scores.map(({ tally }) => tally.scoreKeys)];
  }

  private hasNewKeys(): boolean {
    const { filters, scores } = this.tallied;
    const before = this.keysAtLayout;
    for (let i = 0; i < filters.length; i++) if (filters[i]!.filterKeys !== before[i]) return true;
    for (let i = 0; i < scores.length; i++) if (scores[i]!.tally.scoreKeys !== before[filters.length + i]) return true;
    return false;
  }

  private isAsBefore(position: number): boolean {
    for (const column of this.few) if (!column.isAsBefore(position)) return false;
    for (const column of this.many) if (!column.isAsBefore(position)) return false;
    return true;
  }

  private lookAtOwn(column: DomainColumn, rows: Int32Array, count: number, positions: Int32Array): void {
    for (let i = 0; i < count; i++) {
      const position = positions[rows[i]!] ?? -1;
      if (position >= 0) column.look(column.of[position]!, this.note);
    }
  }

  private countClosed(position: number): void {
    let closed = 0;
    for (const column of this.many) if (column.isClosed(column.of[position]!)) closed++;
    this.closedBy[position] = closed;
  }

  private cutSectors(size: number): void {
    const numbers = new Map<number, number>();
    this.samples.length = 0;
    this.sectorOf = new Uint8Array(size);
    for (let position = 0; position < size; position++) {
      let domains = 0;
      for (const { of, count } of this.closing) domains = domains * count + of[position]!;
      let sector = numbers.get(domains);
      if (sector === undefined) {
        sector = this.samples.push(position) - 1;
        numbers.set(domains, sector);
      }
      this.sectorOf[position] = sector;
    }
    this.sectors = this.samples.length;
    if (this.sectors > maxSectors) this.unindexed = true;
  }
}
