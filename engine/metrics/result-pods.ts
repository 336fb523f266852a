/** The pods' part of a result: the ledger and the stage table as columns, and their summaries. */
import { summarizeLatency } from './latency.js';
import { type MomentColumn, type Moments, momentAt } from './moments.js';
import type { PodLedger } from './pod-ledger.js';
import type { PodColumns, StageSummary } from './run-result.js';
import type { StageTable } from './stages.js';

/** Columns of exactly as many rows as there are pods. */
export function podColumns(ledger: PodLedger, stages: StageTable): PodColumns {
  const { count } = ledger;
  const nobody = new Float64Array(count).fill(-1);
  return {
    count,
    namespace: ledger.namespaces.column(count),
    name: ledger.names.column(count),
    owner: ledger.owners.column(count),
    priority: ledger.priority.subarray(0, count),
    node: ledger.nodes.column(count),
    phase: ledger.phases.column(count),
    attempts: ledger.attempts.subarray(0, count),
    preexisting: ledger.preexisting.subarray(0, count),
    createdUs: ledger.createdUs.subarray(0, count),
    boundUs: ledger.boundUs.subarray(0, count),
    runningUs: momentsOf(ledger.runningUs, nobody),
    readyUs: momentsOf(ledger.readyUs, nobody),
    finishedUs: momentsOf(ledger.finishedUs, nobody),
    stages: stages.columns(count),
  };
}

function momentsOf(moments: Moments, nobody: Float64Array): Float64Array {
  return moments.isUsed ? nobody.map((_, pod) => moments.at(pod)) : nobody;
}

/** Every stage that pods met, in order, then the spans from end to end. */
export function stageSummaries(pods: PodColumns): StageSummary[] {
  const rows: StageSummary[] = [];
  for (const { stage, entered, left } of pods.stages)
    rows.push(summary(stage, 'stage', momentsIn(entered), momentsIn(left)));
  const firstCall = pods.stages.find((s) => s.stage === 'create/client')?.entered;
  if (firstCall) rows.push(summary('called → created', 'span', momentsIn(firstCall), pods.createdUs));
  const fresh = freshOnly(pods);
  rows.push(summary('created → bound', 'span', fresh, pods.boundUs));
  rows.push(summary('bound → running', 'span', pods.boundUs, pods.runningUs));
  rows.push(summary('created → running', 'span', fresh, pods.runningUs));
  rows.push(summary('created → ready', 'span', fresh, pods.readyUs));
  const proxied = pods.stages.find((s) => s.stage === 'network/proxy')?.left;
  if (proxied) rows.push(summary('created → serving', 'span', fresh, momentsIn(proxied)));
  return rows.filter((row) => row.count > 0);
}

function momentsIn(column: MomentColumn): Float64Array {
  return Float64Array.from(column.offsets, (_, pod) => momentAt(column, pod));
}

/** Creation moments of pods that the run made; −1 for those that were there before. */
function freshOnly(pods: PodColumns): Float64Array {
  return pods.createdUs.map((atUs, i) => (pods.preexisting[i] ? -1 : atUs));
}

function summary(stage: string, kind: 'stage' | 'span', from: Float64Array, to: Float64Array): StageSummary {
  let count = 0;
  for (let i = 0; i < from.length; i++) if (from[i]! >= 0 && to[i]! >= 0) count++;
  const durations = new Float64Array(count);
  for (let i = 0, n = 0; i < from.length; i++) if (from[i]! >= 0 && to[i]! >= 0) durations[n++] = to[i]! - from[i]!;
  return { stage, kind, ...summarizeLatency(durations) };
}
