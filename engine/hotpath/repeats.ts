/** Repeats the cycle of a pod like one before while only pods on nodes came or went: all that is asked before a node is looked at is known then, and the class tells the rest. */
import type { Cluster, Pod } from '../cluster/index.js';
import type { CycleState, Framework } from '../framework/index.js';
import { BySpec } from './by-spec.js';
import type { Begun } from './executor.js';
import { nowhere } from './kept-findings.js';
import type { PodClass } from './pod-class.js';
import type { ClassAtWork, PodClasses } from './pod-classes.js';
import type { PreparedCycles } from './prepared-cycles.js';
import { RepeatedPlace, RepeatedWork } from './repeated-result.js';
import { nodesWanted } from './sampling.js';
import type { ScheduleOptions, ScheduleResult } from './schedule-pod.js';

/** What a cycle began with, and which versions of other things than nodes and their pods it saw. */
interface Known {
  readonly labels: Pod['labels'];
  readonly objectRevision: number;
  readonly affinityRevision: number;
  /** Null where pods of the spec begin each in their own way. */
  readonly begun: Begun | null;
  readonly work: ClassAtWork;
}

export class Repeats {
  private readonly ofSpec = new BySpec<Known>();

  constructor(
    private readonly framework: Framework,
    private readonly classes: PodClasses,
    private readonly cycles: PreparedCycles,
  ) {}

  /** A cycle of this pod was answered from the class alone: pods of its spec and labels begin alike from now on. */
  learn(pod: Pod, work: ClassAtWork): void {
    const before = this.ofSpec.get(pod);
    if (before !== null && this.holds(before, pod)) return;
    const { cluster, batch } = this.framework;
    const isAlike = this.classes.signsSpecOnly && batch?.signatureOf(pod) === undefined;
    this.ofSpec.set(pod, {
      labels: pod.labels,
      objectRevision: cluster.objects.revision,
      affinityRevision: cluster.affinityTotals.revision,
      begun: isAlike ? this.cycles.keptFor(pod) : null,
      work,
    });
  }

  /** The cycle's result; null where it has to be run. */
  repeat(pod: Pod, options: ScheduleOptions): ScheduleResult | null {
    const known = this.ofSpec.get(pod);
    if (known?.begun == null || !this.holds(known, pod) || pod.nominatedNodeName !== '') return null;
    const { framework, classes } = this;
    if (framework.handle.nominatedNodes?.().size !== 0) return null;
    const limit = nodesWanted(framework, options.percentageOfNodesToScore, framework.cluster.nodes.length);
    const cycle = known.begun.cycle.again(options.attempt);
    const kept = classes.upToDate(classes.again(known.work), pod, cycle, limit);
    if (kept === null || kept.failed || kept.scores.unindexed) return null;
    return this.decide(kept, pod, cycle, limit, options);
  }

  private holds({ labels, objectRevision, affinityRevision }: Known, pod: Pod): boolean {
    const { objects, affinityTotals }: Cluster = this.framework.cluster;
    return pod.labels === labels && objects.revision === objectRevision && affinityTotals.revision === affinityRevision;
  }

  private decide(
    kept: PodClass,
    pod: Pod,
    cycle: CycleState,
    limit: number,
    { startIndex, cycleNumber }: ScheduleOptions,
  ): ScheduleResult | null {
    const { framework } = this;
    const { window } = kept;
    const { length } = kept.nodes;
    kept.version++;
    window.open(startIndex < length ? startIndex : startIndex % length, limit);
    if (window.size === 0) return null;
    if (window.size > 1) cycle.skippedScores = kept.skippedNow();
    const position = window.size === 1 ? window.positionAt(0) : kept.best.evaluate(pod);
    if (position === nowhere) return null;
    const outcome = new RepeatedPlace(kept, position, limit);
    framework.batch?.store(undefined, '', outcome.nodeName, null, cycleNumber);
    return {
      cycle,
      outcome,
      work: new RepeatedWork(framework, pod, cycle, outcome, window.visited),
      nextStartIndex: (startIndex + outcome.evaluatedCount) % length,
    };
  }
}
