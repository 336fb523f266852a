/** Whether two versions of an object say the same in one part of their spec. */
import type { NodeSpec, Toleration } from '../objects/index.js';

/** The same tolerations in the same order. */
export function sameTolerations(a: readonly Toleration[], b: readonly Toleration[]): boolean {
  return a === b || (a.length === b.length && a.every((toleration, i) => sameToleration(toleration, b[i]!)));
}

function sameToleration(a: Toleration, b: Toleration): boolean {
  if (a.key !== b.key || a.operator !== b.operator || a.value !== b.value || a.effect !== b.effect) return false;
  return a.tolerationSeconds === b.tolerationSeconds;
}

/** Taints and since when they are there. */
export function sameTaints(a: NodeSpec, b: NodeSpec): boolean {
  if (a.taints === b.taints) return true;
  if (a.taints.length !== b.taints.length) return false;
  return a.taints.every((taint, i) => {
    const other = b.taints[i]!;
    if (taint.key !== other.key || taint.value !== other.value || taint.effect !== other.effect) return false;
    return a.raw.spec?.taints?.[i]?.timeAdded === b.raw.spec?.taints?.[i]?.timeAdded;
  });
}
