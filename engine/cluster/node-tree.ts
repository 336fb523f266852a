/** The order in which a snapshot lists nodes: one of each zone in turn. Upstream: pkg/scheduler/backend/cache/node_tree.go, v1.36. */
export class NodeTree {
  /** Zones in the order they appeared, each with its nodes in the order they came. */
  private readonly zones = new Map<string, Set<string>>();
  size = 0;

  add(zone: string, node: string): void {
    const nodes = this.zones.get(zone);
    if (nodes === undefined) this.zones.set(zone, new Set([node]));
    else if (nodes.has(node)) return;
    else nodes.add(node);
    this.size++;
  }

  remove(zone: string, node: string): void {
    const nodes = this.zones.get(zone);
    if (!nodes?.delete(node)) return;
    if (nodes.size === 0) this.zones.delete(zone);
    this.size--;
  }

  /** Node names, round-robin over the zones. */
  list(): string[] {
    const names: string[] = [];
    let waiting = [...this.zones.values()].map((nodes) => nodes.values());
    while (waiting.length > 0) {
      waiting = waiting.filter((zone) => {
        const next = zone.next();
        if (!next.done) names.push(next.value);
        return !next.done;
      });
    }
    return names;
  }
}
