/** The pods' part of a result: the ledger and the stage table as columns, and their summaries. */
import { summarizeLatency } from './latency.js';
import type { PodLedger } from './pod-ledger.js';
import type { PodColumns, StageSummary } from './run-result.js';
import type { StageTable } from './stages.js';

/** Columns of exactly as many rows as there are pods. */
export function podColumns(ledger: PodLedger, stages: StageTable): PodColumns {
  const { count } = ledger;
  return {
    count,
    namespace: ledger.namespaces,
    name: ledger.names,
    owner: Array.from(ledger.owner.subarray(0, count), (row) => ledger.owners[row]!),
    priority: ledger.priority.slice(0, count),
    node: ledger.nodes,
    phase: ledger.phases,
    attempts: ledger.attempts.slice(0, count),
    preexisting: ledger.preexisting.slice(0, count),
    createdUs: ledger.createdUs.slice(0, count),
    boundUs: ledger.boundUs.slice(0, count),
    runningUs: ledger.runningUs.slice(0, count),
    readyUs: ledger.readyUs.slice(0, count),
    finishedUs: ledger.finishedUs.slice(0, count),
    stages: stages.columns(count),
  };
}

/** Every stage that pods met, in order, then the spans from end to end. */
export function stageSummaries(pods: PodColumns): StageSummary[] {
  const rows: StageSummary[] = [];
  for (const { stage, enteredUs, leftUs } of pods.stages) rows.push(summary(stage, 'stage', enteredUs, leftUs));
  const firstCall = pods.stages.find((s) => s.stage === 'create/client')?.enteredUs;
  if (firstCall) rows.push(summary('called → created', 'span', firstCall, pods.createdUs));
  const fresh = freshOnly(pods);
  rows.push(summary('created → bound', 'span', fresh, pods.boundUs));
  rows.push(summary('bound → running', 'span', pods.boundUs, pods.runningUs));
  rows.push(summary('created → running', 'span', fresh, pods.runningUs));
  rows.push(summary('created → ready', 'span', fresh, pods.readyUs));
  const proxied = pods.stages.find((s) => s.stage === 'network/proxy')?.leftUs;
  if (proxied) rows.push(summary('created → serving', 'span', fresh, proxied));
  return rows.filter((row) => row.count > 0);
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
