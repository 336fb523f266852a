/** A run as JSON: everything the result tells, pods as rows. */
import { momentAt, type PodColumns, type RunResult, textAt } from '../../engine/index.js';

/** A plain value for JSON.stringify; moments that never came are null. */
export function runJson(result: RunResult, title: string, notes: readonly string[]): Record<string, unknown> {
  const { pods, notes: own, ...rest } = result;
  return { title, ...rest, notes: [...notes, ...own], pods: podRows(pods) };
}

/** The same without what grows with the pods: what a folder of results holds beside its CSV files. */
export function summaryJson(result: RunResult, title: string, notes: readonly string[]): Record<string, unknown> {
  const {
    pods: _pods,
    decisions: _decisions,
    samples: _samples,
    nodes: _nodes,
    journeys: _journeys,
    notes: own,
    ...rest
  } = result;
  return { title, ...rest, notes: [...notes, ...own] };
}

function podRows(pods: PodColumns): Record<string, unknown>[] {
  return Array.from({ length: pods.count }, (_, i) => ({
    namespace: textAt(pods.namespace, i),
    name: textAt(pods.name, i),
    owner: textAt(pods.owner, i),
    priority: pods.priority[i],
    node: textAt(pods.node, i),
    phase: textAt(pods.phase, i),
    attempts: pods.attempts[i],
    preexisting: pods.preexisting[i] === 1,
    createdUs: moment(pods.createdUs[i]!),
    boundUs: moment(pods.boundUs[i]!),
    runningUs: moment(pods.runningUs[i]!),
    readyUs: moment(pods.readyUs[i]!),
    finishedUs: moment(pods.finishedUs[i]!),
    stages: stagesOf(pods, i),
  }));
}

function stagesOf(pods: PodColumns, i: number): Record<string, [number, number | null]> {
  const stages: Record<string, [number, number | null]> = {};
  for (const { stage, entered, left } of pods.stages) {
    const enteredUs = momentAt(entered, i);
    if (enteredUs >= 0) stages[stage] = [enteredUs, moment(momentAt(left, i))];
  }
  return stages;
}

function moment(value: number): number | null {
  return value < 0 ? null : value;
}
