/** What PreFilter says to pods of one spec, kept as long as no plugin would say anything else. */
import type { Pod } from '../cluster/index.js';
import { type Framework, type PreFilterPoint, runPreFilters, type Slotted } from '../framework/index.js';
import type { Begun } from './executor.js';

/** One spec's beginning, and what has to hold for it to hold. */
interface Prepared {
  readonly begun: Begun;
  /** These have to say for each pod that they skip it. */
  readonly skipping: readonly PreFilterPoint<unknown>[];
}

export class PreparedCycles {
  private readonly ofSpec = new WeakMap<Pod['spec'], Prepared>();
  private lastSpec: Pod['spec'] | null = null;
  private last: Prepared | null = null;

  constructor(private readonly framework: Framework) {}

  begin(pod: Pod, attempt: number): Begun {
    if (pod.spec !== this.lastSpec) {
      this.lastSpec = pod.spec;
      this.last = this.ofSpec.get(pod.spec) ?? null;
    }
    const { last } = this;
    if (last !== null && this.holds(last, pod))
      return { cycle: last.begun.cycle.again(attempt), preFilter: last.begun.preFilter };
    return this.run(pod, attempt);
  }

  private holds({ skipping }: Prepared, pod: Pod): boolean {
    const { cluster } = this.framework;
    for (let i = 0; i < skipping.length; i++) if (!skipping[i]!.skipsFilter!(pod, cluster)) return false;
    return true;
  }

  private run(pod: Pod, attempt: number): Begun {
    const { framework } = this;
    const cycle = framework.newCycle(attempt);
    const begun = { cycle, preFilter: runPreFilters(framework, cycle, pod) };
    const skipping = this.skippingNow(pod);
    if (skipping !== null) {
      this.last = { begun, skipping };
      this.ofSpec.set(pod.spec, this.last);
    }
    return begun;
  }

  /** The plugins that skip the pod as things are now, where all others say the same to all pods of its spec; null where one does not. */
  private skippingNow(pod: Pod): PreFilterPoint<unknown>[] | null {
    const { preFilters, cluster } = this.framework;
    const skipping: PreFilterPoint<unknown>[] = [];
    for (const point of preFilters.map(preFilterOf)) {
      if (point.isSameForSpec?.(pod)) continue;
      if (!point.skipsFilter?.(pod, cluster)) return null;
      skipping.push(point);
    }
    return skipping;
  }
}

function preFilterOf({ plugin }: Slotted): PreFilterPoint<unknown> {
  return plugin.preFilter!;
}
