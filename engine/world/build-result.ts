/** Makes the RunResult of a finished world. */
import type { NodeInfo } from '../cluster/index.js';
import type { Kernel } from '../kernel/index.js';
import {
  type NodeRow,
  type PodColumns,
  podColumns,
  type RunCounts,
  type RunResult,
  type StationRow,
  stageSummaries,
  textAt,
  throughputOf,
  type UnplacedRow,
} from '../metrics/index.js';
import type { RunSpec } from '../run-spec.js';
import { inputHash } from './input-hash.js';
import { version } from './version.js';
import type { World } from './world.js';

export function buildResult(world: World, spec: RunSpec, endReason: RunResult['endReason']): RunResult {
  const { kernel, ledger, stages, recorder, digest, explainer, cluster } = world;
  cluster.updateSnapshot();
  const pods = podColumns(ledger, stages);
  const endedUs = kernel.nowUs();
  return {
    seatrial: version,
    kubernetes: spec.kubernetes,
    seed: spec.seed,
    inputHash: inputHash(spec),
    digest: digest.hex(),
    fidelity: spec.fidelity,
    endedUs,
    endReason,
    eventsRun: kernel.eventsRun,
    counts: countsOf(world, pods),
    pods,
    stages: stageSummaries(pods),
    throughput: throughputOf(pods.createdUs, pods.boundUs, endedUs),
    samples: world.series.columns,
    nodes: cluster.nodes.map(nodeRow),
    decisions: recorder.decisions,
    unplaced: unplacedRows(world),
    refused: world.refusals,
    stations: stationRows(kernel),
    journeys: world.journeys,
    explanations: explainer.rows,
    notes: notesOf(world),
    ...(world.program && { program: { failure: world.program.failure, phases: world.program.phases } }),
  };
}

function countsOf({ recorder, cluster, ledger }: World, pods: PodColumns): RunCounts {
  const { attempts, unschedulable, error } = recorder.counts;
  const count = (test: (row: number) => boolean) => {
    let n = 0;
    for (let row = 0; row < pods.count; row++) if (test(row)) n++;
    return n;
  };
  return {
    nodes: cluster.cachedNodeCount,
    podsCreated: count((i) => pods.preexisting[i] === 0 && pods.createdUs[i]! >= 0),
    podsBound: count((i) => pods.boundUs[i]! >= 0),
    podsReady: count((i) => pods.readyUs[i]! >= 0),
    podsCompleted: count((i) => textAt(pods.phase, i) === 'Succeeded' && pods.finishedUs[i]! >= 0),
    podsFailed: count((i) => textAt(pods.phase, i) === 'Failed' && pods.finishedUs[i]! >= 0),
    podsDeleted: count((i) => textAt(pods.phase, i) === 'Deleted'),
    podsEvicted: count((i) => ledger.evicted[i] === 1),
    podsUnplaced: count(
      (i) => textAt(pods.node, i) === '' && textAt(pods.phase, i) === 'Pending' && pods.createdUs[i]! >= 0,
    ),
    attempts,
    attemptsUnschedulable: unschedulable,
    attemptsError: error,
  };
}

function nodeRow(node: NodeInfo): NodeRow {
  const scalars: Record<string, { requested: number; allocatable: number }> = {};
  for (const [name, columns] of node.table.scalars) {
    const allocatable = columns.allocatable[node.row]!;
    if (allocatable > 0) scalars[name] = { requested: columns.requested[node.row]!, allocatable };
  }
  return {
    name: node.name,
    zone: node.labels.get('topology.kubernetes.io/zone') ?? '',
    allocatableCpuMilli: node.allocatableCpuMilli,
    allocatableMemoryBytes: node.allocatableMemoryBytes,
    allocatablePods: node.allocatablePods,
    requestedCpuMilli: node.requestedCpuMilli,
    requestedMemoryBytes: node.requestedMemoryBytes,
    pods: node.podCount,
    scalars,
  };
}

/** Pods that are there and have no node, in creation order. */
function unplacedRows({ store, scheduler, recorder, ledger }: World): UnplacedRow[] {
  const queues = new Map<number, string>();
  for (const queue of ['active', 'backoff', 'unschedulable'] as const) {
    for (const pod of scheduler.queue.list(queue)) queues.set(pod.index, queue);
  }
  const rows: UnplacedRow[] = [];
  for (const pod of store.pods.objects()) {
    if (pod.nodeName !== '' || pod.isTerminal) continue;
    const ignored = !scheduler.frameworks.has(pod.spec.schedulerName);
    const gated = pod.spec.schedulingGates.length > 0;
    rows.push({
      pod: pod.key,
      sinceUs: ledger.createdUs[pod.index]!,
      attempts: ledger.attempts[pod.index]!,
      queue: ignored ? 'ignored' : gated ? 'gated' : (queues.get(pod.index) ?? 'in flight'),
      message: ignored
        ? `no profile schedules for schedulerName ${JSON.stringify(pod.spec.schedulerName)}`
        : waitsBecause(pod.spec.schedulingGates, recorder.lastMessage(pod.index)),
    });
  }
  return rows;
}

function waitsBecause(gates: readonly string[], message: string): string {
  return gates.length === 0 ? message : `waits for its scheduling gates: ${gates.join(', ')}`;
}

function stationRows(kernel: Kernel): StationRow[] {
  return kernel.stations().map((station) => {
    const { arrived, utilisation, queueLengthMax, waitUsSum } = station.stats();
    const meanWaitUs = arrived === 0 ? 0 : waitUsSum / arrived;
    return {
      name: station.name,
      servers: station.servers,
      arrivals: arrived,
      utilisation,
      maxQueue: queueLengthMax,
      meanWaitUs,
    };
  });
}

function notesOf({ lifetimes }: World): string[] {
  if (!lifetimes.assumed) return [];
  return ['Job pods about which nothing is said run for 30 s at the median, 2 min at p99 (workload.jobPodLifetimeUs)'];
}
