/** A measured phase of a program: what scheduler_perf's collectors would have seen of it. Upstream: test/integration/scheduler_perf/util.go, v1.36. */
import type { CycleWork } from '../hotpath/index.js';
import { CycleTally } from './cycle-tally.js';
import { summarizeLatency } from './latency.js';
import type { PhaseResult } from './run-result.js';
import { throughputOfSeconds } from './throughput.js';

const secondUs = 1e6;

/** How a scheduling attempt ended, as scheduler_scheduling_attempt_duration_seconds labels it. */
export type AttemptResult = 'scheduled' | 'unschedulable' | 'error';

export class Phase {
  /** Pods bound in each second since the phase began. */
  private readonly boundPerSecond: number[] = [];
  private podsBound = 0;
  private lastBoundUs: number;
  private readonly cycles = new CycleTally();
  private readonly durationsUs: Record<AttemptResult, number[]> = { scheduled: [], unschedulable: [], error: [] };

  constructor(
    readonly name: string,
    readonly startedUs: number,
  ) {
    this.lastBoundUs = startedUs;
  }

  /** A pod that counts was bound. */
  bound(atUs: number): void {
    const second = Math.floor((atUs - this.startedUs) / secondUs);
    while (this.boundPerSecond.length <= second) this.boundPerSecond.push(0);
    this.boundPerSecond[second]!++;
    this.podsBound++;
    this.lastBoundUs = atUs;
  }

  /** Some attempt ended, any pod's. */
  attempt(result: AttemptResult, durationUs: number): void {
    this.durationsUs[result].push(durationUs);
  }

  /** A scheduling cycle ended, any pod's. */
  cycle(work: CycleWork): void {
    this.cycles.add(work);
  }

  /** A second that the phase ended in is no full sample; its bindings are lost to the collector. */
  end(endedUs: number): PhaseResult {
    const { name, startedUs, boundPerSecond, podsBound, lastBoundUs, durationsUs } = this;
    const fullSeconds = Math.floor((endedUs - startedUs) / secondUs);
    const latency = (result: AttemptResult) => summarizeLatency(Float64Array.from(durationsUs[result]));
    return {
      name,
      startedUs,
      endedUs,
      throughput: throughputOfSeconds(boundPerSecond, fullSeconds, podsBound, lastBoundUs - startedUs),
      attempts: {
        scheduled: latency('scheduled'),
        unschedulable: latency('unschedulable'),
        error: latency('error'),
      },
      cycles: this.cycles.means(),
    };
  }
}
