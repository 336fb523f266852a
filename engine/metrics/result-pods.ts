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
    namespace: ledger.namespaces.column(),
    name: ledger.names.column(),
    owner: ledger.owners.column(),
    priority: ledger.priority.subarray(0, count),
    node: ledger.nodes.column(),
    phase: ledger.phases.column(),
    attempts: ledger.attempts.subarray(0, count),
    preexisting: ledger.preexisting.subarray(0, count),
    createdUs: ledger.createdUs.subarray(0, count),
    boundUs: ledger.boundUs.subarray(0, count),
    runningUs: momentsOf(ledger.runningUs, nobody),
    readyUs: momentsOf(ledger.readyUs, nobody),
    finishedUs: momentsOf(ledger.finishedUs, nobody),
    stages: stages.columns(),
  };
}

function momentsOf(moments: Moments, nobody: Float64Array): Float64Array {
  return moments.isUsed ? nobody.map((_, pod) => moments.at(pod)) : nobody;
}

/** When something happened to a pod, µs; −1 where it never did. */
type When = (pod: number) => number;

/** Every stage that pods met, in order, then the spans from end to end. */
export function stageSummaries(pods: PodColumns): StageSummary[] {
  const rows: StageSummary[] = [];
  const room = new Float64Array(pods.count);
  const add = (stage: string, kind: StageSummary['kind'], from: When, to: When) => {
    const durations = durationsBetween(from, to, room);
    if (durations.length > 0) rows.push({ stage, kind, ...summarizeLatency(durations) });
  };
  for (const { stage, entered, left } of pods.stages) add(stage, 'stage', inColumn(entered), inColumn(left));
  const stageOf = (name: string) => pods.stages.find(({ stage }) => stage === name);
  const called = stageOf('create/client')?.entered;
  if (called) add('called → created', 'span', inColumn(called), inArray(pods.createdUs));
  const fresh: When = (pod) => (pods.preexisting[pod] ? -1 : pods.createdUs[pod]!);
  add('created → bound', 'span', fresh, inArray(pods.boundUs));
  add('bound → running', 'span', inArray(pods.boundUs), inArray(pods.runningUs));
  add('created → running', 'span', fresh, inArray(pods.runningUs));
  add('created → ready', 'span', fresh, inArray(pods.readyUs));
  const proxied = stageOf('network/proxy')?.left;
  if (proxied) add('created → serving', 'span', fresh, inColumn(proxied));
  return rows;
}

function inColumn(column: MomentColumn): When {
  return (pod) => momentAt(column, pod);
}

function inArray(moments: Float64Array): When {
  return (pod) => moments[pod]!;
}

/** In `room`, of the pods to which both happened. */
function durationsBetween(from: When, to: When, room: Float64Array): Float64Array {
  let count = 0;
  for (let pod = 0; pod < room.length; pod++) {
    const fromUs = from(pod);
    const toUs = to(pod);
    if (fromUs >= 0 && toUs >= 0) room[count++] = toUs - fromUs;
  }
  return room.subarray(0, count);
}
