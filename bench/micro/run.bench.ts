/** Benchmarks of whole runs, from the spec to the result. */
import { type Fidelity, type RunSpec, simulate } from '../../engine/index.js';
import type { MicroBench, Scale } from './micro-bench.js';

export function runBenches(scale: Scale): MicroBench[] {
  const [nodes, pods] = scale === 'full' ? [100, 2_000] : [5, 20];
  return (['scheduler', 'full'] as const).map((fidelity) => ({
    name: `run: a pod’s whole way, fidelity ${fidelity}, ${nodes} nodes, ${pods.toLocaleString('en')} pods`,
    opsPerCall: pods,
    prepare: () => async () => (await simulate(specOf(fidelity, nodes, pods))).digest,
  }));
}

/** Pods that come and go on some nodes. */
export function specOf(fidelity: Fidelity, nodes: number, pods: number): RunSpec {
  const allocatable = { cpu: '32', memory: '128Gi', pods: '110' };
  const container = {
    name: 'main',
    image: 'registry.example/main:1',
    resources: { requests: { cpu: '500m', memory: '1Gi' } },
  };
  return {
    seed: 'bench',
    kubernetes: '1.36',
    featureGates: {},
    fidelity,
    untilUs: null,
    objects: [],
    nodeGroups: [
      {
        name: 'node',
        count: nodes,
        template: { status: { capacity: allocatable, allocatable } },
        zones: ['a', 'b', 'c'],
        joinUs: 0,
      },
    ],
    timeline: [],
    arrivals: [
      {
        name: 'pod',
        process: { kind: 'poisson', ratePerSecond: 50 },
        startUs: 0,
        endUs: Number.MAX_SAFE_INTEGER,
        count: pods,
        template: { metadata: { labels: { app: 'pod' } }, spec: { containers: [container], restartPolicy: 'Never' } },
        lifetimeUs: { p50: 20e6, p99: 90e6 },
      },
    ],
    replays: [],
    lifetimes: [],
    scheduler: { configuration: null, configurationSource: 'defaults', plugins: [], executor: 'auto' },
    models: {},
    record: { decisions: false, sampleEveryUs: 0, explain: [] },
  };
}
