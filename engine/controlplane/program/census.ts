/** Counts pods by selection, as they are in the API server's store: present, tried, bound. */
import type { Pod } from '../../cluster/index.js';
import type { PodSelection } from '../../run-spec.js';
import type { PodChangeEvent } from '../watches.js';

export interface PodCount {
  readonly selection: PodSelection;
  bound: number;
  /** Pods without a node. */
  readonly pending: Set<number>;
}

export class Census {
  private readonly byNamespace = new Map<string, PodCount[]>();

  /** `rejected` says whether some attempt of a pod has failed. */
  constructor(private readonly rejected: (pod: number) => boolean) {}

  /** The count of a selection; it begins with the first call, so each selection is asked for before there are pods. */
  of(selection: PodSelection): PodCount {
    const counts = this.byNamespace.get(selection.namespace) ?? [];
    this.byNamespace.set(selection.namespace, counts);
    const known = counts.find((count) => sameSelection(count.selection, selection));
    if (known !== undefined) return known;
    const count: PodCount = { selection, bound: 0, pending: new Set() };
    counts.push(count);
    return count;
  }

  /** Pods of the count that are bound, were rejected at least once, or are held by a scheduling gate, which the API server notes in the same condition. */
  attempted({ bound, pending }: PodCount, pod: (index: number) => Pod | null): number {
    let tried = bound;
    for (const index of pending) {
      if (this.rejected(index) || (pod(index)?.spec.schedulingGates.length ?? 0) > 0) tried++;
    }
    return tried;
  }

  /** Takes in a committed change. */
  note({ before, after }: PodChangeEvent): void {
    const counts = this.byNamespace.get((after ?? before)!.namespace);
    if (counts === undefined) return;
    for (const count of counts) {
      if (before !== null && matches(before, count.selection)) leave(count, before);
      if (after !== null && matches(after, count.selection)) enter(count, after);
    }
  }
}

/** Whether the pod is one of the selection. */
export function matches(pod: Pod, { namespace, labels }: PodSelection): boolean {
  if (pod.namespace !== namespace) return false;
  for (const key in labels) if (pod.labels.get(key) !== labels[key]) return false;
  return true;
}

function enter(count: PodCount, pod: Pod): void {
  if (pod.nodeName === '') count.pending.add(pod.index);
  else count.bound++;
}

function leave(count: PodCount, pod: Pod): void {
  if (pod.nodeName === '') count.pending.delete(pod.index);
  else count.bound--;
}

function sameSelection(a: PodSelection, b: PodSelection): boolean {
  const names = Object.keys(a.labels);
  return names.length === Object.keys(b.labels).length && names.every((name) => a.labels[name] === b.labels[name]);
}
