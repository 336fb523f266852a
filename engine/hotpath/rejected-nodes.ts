/** The rejections of a search as a map that is only made where somebody reads it. */
import type { Status } from '../framework/index.js';
import { askFilters } from './ask-filters.js';
import type { Search } from './executor.js';
import { LazyMap } from './lazy-map.js';
import type { PodClass } from './pod-class.js';

/** Verdicts of one search alone, by position; success where a node is feasible after all; null: none. */
export type OwnVerdicts = ReadonlyMap<number, Status> | null;

export class RejectedNodes extends LazyMap<string, Status> {
  private readonly version: number;

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
