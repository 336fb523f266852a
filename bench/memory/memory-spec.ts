/** The run whose memory is measured: one node group, one source of equal pods that all find a node and run for ever. */
import type { Fidelity, RunSpec } from '../../engine/index.js';
import { emptySpec, podsOnNodes } from '../bench-spec.js';

/** So slow that no pod waits long, even where the scheduler looks at 50,000 nodes a pod. */
const podsPerSecond = 7;

export function memorySpec(nodes: number, pods: number, fidelity: Fidelity): RunSpec {
  const resources = { requests: { cpu: '10m', memory: '16Mi' } };
  const container = { name: 'main', image: 'registry.example/main:1', resources };
  const template = { metadata: { labels: { app: 'pod' } }, spec: { containers: [container] } };
  const process = { kind: 'constant', ratePerSecond: podsPerSecond } as const;
  return {
    ...emptySpec,
    seed: 'memory',
    fidelity,
    untilUs: Math.ceil(pods / podsPerSecond + 60) * 1e6,
    ...podsOnNodes(
      { count: nodes, allocatable: { cpu: '64', memory: '256Gi', pods: '4000' } },
      { count: pods, process, template, lifetimeUs: null },
    ),
  };
}
