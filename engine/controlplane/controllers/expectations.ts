/** What a controller has asked for and not seen yet. Upstream: UIDTrackingControllerExpectations in pkg/controller/controller_utils.go, v1.36. */

/** After this long a controller stops waiting. */
const timeoutUs = 5 * 60 * 1e6;

interface Expected {
  creations: number;
  readonly deletions: Set<number>;
  readonly sinceUs: number;
}

export class Expectations {
  private readonly byKey = new Map<number, Expected>();

  /** Replaces what was expected of the key. */
  expect(key: number, creations: number, deletions: Iterable<number>, nowUs: number): void {
    this.byKey.set(key, { creations, deletions: new Set(deletions), sinceUs: nowUs });
  }

  creationObserved(key: number): void {
    const expected = this.byKey.get(key);
    if (expected) expected.creations--;
  }

  /** A pod's end counts once: when its deletion is seen to begin, or when it is gone. */
  deletionObserved(key: number, pod: number): void {
    this.byKey.get(key)?.deletions.delete(pod);
  }

  forget(key: number): void {
    this.byKey.delete(key);
  }

  /** Whether all was seen, or waited for too long. */
  satisfied(key: number, nowUs: number): boolean {
    const expected = this.byKey.get(key);
    if (expected === undefined) return true;
    if (expected.creations <= 0 && expected.deletions.size === 0) return true;
    return nowUs - expected.sinceUs > timeoutUs;
  }
}
