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

  tally(): ReadonlyMap<Status, number> {
    this.counted ??= this.isKeptAlone ? this.countCodes() : countAlike(this.values());
    return this.counted;
  }

  private countCodes(): ReadonlyMap<Status, number> {
    const { codes, rejections } = this.kept.verdicts;
    const counts = new Int32Array(rejections.count);
    const { length } = this.kept.nodes;
    const end = Math.min(length, this.start + this.visited);
    for (let position = this.start; position < end; position++) counts[codes[position]!]!++;
    for (let position = this.start + this.visited - length - 1; position >= 0; position--) counts[codes[position]!]!++;
    const tally = new Map<Status, number>();
    for (let code = feasibleCode + 1; code < counts.length; code++)
      if (counts[code]! > 0) tally.set(rejections.status(code)!, counts[code]!);
    return tally;
  }

  withCode(code: Code): NodeInfo[] {
    const { nodes, verdicts } = this.kept;
    const isWhole = this.isKeptAlone && this.visited === nodes.length;
    if (!isWhole) return nodes.filter(({ name }) => this.get(name)?.code === code);
    const { codes, rejections } = verdicts;
    return nodes.filter((_, position) => rejections.status(codes[position]!)?.code === code);
  }

  /** Whether the class's kept verdicts are all there is to it, and are still what they were. */
  private get isKeptAlone(): boolean {
    const { kept, own, search, version } = this;
    if (kept.version !== version) throw new Error('rejections are read after the nodes they are about changed');
    return own === null && (kept.domains === null || search === null);
  }

  protected fill(): ReadonlyMap<string, Status> {
    const { kept, own, start, visited } = this;
    if (kept.version !== this.version) throw new Error('rejections are read after the nodes they are about changed');
    const rejected = new Map<string, Status>();
    if (this.count === 0) return rejected;
    const { nodes } = kept;
    for (let i = 0; i < visited; i++) {
      const position = start + i < nodes.length ? start + i : start + i - nodes.length;
      const status = own?.get(position) ?? this.verdictAt(position);
      if (status !== null && !status.isSuccess) rejected.set(nodes[position]!.name, status);
    }
    return rejected;
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
