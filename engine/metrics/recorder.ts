/** Watches the scheduler and keeps what the result tells of it: stages, attempts, decisions, why pods wait. */
import type { Digest, Kernel } from '../kernel/index.js';
import type { QueuedPodInfo, SchedulerObserver } from '../scheduler/index.js';
import type { Phase } from './phase.js';
import type { PodLedger } from './pod-ledger.js';
import type { DecisionRow } from './run-result.js';
import type { StageTable } from './stages.js';

type MutableDecision = { -readonly [K in keyof DecisionRow]: DecisionRow[K] };

const noNames: readonly string[] = [];

export interface RecorderParts {
  readonly kernel: Kernel;
  readonly stages: StageTable;
  readonly ledger: PodLedger;
  readonly digest: Digest;
  /** Whether every attempt is kept as a row. */
  readonly decisions: boolean;
}

export interface Recorder {
  readonly observer: SchedulerObserver;
  readonly decisions: DecisionRow[];
  readonly counts: { attempts: number; unschedulable: number; error: number; bound: number };
  /** The phase that is measured now. */
  phase: Phase | null;
  /** What the last failed attempt of a pod said. */
  lastMessage(pod: number): string;
}

export function createRecorder({ kernel, stages, ledger, digest, decisions: keep }: RecorderParts): Recorder {
  const decisions: MutableDecision[] = [];
  const counts = { attempts: 0, unschedulable: 0, error: 0, bound: 0 };
  const messages = new Map<number, string>();
  /** Pods on their way: the row of their present attempt. */
  const open = new Map<number, MutableDecision>();
  /** Victims by preemptor, told before or after the attempt's outcome. */
  const evictions = new Map<number, string[]>();
  /** The cycle that just ended, filled into the row that its outcome makes. */
  let cycle = { cycleUs: 0, evaluated: 0 };

  const observer: SchedulerObserver = {
    cycleStarted(info) {
      counts.attempts++;
      const { index } = info.pod;
      ledger.attempts[index] = info.attempts;
      stages.leave('queue', index, kernel.nowUs());
      stages.enter('schedule', index, kernel.nowUs());
    },
    cycleEnded(info, startUs, work) {
      recorder.phase?.cycle(work);
      cycle = { cycleUs: kernel.nowUs() - startUs, evaluated: work.filteredNodes };
      stages.leave('schedule', info.pod.index, kernel.nowUs());
    },
    placed(info, placed, startUs) {
      const { nodeName: node, evaluatedCount: evaluated, feasibleCount: feasible, scored } = placed;
      digest.text(node);
      if (keep)
        add(info, { ...blank(info, startUs), result: 'bound', node, evaluated, feasible, total: scored?.total ?? -1 });
    },
    failed(info, failure, startUs) {
      const { code, message, plugins, nominatedNode: nominated } = failure;
      const result = code === 'Error' ? 'error' : 'unschedulable';
      counts[result]++;
      recorder.phase?.attempt(result, kernel.nowUs() - startUs);
      messages.set(info.pod.index, message);
      digest.text(message);
      if (!keep) return;
      const row = open.get(info.pod.index);
      const victims = evictions.get(info.pod.index) ?? noNames;
      evictions.delete(info.pod.index);
      if (row?.attempt === info.attempts) Object.assign(row, { result, message, plugins, nominated });
      else
        add(info, {
          ...blank(info, startUs),
          result,
          message,
          plugins,
          nominated,
          evaluated: cycle.evaluated,
          victims,
        });
    },
    bound(info, _node, startUs) {
      counts.bound++;
      recorder.phase?.attempt('scheduled', kernel.nowUs() - startUs);
      if (messages.size > 0) messages.delete(info.pod.index);
      if (keep) open.delete(info.pod.index);
    },
    preempting(preemptor, _node, victims) {
      for (const victim of victims) ledger.evicted[victim.index] = 1;
      if (!keep) return;
      const names = victims.map((victim) => victim.key).sort();
      evictions.set(preemptor.index, names);
      const row = open.get(preemptor.index);
      if (row) row.victims = names;
    },
  };
  const recorder: Recorder = {
    observer,
    decisions,
    counts,
    phase: null,
    lastMessage: (pod) => messages.get(pod) ?? '',
  };
  return recorder;

  function blank(info: QueuedPodInfo, startUs: number): MutableDecision {
    const { pod, attempts: attempt } = info;
    const none = {
      node: '',
      evaluated: 0,
      feasible: 0,
      total: -1,
      message: '',
      plugins: noNames,
      nominated: '',
      victims: noNames,
    };
    return {
      atUs: startUs,
      cycleUs: cycle.cycleUs,
      pod: pod.key,
      podIndex: pod.index,
      attempt,
      result: 'error',
      ...none,
    };
  }

  function add(info: QueuedPodInfo, row: MutableDecision): void {
    open.set(info.pod.index, row);
    decisions.push(row);
  }
}
