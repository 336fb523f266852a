/** What is told of nodes one by one for pods of one spec, kept until the node's object, its pods or its nominations change. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { Handle } from './handle.js';

interface Kept<T> {
  readonly node: NodeInfo;
  readonly spec: NodeInfo['spec'];
  readonly podChanges: number;
  readonly nominated: readonly Pod[];
  readonly value: T;
}

export class KeptByNode<T> {
  private readonly byRow = new Map<number, Kept<T>>();

  constructor(private readonly handle: Handle) {}

  /** Forgets everything. */
  clear(): void {
    this.byRow.clear();
  }

  /** What is kept of the node, else what `tell` says. Where the pod itself is nominated it is told each time. */
  of(node: NodeInfo, pod: Pod, tell: (node: NodeInfo) => T): T {
    const { row, spec, podChanges } = node;
    const nominated = this.handle.nominatedPods(node.name);
    const kept = this.byRow.get(row);
    if (kept?.node === node && kept.spec === spec && kept.podChanges === podChanges && kept.nominated === nominated)
      return kept.value;
    const value = tell(node);
    if (nominated.some(({ index }) => index === pod.index)) this.byRow.delete(row);
    else this.byRow.set(row, { node, spec, podChanges, nominated, value });
    return value;
  }
}
