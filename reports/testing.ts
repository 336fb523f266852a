/** A small run to tell in the tests of reports: two nodes, five pods, of which one was there before and one finds no place. */
import { momentColumn, type RunResult, textColumn } from '../engine/index.js';

/** Moments of the five pods, µs; −1 where they never came. */
const createdUs = Float64Array.of(0, 5_000, 6_000, 7_000, 8_000);
const boundUs = Float64Array.of(0, 12_000, 14_000, 2_000_000, -1);
const runningUs = Float64Array.of(0, 1_212_000, 1_514_000, 4_000_000, -1);
const readyUs = Float64Array.of(0, 2_212_000, 2_514_000, -1, -1);
const finishedUs = Float64Array.of(-1, -1, -1, 34_000_000, -1);

const pods: RunResult['pods'] = {
  count: 5,
  namespace: textColumn(['kube-system', 'shop', 'shop', 'batch', 'shop']),
  name: textColumn(['dns', 'web-0', 'web-1', '=HYPERLINK("x")', 'huge']),
  owner: textColumn(['', 'ReplicaSet/web', 'ReplicaSet/web', 'Job/-1+1', '']),
  priority: Int32Array.of(2_000_000_000, 0, 0, -100, 0),
  node: textColumn(['node-0', 'node-0', 'node-1', 'node-1', '']),
  phase: textColumn(['Running', 'Running', 'Running', 'Succeeded', 'Pending']),
  attempts: Int32Array.of(0, 1, 1, 2, 3),
  preexisting: Uint8Array.of(1, 0, 0, 0, 0),
  createdUs,
  boundUs,
  runningUs,
  readyUs,
  finishedUs,
  stages: [
    {
      stage: 'queue',
      entered: momentColumn([-1, 6_000, 7_000, 8_000, 9_000]),
      left: momentColumn([-1, 7_000, 9_000, 1_990_000, -1]),
    },
  ],
};

/** Queueing took 1, 2 and 1,982 ms; until they were bound 7, 8 and 1,993 ms passed. */
const queueing = { meanUs: 661_666, p50Us: 2_000, p90Us: 1_982_000, p95Us: 1_982_000, p99Us: 1_982_000 };
const binding = { meanUs: 669_333, p50Us: 8_000, p90Us: 1_993_000, p95Us: 1_993_000, p99Us: 1_993_000 };

export const smallResult: RunResult = {
  seatrial: '0.1.0',
  kubernetes: '1.36',
  seed: '7',
  inputHash: '00000000000000000000000000000001',
  digest: '00000000000000000000000000000002',
  fidelity: 'full',
  endedUs: 60e6,
  endReason: 'settled',
  eventsRun: 12_345,
  counts: {
    nodes: 2,
    podsCreated: 4,
    podsBound: 3,
    podsReady: 2,
    podsCompleted: 1,
    podsFailed: 0,
    podsDeleted: 0,
    podsEvicted: 0,
    podsUnplaced: 1,
    attempts: 7,
    attemptsUnschedulable: 4,
    attemptsError: 0,
  },
  pods,
  stages: [
    { stage: 'queue', kind: 'stage', count: 3, ...queueing, maxUs: 1_982_000 },
    { stage: 'created → bound', kind: 'span', count: 3, ...binding, maxUs: 1_993_000 },
  ],
  throughput: {
    average: 0.5,
    p50: 0.5,
    p90: 0.5,
    p95: 0.5,
    p99: 0.5,
    samples: 2,
    podsBound: 3,
    durationUs: 1_995_000,
    boundPerSecond: [2, 0, 1],
  },
  samples: {
    atUs: [0, 20e6, 40e6, 60e6],
    activeQ: [4, 0, 0, 0],
    backoffQ: [0, 1, 0, 0],
    unschedulable: [0, 0, 1, 1],
    podsBound: [0, 3, 3, 3],
    podsReady: [1, 3, 3, 3],
    nodes: [2, 2, 2, 2],
    cpuRequestedShare: [0.1, 0.5, 0.25, 0.25],
    memoryRequestedShare: [0, 0.1, 0.1, 0.1],
    podsShare: [0.01, 0.02, 0.02, 0.02],
    eventsPerSecond: [0, 500, 60, 57.25],
  },
  nodes: [
    {
      name: 'node-0',
      zone: 'a',
      allocatableCpuMilli: 4000,
      allocatableMemoryBytes: 16 * 1024 ** 3,
      allocatablePods: 110,
      requestedCpuMilli: 1000,
      requestedMemoryBytes: 2 * 1024 ** 3,
      pods: 2,
      scalars: {},
    },
    {
      name: 'node-1',
      zone: 'b',
      allocatableCpuMilli: 4000,
      allocatableMemoryBytes: 16 * 1024 ** 3,
      allocatablePods: 110,
      requestedCpuMilli: 1000,
      requestedMemoryBytes: 1024 ** 3,
      pods: 1,
      scalars: { 'nvidia.com/gpu': { requested: 0, allocatable: 2 } },
    },
  ],
  decisions: [
    {
      atUs: 7_000,
      cycleUs: 400,
      pod: 'shop/web-0',
      podIndex: 1,
      attempt: 1,
      result: 'bound',
      node: 'node-0',
      evaluated: 2,
      feasible: 2,
      total: 412,
      message: '',
      plugins: [],
      nominated: '',
      victims: [],
    },
    {
      atUs: 9_000,
      cycleUs: 400,
      pod: 'shop/huge',
      podIndex: 4,
      attempt: 1,
      result: 'unschedulable',
      node: '',
      evaluated: 2,
      feasible: 0,
      total: -1,
      message: '0/2 nodes are available: 2 Insufficient cpu.',
      plugins: ['NodeResourcesFit'],
      nominated: '',
      victims: ['shop/web-0', 'shop/web-1'],
    },
  ],
  unplaced: [
    {
      pod: 'shop/huge',
      sinceUs: 8_000,
      attempts: 3,
      queue: 'unschedulable',
      message: '0/2 nodes are available: 2 Insufficient cpu.',
    },
  ],
  refused: [{ object: 'Pod/shop/bad', atUs: 1_000, reason: '@risky: spec.containers: Required value' }],
  stations: [
    { name: 'etcd/fsync', servers: 1, arrivals: 20, utilisation: 0.25, maxQueue: 3, meanWaitUs: 150 },
    { name: 'idle', servers: 2, arrivals: 0, utilisation: 0, maxQueue: 0, meanWaitUs: 0 },
  ],
  journeys: [{ object: 'ReplicaSet/shop/web', stage: 'create', enteredUs: 0, leftUs: 4_000 }],
  explanations: [],
  notes: ['a note of the run'],
};
