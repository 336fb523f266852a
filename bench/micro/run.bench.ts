/** Benchmarks of whole runs, from the spec to the result. */
import { type Fidelity, type RunSpec, simulate } from '../../engine/index.js';
import { emptySpec, podsOnNodes } from '../bench-spec.js';
import type { MicroBench, Scale } from './micro-bench.js';

export function runBenches(scale: Scale): MicroBench[] {
  const [nodes, pods] = scale === 'full' ? [100, 2_000] : [5, 20];
  return (['scheduler', 'full'] as const).map((fidelity) => ({
    name: `run: a pod’s whole way, fidelity ${fidelity}, ${nodes} nodes, ${pods.toLocaleString('en')} pods`,
    opsPerCall: pods,
    prepare: () => async () => (await simulate(comingAndGoing(fidelity, nodes, pods))).digest,
  }));
}

/** Pods that come and go on some nodes. */
export function comingAndGoing(fidelity: Fidelity, nodes: number, pods: number): RunSpec {
  const resources = { requests: { cpu: '500m', memory: '1Gi' } };
  const container = { name: 'main', image: 'registry.example/main:1', resources };
  const template = { metadata: { labels: { app: 'pod' } }, spec: { containers: [container], restartPolicy: 'Never' } };
  const process = { kind: 'poisson', ratePerSecond: 50 } as const;
  return {
    ...emptySpec,
    seed: 'bench',
    fidelity,
    ...podsOnNodes(
      { count: nodes, allocatable: { cpu: '32', memory: '128Gi', pods: '110' } },
      { count: pods, process, template, lifetimeUs: { p50: 20e6, p99: 90e6 } },
    ),
  };
}
