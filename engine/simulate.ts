/** The composition root: builds the components from a RunSpec, runs them, returns the RunResult. */
import { Cluster, PodShelf } from './cluster/index.js';
import { ApiStore } from './controlplane/index.js';
import type { Host } from './host.js';
import { AbortedRun, type Progress } from './host.js';
import type { Pool } from './hotpath/index.js';
import { createDigest, createKernel, type RunOutcome } from './kernel/index.js';
import { PodLedger, type RunResult, StageTable } from './metrics/index.js';
import { longestRunUs, type RunSpec } from './run-spec.js';
import { buildResult, createWorld, poolFor, type World } from './world/index.js';

/** Events between two looks at progress and the abort signal, where the host does not say when it wants to; and between two questions whether it does. */
const eventsPerSlice = 20_000;
const eventsPerQuestion = 32;

/** Simulates a cluster. Rejects with a ConfigError for mistakes in the spec, with an AbortedRun where the host's signal ended it. */
export async function simulate(spec: RunSpec, host: Host = {}): Promise<RunResult> {
  const pool = await poolFor(spec, host);
  try {
    return await simulateWith(pool, spec, host);
  } finally {
    await pool?.close();
    if (pool !== null) host.onShared?.(pool.sharedScans, pool.threads);
  }
}

async function simulateWith(sharing: Pool | null, spec: RunSpec, host: Host): Promise<RunResult> {
  const ledger = new PodLedger();
  const shelf = new PodShelf(ledger);
  const base = {
    kernel: createKernel({ seed: spec.seed }),
    cluster: new Cluster(shelf),
    store: new ApiStore(shelf),
    stages: new StageTable(),
    ledger,
    digest: createDigest(),
    sharing,
  };
  const world = createWorld(base, spec, host);
  await sharing?.ready();
  host.onStart?.();
  const endReason = await run(world, spec, host);
  world.explainer.finish();
  world.series.finish();
  return buildResult(world, spec, endReason);
}

async function run(world: World, spec: RunSpec, host: Host): Promise<RunResult['endReason']> {
  const untilUs = spec.untilUs ?? longestRunUs;
  const { kernel } = world;
  if (spec.untilUs !== null)
    kernel.at(
      untilUs,
      kernel.on('run/end', () => {}),
    );
  for (;;) {
    const reason = runSlice(world, untilUs, host);
    const progress = progressOf(world, spec);
    host.onProgress?.(progress);
    if (host.signal?.aborted) throw new AbortedRun(progress);
    if (reason === 'halted') return 'program';
    if (reason === 'until') return spec.untilUs === null ? 'day' : 'until';
    if (reason === 'idle') return spec.untilUs === null ? 'settled' : 'until';
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function runSlice({ kernel }: World, untilUs: number, host: Host): RunOutcome['reason'] {
  if (host.isDue === undefined) return kernel.run({ untilUs, maxEvents: eventsPerSlice }).reason;
  for (;;) {
    const { reason } = kernel.run({ untilUs, maxEvents: eventsPerQuestion });
    if (reason !== 'budget' || host.isDue()) return reason;
  }
}

function progressOf({ kernel, ledger, recorder, scheduler }: World, { untilUs }: RunSpec): Progress {
  const { active, backoff, unschedulable } = scheduler.queue.sizes;
  return {
    nowUs: kernel.nowUs(),
    untilUs,
    eventsRun: kernel.eventsRun,
    podsCreated: ledger.count,
    podsBound: recorder.counts.bound,
    podsPending: active + backoff + unschedulable,
  };
}
