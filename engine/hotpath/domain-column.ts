/** The domains of one topology key: each node's by position, and what a class's plugins say of each. */
import type { NodeInfo } from '../cluster/index.js';
import type { DomainTally } from '../framework/index.js';

/** The number of the domain of nodes without the key. */
const lacking = 0;
/** The amount of a node without the key: no sum of weights is as low. */
const noAmount = Number.MIN_SAFE_INTEGER;

export class DomainColumn {
  /** How many domains there are, that of nodes without the key among them. */
  count = 1;
  /** By position. */
  readonly of: Int32Array;
  /** By position and plugin that scores, what the domain adds to its raw score. */
  readonly amounts: Float64Array;
  /** By domain, whether a filter rejects its nodes. */
  private readonly closed: Uint8Array;
  /** Positions by domain, and where each domain's begin. */
  private readonly members: Int32Array;
  private readonly begins: Int32Array;
  private readonly values: (string | undefined)[] = [undefined];
  private readonly levels: (number | string)[];

  constructor(
    readonly topologyKey: string,
    private readonly nodes: readonly NodeInfo[],
    private readonly filters: readonly DomainTally[],
    readonly scores: readonly DomainTally[],
  ) {
    this.of = this.number();
    this.begins = new Int32Array(this.count + 1);
    this.members = this.gather();
    this.closed = new Uint8Array(this.count);
    this.amounts = new Float64Array(nodes.length * scores.length);
    this.levels = filters.map((tally) => tally.level(topologyKey));
  }

  get isFilter(): boolean {
    return this.filters.length > 0;
  }

  get bytes(): number {
    return 8 * this.nodes.length + this.amounts.byteLength + 5 * this.count;
  }

  isClosed(domain: number): boolean {
    return this.closed[domain] === 1;
  }

  /** Whether the node has the domain that it had when this was made. */
  isAsBefore(position: number): boolean {
    return this.nodes[position]!.labels.get(this.topologyKey) === this.values[this.of[position]!];
  }

  /** Whether domains may have closed or opened by what happened elsewhere; said once. */
  hasNewLevel(): boolean {
    let isNew = false;
    for (const [i, tally] of this.filters.entries()) {
      const level = tally.level(this.topologyKey);
      if (level === this.levels[i]) continue;
      this.levels[i] = level;
      isNew = true;
    }
    return isNew;
  }

  /** Asks of all domains whether they are closed, and no more. */
  closeAll(): void {
    const { begins, members, closed, nodes } = this;
    for (let domain = 0; domain < this.count; domain++) {
      const begin = begins[domain]!;
      if (begin < begins[domain + 1]!) closed[domain] = this.asksClosed(nodes[members[begin]!]!) ? 1 : 0;
    }
  }

  /** Asks about all domains anew. */
  lookAtAll(changed: ((position: number) => void) | null): void {
    for (let domain = 0; domain < this.count; domain++) this.look(domain, changed);
  }

  /** Asks about one domain anew, and tells the positions for which something changed. */
  look(domain: number, changed: ((position: number) => void) | null): void {
    const { begins, members, closed } = this;
    const [begin, end] = [begins[domain]!, begins[domain + 1]!];
    if (begin === end) return;
    const isClosed = this.asksClosed(this.nodes[members[begin]!]!) ? 1 : 0;
    const flips = isClosed !== closed[domain];
    closed[domain] = isClosed;
    for (let i = begin; i < end; i++) {
      const position = members[i]!;
      if (this.weigh(position) || flips) changed?.(position);
    }
  }

  private asksClosed(node: NodeInfo): boolean {
    for (const tally of this.filters) if (tally.isClosed(this.topologyKey, node)) return true;
    return false;
  }

  /** Keeps what the node's domain adds now; false if that is what it was. */
  private weigh(position: number): boolean {
    const { scores, amounts, topologyKey } = this;
    const node = this.nodes[position]!;
    let changes = false;
    for (let i = 0; i < scores.length; i++) {
      const amount = this.of[position] === lacking ? noAmount : scores[i]!.amountOn(topologyKey, node);
      const at = position * scores.length + i;
      if (amounts[at] === amount) continue;
      amounts[at] = amount;
      changes = true;
    }
    return changes;
  }

  private number(): Int32Array {
    const numbers = new Map<string, number>();
    return Int32Array.from(this.nodes, ({ labels }) => {
      const value = labels.get(this.topologyKey);
      if (value === undefined) return lacking;
      let domain = numbers.get(value);
      if (domain === undefined) {
        domain = this.count++;
        numbers.set(value, domain);
        this.values.push(value);
      }
      return domain;
    });
  }

  private gather(): Int32Array {
    const { begins, of } = this;
    for (const domain of of) begins[domain + 1]!++;
    for (let domain = 0; domain < this.count; domain++) begins[domain + 1]! += begins[domain]!;
    const next = begins.slice();
    const members = new Int32Array(of.length);
    for (let position = 0; position < of.length; position++) members[next[of[position]!]!++] = position;
    return members;
  }
}
