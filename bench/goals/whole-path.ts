/** How fast pods go their whole way at fidelity `scheduler`: API calls, watches, queue, decision, binding, metrics. */
import { type RunSpec, simulate } from '../../engine/index.js';
import { emptySpec, podsOnNodes } from '../bench-spec.js';
import { median } from '../median.js';

export interface WholePathFigures {
  /** Median of the measured runs. */
  readonly podsPerSecond: number;
  /** Equal in all of them. */
  readonly digest: string;
}

const measuredRuns = 5;

/** Five runs after one that is discarded, each from the first event to the last binding. */
export async function measureWholePath(nodes: number, pods: number): Promise<WholePathFigures> {
  const spec = specOf(nodes, pods);
  const digests = new Set<string>();
  const rates: number[] = [];
  for (let run = 0; run <= measuredRuns; run++) {
    let begunMs = 0;
    let boundMs = 0;
    const result = await simulate(spec, {
      onStart() {
        begunMs = performance.now();
      },
      onProgress({ podsBound }) {
        if (boundMs === 0 && podsBound === pods) boundMs = performance.now();
      },
    });
    if (boundMs === 0) throw new Error(`not all of ${pods} pods were bound`);
    digests.add(result.digest);
    if (run > 0) rates.push((pods * 1000) / (boundMs - begunMs));
  }
  if (digests.size > 1) throw new Error('equal runs have different digests');
  return { podsPerSecond: median(rates), digest: [...digests][0]! };
}

function specOf(nodes: number, pods: number): RunSpec {
  const resources = { requests: { cpu: '100m', memory: '500Mi' } };
  const template = {
    metadata: { labels: { app: 'basic' } },
    spec: { containers: [{ name: 'main', image: 'registry.example/pause:1', resources }] },
  };
  const process = { kind: 'constant', ratePerSecond: 5000 } as const;
  return {
    ...emptySpec,
    seed: 'goals',
    ...podsOnNodes(
      { count: nodes, allocatable: { cpu: '32', memory: '128Gi', pods: '110' } },
      { count: pods, process, template, lifetimeUs: null },
    ),
  };
}
