/** Follows the nodes of the snapshot: tells which came, changed or left since it was last asked. */
import type { Cluster } from './cluster.js';
import type { NodeInfo } from './node-info.js';
import type { Pod } from './pod.js';

/** What is told. Nodes are named by their rows once they left, since another may have the row by then. */
export interface NodeVisitor {
  came(node: NodeInfo): void;
  /** Its object changed, or only the pods on it. */
  changed(node: NodeInfo, objectChanged: boolean): void;
  /** A pod came to the node (1) or left it (−1); told instead of `changed`, pod by pod, where it is known and nothing else changed. */
  podChanged?(node: NodeInfo, pod: Pod, amount: 1 | -1): void;
  left(row: number): void;
}

export class NodeFollower {
  /** As of the last look. */
  private nodes: readonly NodeInfo[] = [];
  private readonly byRow: (NodeInfo | undefined)[] = [];
  private readUpTo = 0;
  private rows = new Int32Array(64);

  constructor(
    private readonly cluster: Cluster,
    private readonly visitor: NodeVisitor,
  ) {}

  /** Tells what happened; false if nothing did. */
  follow(): boolean {
    const { journal, nodes } = this.cluster;
    if (journal.newest === this.readUpTo && nodes === this.nodes) return false;
    if (nodes !== this.nodes) this.tellLeft();
    if (this.visitor.podChanged !== undefined && journal.tellsPodsAfter(this.readUpTo)) this.tellOneByOne();
    else this.tellChanged();
    if (nodes !== this.nodes) this.tellCame();
    this.nodes = nodes;
    this.readUpTo = journal.newest;
    return true;
  }

  private tellLeft(): void {
    const { nodes, positions } = this.cluster;
    for (const { row } of this.nodes) {
      const position = positions[row] ?? -1;
      if (position >= 0 && nodes[position] === this.byRow[row]) continue;
      this.byRow[row] = undefined;
      this.visitor.left(row);
    }
  }

  private tellChanged(): void {
    const { journal } = this.cluster;
    const since = this.readUpTo;
    const most = journal.countAfter(since);
    if (this.rows.length < most) this.rows = new Int32Array(2 * most);
    const count = journal.readAfter(since, this.rows);
    for (let i = 0; i < count; i++) {
      const row = this.rows[i]!;
      const node = this.byRow[row];
      if (node !== undefined) this.visitor.changed(node, journal.objectChangedAfter(row, since));
    }
  }

  private tellOneByOne(): void {
    const { journal } = this.cluster;
    const since = this.readUpTo;
    for (let entry = since + 1; entry <= journal.newest; entry++) {
      const row = journal.rowAt(entry);
      const node = this.byRow[row];
      if (node === undefined) continue;
      if (!journal.objectChangedAfter(row, since))
        this.visitor.podChanged!(node, journal.podAt(entry), journal.cameAt(entry) ? 1 : -1);
      else if (journal.isNewest(entry)) this.visitor.changed(node, true);
    }
  }

  private tellCame(): void {
    for (const node of this.cluster.nodes) {
      if (this.byRow[node.row] === node) continue;
      this.byRow[node.row] = node;
      this.visitor.came(node);
    }
  }
}
