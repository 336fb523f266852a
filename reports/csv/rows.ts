/** The tables of a run as rows: stable columns, units in their names, one moment or amount a cell. Documented in the README. */
import type { PodColumns, RunResult } from '../../engine/index.js';

export type Cell = string | number;

export interface CsvTable {
  /** "pods" becomes pods.csv. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** Every table of a run, in the order they are written. */
export function runTables(result: RunResult): CsvTable[] {
  return [
    runTable(result),
    podsTable(result),
    podStagesTable(result.pods),
    stagesTable(result),
    throughputTable(result),
    samplesTable(result),
    nodesTable(result),
    decisionsTable(result),
    unplacedTable(result),
    refusedTable(result),
    stationsTable(result),
    journeysTable(result),
  ];
}

/** What was run: one line. */
function runTable(r: RunResult): CsvTable {
  return {
    name: 'run',
    columns: [
      'seatrial',
      'kubernetes',
      'seed',
      'digest',
      'input_hash',
      'fidelity',
      'ended_us',
      'end_reason',
      'events',
      'nodes',
      'pods_created',
      'pods_bound',
      'pods_ready',
      'pods_completed',
      'pods_failed',
      'pods_deleted',
      'pods_evicted',
      'pods_unplaced',
      'attempts',
      'attempts_unschedulable',
      'attempts_error',
      'throughput_average_pods_per_s',
      'throughput_p50_pods_per_s',
      'throughput_p90_pods_per_s',
      'throughput_p95_pods_per_s',
      'throughput_p99_pods_per_s',
      'throughput_samples',
    ],
    rows: [
      [
        r.seatrial,
        r.kubernetes,
        r.seed,
        r.digest,
        r.inputHash,
        r.fidelity,
        r.endedUs,
        r.endReason,
        r.eventsRun,
        ...Object.values(r.counts),
        r.throughput.average,
        r.throughput.p50,
        r.throughput.p90,
        r.throughput.p95,
        r.throughput.p99,
        r.throughput.samples,
      ],
    ],
  };
}

/** One line a pod; an empty cell is a moment that never came. */
function podsTable({ pods }: RunResult): CsvTable {
  function* rows(): Iterable<Cell[]> {
    for (let i = 0; i < pods.count; i++) {
      yield [
        pods.namespace[i]!,
        pods.name[i]!,
        pods.owner[i]!,
        pods.priority[i]!,
        pods.node[i]!,
        pods.phase[i]!,
        pods.attempts[i]!,
        pods.preexisting[i]!,
        ...[pods.createdUs, pods.boundUs, pods.runningUs, pods.readyUs, pods.finishedUs].map((column) =>
          moment(column[i]!),
        ),
        latency(pods, i, pods.boundUs),
        latency(pods, i, pods.readyUs),
      ];
    }
  }
  return {
    name: 'pods',
    columns: [
      'namespace',
      'pod',
      'owner',
      'priority',
      'node',
      'phase',
      'attempts',
      'preexisting',
      'created_us',
      'bound_us',
      'running_us',
      'ready_us',
      'finished_us',
      'created_to_bound_us',
      'created_to_ready_us',
    ],
    rows: { [Symbol.iterator]: () => rows()[Symbol.iterator]() },
  };
}

/** One line a pod and stage. */
function podStagesTable(pods: PodColumns): CsvTable {
  function* rows(): Iterable<Cell[]> {
    for (let i = 0; i < pods.count; i++) {
      for (const { stage, enteredUs, leftUs } of pods.stages) {
        if (enteredUs[i]! >= 0) yield [pods.namespace[i]!, pods.name[i]!, stage, enteredUs[i]!, moment(leftUs[i]!)];
      }
    }
  }
  return {
    name: 'pod_stages',
    columns: ['namespace', 'pod', 'stage', 'entered_us', 'left_us'],
    rows: { [Symbol.iterator]: () => rows()[Symbol.iterator]() },
  };
}

function stagesTable({ stages }: RunResult): CsvTable {
  return {
    name: 'stages',
    columns: ['stage', 'kind', 'count', 'mean_us', 'p50_us', 'p90_us', 'p95_us', 'p99_us', 'max_us'],
    rows: stages.map((s) => [s.stage, s.kind, s.count, s.meanUs, s.p50Us, s.p90Us, s.p95Us, s.p99Us, s.maxUs]),
  };
}

function throughputTable({ throughput }: RunResult): CsvTable {
  return {
    name: 'throughput',
    columns: ['second', 'pods_bound'],
    rows: throughput.boundPerSecond.map((bound, second) => [second, bound]),
  };
}

function samplesTable({ samples: s }: RunResult): CsvTable {
  return {
    name: 'samples',
    columns: [
      'at_us',
      'active_q',
      'backoff_q',
      'unschedulable',
      'pods_bound',
      'pods_ready',
      'nodes',
      'cpu_requested_share',
      'memory_requested_share',
      'pods_share',
      'events_per_virtual_s',
    ],
    rows: s.atUs.map((atUs, i) => [
      atUs,
      s.activeQ[i]!,
      s.backoffQ[i]!,
      s.unschedulable[i]!,
      s.podsBound[i]!,
      s.podsReady[i]!,
      s.nodes[i]!,
      s.cpuRequestedShare[i]!,
      s.memoryRequestedShare[i]!,
      s.podsShare[i]!,
      s.eventsPerSecond[i]!,
    ]),
  };
}

function nodesTable({ nodes }: RunResult): CsvTable {
  const scalars = [...new Set(nodes.flatMap((node) => Object.keys(node.scalars)))].sort();
  return {
    name: 'nodes',
    columns: [
      'node',
      'zone',
      'pods',
      'allocatable_pods',
      'requested_cpu_milli',
      'allocatable_cpu_milli',
      'requested_memory_bytes',
      'allocatable_memory_bytes',
      ...scalars.flatMap((name) => [`requested ${name}`, `allocatable ${name}`]),
    ],
    rows: nodes.map((n) => [
      n.name,
      n.zone,
      n.pods,
      n.allocatablePods,
      n.requestedCpuMilli,
      n.allocatableCpuMilli,
      n.requestedMemoryBytes,
      n.allocatableMemoryBytes,
      ...scalars.flatMap((name) => [n.scalars[name]?.requested ?? 0, n.scalars[name]?.allocatable ?? 0]),
    ]),
  };
}

function decisionsTable({ decisions }: RunResult): CsvTable {
  return {
    name: 'decisions',
    columns: [
      'at_us',
      'cycle_us',
      'pod',
      'attempt',
      'result',
      'node',
      'evaluated_nodes',
      'feasible_nodes',
      'score',
      'nominated_node',
      'plugins',
      'victims',
      'message',
    ],
    rows: decisions.map((d) => [
      d.atUs,
      d.cycleUs,
      d.pod,
      d.attempt,
      d.result,
      d.node,
      d.evaluated,
      d.feasible,
      moment(d.total),
      d.nominated,
      d.plugins.join(' '),
      d.victims.join(' '),
      d.message,
    ]),
  };
}

function unplacedTable({ unplaced }: RunResult): CsvTable {
  return {
    name: 'unplaced',
    columns: ['pod', 'since_us', 'attempts', 'queue', 'message'],
    rows: unplaced.map((u) => [u.pod, u.sinceUs, u.attempts, u.queue, u.message]),
  };
}

function refusedTable({ refused }: RunResult): CsvTable {
  return {
    name: 'refused',
    columns: ['object', 'at_us', 'reason'],
    rows: refused.map((r) => [r.object, r.atUs, r.reason]),
  };
}

function stationsTable({ stations }: RunResult): CsvTable {
  return {
    name: 'stations',
    columns: ['station', 'servers', 'arrivals', 'utilisation', 'max_queue', 'mean_wait_us'],
    rows: stations.map((s) => [s.name, s.servers, s.arrivals, s.utilisation, s.maxQueue, s.meanWaitUs]),
  };
}

function journeysTable({ journeys }: RunResult): CsvTable {
  return {
    name: 'journeys',
    columns: ['object', 'stage', 'entered_us', 'left_us'],
    rows: journeys.map((j) => [j.object, j.stage, j.enteredUs, moment(j.leftUs)]),
  };
}

/** −1 says that a moment never came; a spreadsheet wants an empty cell. */
function moment(value: number): Cell {
  return value < 0 ? '' : value;
}

function latency({ createdUs, preexisting }: PodColumns, i: number, endUs: Float64Array): Cell {
  return preexisting[i] || endUs[i]! < 0 ? '' : endUs[i]! - createdUs[i]!;
}
