/** Pods that two schedulers placed differently. */

export interface Difference {
  /** The how-manieth waiting pod, from 0. */
  readonly pod: number;
  /** The node it should have; "" for none. */
  readonly expected: string;
  readonly got: string;
}

/** Both lists hold a node for each waiting pod, in order. */
export function differences(expected: readonly string[], got: readonly string[]): Difference[] {
  const length = Math.max(expected.length, got.length);
  const all = Array.from({ length }, (_, pod) => ({ pod, expected: expected[pod] ?? '', got: got[pod] ?? '' }));
  return all.filter((each) => each.expected !== each.got);
}
