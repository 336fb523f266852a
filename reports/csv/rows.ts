/** The tables of a run as rows: stable columns, units in their names, one moment or amount a cell. Documented in the README. */
import { momentAt, type PodColumns, type RunResult, textAt } from '../../engine/index.js';

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
  const { counts, throughput } = r;
  const cells: readonly (readonly [column: string, cell: Cell])[] = [
    ['seatrial', r.seatrial],
    ['kubernetes', r.kubernetes],
    ['seed', r.seed],
    ['digest', r.digest],
    ['input_hash', r.inputHash],
    ['fidelity', r.fidelity],
    ['ended_us', r.endedUs],
    ['end_reason', r.endReason],
    ['events', r.eventsRun],
    ['nodes', counts.nodes],
    ['pods_created', counts.podsCreated],
    ['pods_bound', counts.podsBound],
    ['pods_ready', counts.podsReady],
    ['pods_completed', counts.podsCompleted],
    ['pods_failed', counts.podsFailed],
    ['pods_deleted', counts.podsDeleted],
    ['pods_evicted', counts.podsEvicted],
    ['pods_unplaced', counts.podsUnplaced],
    ['attempts', counts.attempts],
    ['attempts_unschedulable', counts.attemptsUnschedulable],
    ['attempts_error', counts.attemptsError],
    ['throughput_average_pods_per_s', throughput.average],
    ['throughput_p50_pods_per_s', throughput.p50],
    ['throughput_p90_pods_per_s', throughput.p90],
    ['throughput_p95_pods_per_s', throughput.p95],
    ['throughput_p99_pods_per_s', throughput.p99],
    ['throughput_samples', throughput.samples],
  ];
  return { name: 'run', columns: cells.map(([column]) => column), rows: [cells.map(([, cell]) => cell)] };
}

/** One line a pod; an empty cell is a moment that never came. */
function podsTable({ pods }: RunResult): CsvTable {
  function* rows(): Iterable<Cell[]> {
    for (let i = 0; i < pods.count; i++) {
      yield [
        textAt(pods.namespace, i),
        textAt(pods.name, i),
        textAt(pods.owner, i),
        pods.priority[i]!,
        textAt(pods.node, i),
        textAt(pods.phase, i),
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
      for (const { stage, entered, left } of pods.stages) {
        const enteredUs = momentAt(entered, i);
        if (enteredUs >= 0)
          yield [textAt(pods.namespace, i), textAt(pods.name, i), stage, enteredUs, moment(momentAt(left, i))];
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
  const names = new Set<string>();
  for (const node of nodes) for (const name of Object.keys(node.scalars)) names.add(name);
  const scalars = [...names].sort();
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
    rows: mapped(nodes, (n) => [
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
    rows: mapped(decisions, (d) => [
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
    rows: mapped(unplaced, (u) => [u.pod, u.sinceUs, u.attempts, u.queue, u.message]),
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
    rows: mapped(journeys, (j) => [j.object, j.stage, j.enteredUs, moment(j.leftUs)]),
  };
}

/** One row an item, made when it is its turn. */
function mapped<T>(items: readonly T[], rowOf: (item: T) => Cell[]): Iterable<Cell[]> {
  function* rows(): Iterable<Cell[]> {
    for (const item of items) yield rowOf(item);
  }
  return { [Symbol.iterator]: () => rows()[Symbol.iterator]() };
}

/** −1 says that a moment never came; a spreadsheet wants an empty cell. */
function moment(value: number): Cell {
  return value < 0 ? '' : value;
}

function latency({ createdUs, preexisting }: PodColumns, i: number, endUs: Float64Array): Cell {
  return preexisting[i] || endUs[i]! < 0 ? '' : endUs[i]! - createdUs[i]!;
}
