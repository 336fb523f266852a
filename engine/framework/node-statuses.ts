/** The verdicts on the nodes that were rejected, and the one that all others share. Upstream: pkg/scheduler/framework/interface.go NodeToStatus, v1.36. */
import type { Cluster, NodeInfo } from '../cluster/index.js';
import type { NodeVerdicts } from './plugin.js';
import { type Code, type Status, unresolvable } from './status.js';

/** Rejections by node, of which more can be told without making them node by node. */
export interface RejectedByNode extends ReadonlyMap<string, Status> {
  /** The different rejections, and of how many nodes each is; absent: they are to be counted. */
  tally?(): ReadonlyMap<Status, number>;
  /** The nodes rejected with this code, in snapshot order; absent: they are to be looked for. */
  withCode?(code: Code): NodeInfo[];
}

export class NodeStatuses implements NodeVerdicts {
  /** Nodes that nobody looked at: nothing that is evicted makes the pod fit there. */
  absent: Status = unresolvable();
  /** What was taken over first, as long as there is nothing else. */
  private whole: RejectedByNode | null = null;
  private gathered: Map<string, Status> | null = null;

  get explicit(): Map<string, Status> {
    this.gathered ??= new Map(this.whole ?? []);
    this.whole = null;
    return this.gathered;
  }

  /** How many nodes have a verdict of their own. */
  get size(): number {
    return this.whole?.size ?? this.gathered?.size ?? 0;
  }

  of(nodeName: string): Status {
    return (this.whole ?? this.gathered)?.get(nodeName) ?? this.absent;
  }

  /** Takes over verdicts; a node looked at twice keeps the last. */
  add(verdicts: RejectedByNode): void {
    if (this.size === 0) {
      this.whole = verdicts;
      this.gathered = null;
    } else for (const [nodeName, status] of verdicts) this.explicit.set(nodeName, status);
  }

  /** The different verdicts that nodes have of their own, and of how many nodes each is. */
  tally(): ReadonlyMap<Status, number> {
    return this.whole?.tally?.() ?? countAlike((this.whole ?? this.explicit).values());
  }

  /** The nodes with a verdict of this code, in snapshot order (upstream's is a map's where not all nodes share the verdict). */
  withCode(code: Code, cluster: Cluster): NodeInfo[] {
    const told = this.absent.code === code ? undefined : this.whole?.withCode?.(code);
    return told ?? cluster.nodes.filter((node) => this.of(node.name).code === code);
  }
}

/** How often each is among them. */
export function countAlike<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
