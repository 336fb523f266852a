/** Whether a controller has seen its own last write to an object; until then it does not act on it. Upstream: pkg/controller/util/consistency, gates StaleControllerConsistency…, v1.36. */
import type { KubeObject } from '../../objects/index.js';
import type { Toolbox } from './toolbox.js';

/** The first minor version in which controllers check. */
const since = 36;

export class Freshness {
  private readonly wroteAs = new Map<number, number>();
  private readonly sawAs = new Map<number, number>();
  private readonly checks: boolean;

  constructor(
    private readonly tools: Toolbox,
    kind: string,
  ) {
    this.checks = tools.minor >= since;
    tools.informers.onObjects(kind, (entry, _before, after) => this.see(entry.index, after));
  }

  /** The controller wrote this version of the object. */
  wrote(key: number, version: KubeObject): void {
    if (this.checks) this.wroteAs.set(key, this.tools.writes.orderOf(version));
  }

  caughtUp(key: number): boolean {
    return (this.sawAs.get(key) ?? 0) >= (this.wroteAs.get(key) ?? 0);
  }

  private see(key: number, version: KubeObject | null): void {
    const order = version === null ? Number.POSITIVE_INFINITY : this.tools.writes.orderOf(version);
    if (this.checks && order > 0) this.sawAs.set(key, order);
  }
}
