/** kubectl drain: evicts a node's pods, DaemonSets' left alone, and tries again while a disruption budget forbids. */
import type { Pod } from '../cluster/index.js';
import { compileSelector, type PodDisruptionBudgetV1 } from '../objects/index.js';
import type { UserParts } from './users.js';

/** How long kubectl waits after an eviction that a budget forbids. Source: kubectl/pkg/drain, v1.36: 5 s. */
const retryUs = 5_000_000;

export class Drain {
  private readonly pending = new Map<string, number>();
  private readonly nodes: string[] = [];
  private readonly retrying;

  constructor(private readonly parts: UserParts) {
    this.retrying = parts.kernel.on('users/drain', (node) => this.evictAll(this.nodes[node]!));
  }

  start(node: string): void {
    this.pending.set(node, this.nodes.push(node) - 1);
    this.evictAll(node);
  }

  /** Evicts what may be evicted now; comes again for the rest. */
  private evictAll(node: string): void {
    const { store, pods, client, kernel } = this.parts;
    const spent = new Map<string, number>();
    let left = 0;
    for (const pod of store.pods) {
      if (!this.concerns(pod, node)) continue;
      if (this.allows(pod, spent)) pods.delete(client, pod.index);
      else left++;
    }
    if (left > 0) kernel.after(retryUs, this.retrying, this.pending.get(node)!);
  }

  private concerns(pod: Pod, node: string): boolean {
    return (
      pod.nodeName === node && !pod.isTerminating && !pod.isTerminal && pod.spec.controllerRef?.kind !== 'DaemonSet'
    );
  }

  /** The eviction API: every budget that selects the pod must have a disruption left. */
  private allows(pod: Pod, spent: Map<string, number>): boolean {
    const budgets = this.parts.store.list('PodDisruptionBudget').filter(({ namespace, current }) => {
      const { selector } = (current as PodDisruptionBudgetV1).spec;
      return namespace === pod.namespace && selector !== undefined && compileSelector(selector).matches(pod.labels);
    });
    const allowed = budgets.every(({ name, current }) => {
      const left = (current as PodDisruptionBudgetV1).status?.disruptionsAllowed ?? 0;
      return left - (spent.get(name) ?? 0) > 0;
    });
    if (allowed) for (const { name } of budgets) spent.set(name, (spent.get(name) ?? 0) + 1);
    return allowed;
  }
}
