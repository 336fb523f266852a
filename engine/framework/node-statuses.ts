/** The verdicts on the nodes that were rejected, and the one that all others share. Upstream: pkg/scheduler/framework/interface.go NodeToStatus, v1.36. */
import type { Cluster, NodeInfo } from '../cluster/index.js';
import type { NodeVerdicts } from './plugin.js';
import { type Code, type Status, unresolvable } from './status.js';

export class NodeStatuses implements NodeVerdicts {
  readonly explicit = new Map<string, Status>();
  /** Nodes that nobody looked at: nothing that is evicted makes the pod fit there. */
  absent: Status = unresolvable();

  of(nodeName: string): Status {
    return this.explicit.get(nodeName) ?? this.absent;
  }

  /** Takes over verdicts; a node looked at twice keeps the last. */
  add(verdicts: ReadonlyMap<string, Status>): void {
    for (const [nodeName, status] of verdicts) this.explicit.set(nodeName, status);
  }
}

/** The nodes with a verdict of this code, in snapshot order (upstream's is a map's where not all nodes share the verdict). */
export function nodesWithCode(verdicts: NodeVerdicts, cluster: Cluster, code: Code): NodeInfo[] {
  return cluster.nodes.filter((node) => verdicts.of(node.name).code === code);
}
