/** Which pods are nominated to which node. Upstream: pkg/scheduler/backend/queue/nominator.go, v1.36. */
import type { Pod } from '../../cluster/index.js';

/** Pods as the scheduler's watch last saw them. */
export interface PodLister {
  get(pod: number): Pod | undefined;
}

/** What a scheduling attempt says about the pod's nomination: this node ("" for none); absent: as the pod itself says. */
export type Nomination = string | undefined;

const none: readonly number[] = [];

/** Invariant: a pod is nominated to one node at most. */
export class Nominator {
  private readonly nodeOf = new Map<number, string>();
  /** Pods by node, in the order they were nominated; another list whenever they are others. */
  private readonly podsOf = new Map<string, readonly number[]>();

  constructor(private readonly lister: PodLister) {}

  /** Forgets an older nomination and notes this one, unless the pod is gone or assigned. */
  add(pod: Pod, nomination: Nomination): void {
    this.delete(pod.index);
    if (nomination === undefined && pod.nominatedNodeName === '') return;
    const node = nomination ?? pod.nominatedNodeName;
    const current = this.lister.get(pod.index);
    if (current === undefined || current.nodeName !== '') return;
    this.nodeOf.set(pod.index, node);
    this.podsOf.set(node, [...(this.podsOf.get(node) ?? none), pod.index]);
  }

  /** A newer version of the pod; one that says nothing about its nomination, as the one before, keeps it. */
  update(before: Pod, after: Pod): void {
    const silent = before.nominatedNodeName === '' && after.nominatedNodeName === '';
    this.add(after, silent ? this.nodeOf.get(before.index) : undefined);
  }

  delete(pod: number): void {
    const node = this.nodeOf.get(pod);
    if (node === undefined) return;
    const others = this.podsOf.get(node)!.filter((other) => other !== pod);
    if (others.length === 0) this.podsOf.delete(node);
    else this.podsOf.set(node, others);
    this.nodeOf.delete(pod);
  }

  /** Pods nominated to the node; the same list as long as they are the same. */
  pods(node: string): readonly number[] {
    return this.podsOf.size === 0 ? none : (this.podsOf.get(node) ?? none);
  }

  /** Nodes that pods are nominated to. */
  nodes(): ReadonlyMap<string, unknown> {
    return this.podsOf;
  }
}
