/** The rejections of a search as a map that is only made where somebody reads it. */
import type { NodeInfo } from '../cluster/index.js';
import { type Code, countAlike, type RejectedByNode, type Status } from '../framework/index.js';
import { askFilters } from './ask-filters.js';
import type { Search } from './executor.js';
import { LazyMap } from './lazy-map.js';
import type { PodClass } from './pod-class.js';
import { feasibleCode } from './rejections.js';

/** Verdicts of one search alone, by position; success where a node is feasible after all; null: none. */
export type OwnVerdicts = ReadonlyMap<number, Status> | null;

export class RejectedNodes extends LazyMap<string, Status> implements RejectedByNode {
  private readonly version: number;
  private counted: ReadonlyMap<Status, number> | null = null;

  constructor(
    private readonly kept: PodClass,
    private readonly start: number,
    private readonly visited: number,
    private readonly own: OwnVerdicts,
    private readonly count: number,
    /** Where domains decide, too: the search, to ask why. */
    private readonly search: Search | null,
  ) {
    super();
    this.version = kept.version;
  }

  override get size(): number {
    return this.count;
  }

  override get(nodeName: string): Status | undefined {
    if (this.count === 0) return undefined;
    const position = this.isFilled ? -1 : this.kept.positionOf(nodeName);
    if (position < 0) return super.get(nodeName);
    this.mustBeFresh();
    return this.isVisited(position) ? (this.rejectionAt(position) ?? undefined) : undefined;
  }

  override has(nodeName: string): boolean {
    return this.get(nodeName) !== undefined;
  }

  tally(): ReadonlyMap<Status, number> {
    this.counted ??= this.areCodesKnown ? this.countCodes() : countAlike(this.values());
    return this.counted;
  }

  private countCodes(): ReadonlyMap<Status, number> {
    const { codes, rejections } = this.kept.verdicts;
    const counts = new Int32Array(rejections.count);
    const { length } = this.kept.nodes;
    const end = Math.min(length, this.start + this.visited);
    for (let position = this.start; position < end; position++) counts[codes[position]!]!++;
    for (let position = this.start + this.visited - length - 1; position >= 0; position--) counts[codes[position]!]!++;
    const own = this.ownVisited();
    for (const [position] of own) counts[codes[position]!]!--;
    const tally = countAlike(own.flatMap(([, status]) => (status.isSuccess ? [] : [status])));
    for (let code = feasibleCode + 1; code < counts.length; code++) {
      const status = rejections.status(code)!;
      if (counts[code]! > 0) tally.set(status, (tally.get(status) ?? 0) + counts[code]!);
    }
    return tally;
  }

  withCode(code: Code): NodeInfo[] {
    const { nodes, verdicts } = this.kept;
    if (!this.areCodesKnown) return nodes.filter(({ name }) => this.get(name)?.code === code);
    const { codes, rejections } = verdicts;
    const fits = Uint8Array.from({ length: rejections.count }, (_, c) => Number(rejections.status(c)?.code === code));
    const own = new Map(this.ownVisited());
    const isWhole = this.visited === nodes.length;
    return nodes.filter((_, position) => {
      if (!isWhole && !this.isVisited(position)) return false;
      const status = own.size === 0 ? undefined : own.get(position);
      return status === undefined ? fits[codes[position]!] === 1 : status.code === code;
    });
  }

  /** Verdicts of this search alone on nodes that were looked at. */
  private ownVisited(): [number, Status][] {
    return [...(this.own ?? [])].filter(([position]) => this.isVisited(position));
  }

  private isVisited(position: number): boolean {
    const { length } = this.kept.nodes;
    return (position - this.start + length) % length < this.visited;
  }

  /** Whether codes tell all but what is this search's own; they are still what they were. */
  private get areCodesKnown(): boolean {
    this.mustBeFresh();
    return this.kept.domains === null || this.search === null;
  }

  private mustBeFresh(): void {
    if (this.kept.version !== this.version)
      throw new Error('rejections are read after the nodes they are about changed');
  }

  protected fill(): ReadonlyMap<string, Status> {
    const { kept, start, visited } = this;
    this.mustBeFresh();
    const rejected = new Map<string, Status>();
    if (this.count === 0) return rejected;
    const { nodes } = kept;
    for (let i = 0; i < visited; i++) {
      const position = start + i < nodes.length ? start + i : start + i - nodes.length;
      const status = this.rejectionAt(position);
      if (status !== null) rejected.set(nodes[position]!.name, status);
    }
    return rejected;
  }

  private rejectionAt(position: number): Status | null {
    const status = this.own?.get(position) ?? this.verdictAt(position);
    return status?.isSuccess ? null : status;
  }

  /** The first rejection in the order of the profile; null or Success where nobody rejects the node. */
  private verdictAt(position: number): Status | null {
    const { nodes, verdicts, domains } = this.kept;
    const code = verdicts.codes[position]!;
    const own = verdicts.rejections.status(code);
    if (domains === null || this.search === null) return own;
    const asked = askFilters(this.search, domains.tallied.asked, nodes[position]!, verdicts.rejections.order(code));
    return asked.isSuccess ? own : asked;
  }
}
