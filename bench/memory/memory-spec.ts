/** The run whose memory is measured: one node group, one source of equal pods that all find a node and run for ever. */
import type { Fidelity, RunSpec } from '../../engine/index.js';

/** So slow that no pod waits long, even where the scheduler looks at 50,000 nodes a pod. */
const podsPerSecond = 7;

export function memorySpec(nodes: number, pods: number, fidelity: Fidelity): RunSpec {
  const allocatable = { cpu: '64', memory: '256Gi', pods: '4000' };
  const resources = { requests: { cpu: '10m', memory: '16Mi' } };
  const container = { name: 'main', image: 'registry.example/main:1', resources };
  return {
    seed: 'memory',
    kubernetes: '1.36',
    featureGates: {},
    fidelity,
    untilUs: Math.ceil(pods / podsPerSecond + 60) * 1e6,
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
        process: { kind: 'constant', ratePerSecond: podsPerSecond },
        startUs: 0,
        endUs: Number.MAX_SAFE_INTEGER,
        count: pods,
        template: { metadata: { labels: { app: 'pod' } }, spec: { containers: [container] } },
        lifetimeUs: null,
      },
    ],
    replays: [],
    lifetimes: [],
    scheduler: { configuration: null, configurationSource: 'defaults', plugins: [], executor: 'auto' },
    models: {},
    record: { decisions: false, sampleEveryUs: 0, explain: [] },
  };
}
