/** The pods of each node, in the order in which the informers heard of them there; kept only once somebody asks. */
import type { Pod, PodsByIndex } from '../../cluster/index.js';
import { roomFor } from '../../kernel/index.js';
import { Groups } from './groups.js';

export class PodsByNode {
  private groups: Groups<Pod> | null = null;
  /** By pod, the how many-th it was that was heard of on a node; 0: it is on none. */
  private turn = new Uint32Array(1024);
  private turns = 0;

  constructor(
    /** All pods that were heard of. */
    private readonly pods: PodsByIndex,
  ) {}

  changed(before: Pod | null, after: Pod | null): void {
    const from = before?.nodeName || null;
    const to = after?.nodeName || null;
    const { index } = (after ?? before)!;
    if (this.groups !== null) this.groups.move(index, from, to, after);
    else if (from !== to) this.noteTurn(index, to === null ? 0 : ++this.turns);
  }

  of(node: string): Iterable<Pod> {
    this.groups ??= this.grouped();
    return this.groups.of(node);
  }

  private noteTurn(index: number, turn: number): void {
    this.turn = roomFor(this.turn, index);
    this.turn[index] = turn;
  }

  private grouped(): Groups<Pod> {
    const groups = new Groups<Pod>();
    const there = [...this.pods].filter((pod) => pod.nodeName !== '');
    there.sort((a, b) => this.turn[a.index]! - this.turn[b.index]!);
    for (const pod of there) groups.move(pod.index, null, pod.nodeName, pod);
    this.turn = new Uint32Array(0);
    return groups;
  }
}
