/** A workload of scheduler_perf as a RunSpec, or why it is not run. */

import { join } from 'node:path';
import { ConfigError, type RunSpec, releaseOf } from '../../engine/index.js';
import { parseText, readText } from '../manifests/index.js';
import { Draft } from './draft.js';
import { harnessModels, harnessQps } from './harness.js';
import { OpReader, type ReadContext } from './op-reader.js';
import { readOp } from './ops.js';
import type { Op, PerfConfig, TestCase, Workload } from './perf-config.js';
import { NotSimulated } from './skipped.js';

export type PreparedWorkload =
  | { readonly spec: RunSpec; readonly nodes: number }
  /** What it has that is not simulated. */
  | { readonly reason: string };

export interface WorkloadOptions {
  readonly kubernetes: RunSpec['kubernetes'];
  readonly seed: string;
  readonly executor: RunSpec['scheduler']['executor'];
  /** Model constants besides the harness's. */
  readonly models?: RunSpec['models'];
}

export async function prepareWorkload(
  config: PerfConfig,
  testCase: TestCase,
  workload: Workload,
  options: WorkloadOptions,
): Promise<PreparedWorkload> {
  try {
    const featureGates = gatesOf(testCase, workload, options.kubernetes);
    const { steps, nodes } = await draftOf({ config, testCase, workload, usedParams: new Set() });
    const scheduler = await schedulerOf(config, testCase, options);
    const program = { clientQps: harnessQps, clientBurst: harnessQps, steps: [volumeController, ...steps] };
    return { spec: { ...emptySpec(options), featureGates, scheduler, program }, nodes };
  } catch (error) {
    if (error instanceof NotSimulated) return { reason: error.message };
    throw error;
  }
}

/** It looks up the claim of every volume that is written. Upstream: test/integration/util/util.go StartFakePVController. */
const volumeController = { step: 'follow', kind: 'PersistentVolume' } as const;

function emptySpec({ seed, kubernetes, models }: WorkloadOptions) {
  return {
    seed,
    kubernetes,
    fidelity: 'scheduler',
    untilUs: null,
    objects: [],
    nodeGroups: [],
    timeline: [],
    arrivals: [],
    replays: [],
    lifetimes: [],
    models: { ...harnessModels, ...models },
    record: { decisions: false, sampleEveryUs: 0, explain: [] },
  } as const;
}

/** The gates as the harness sets them: hints from pod to pod are off unless a workload asks for them. Upstream: scheduler_perf.go setupTestCase. */
function gatesOf(testCase: TestCase, workload: Workload, kubernetes: RunSpec['kubernetes']): Record<string, boolean> {
  const gates: Record<string, boolean> = { ...testCase.featureGates, ...workload.featureGates };
  if (gates['SchedulerQueueingHints'] === false)
    throw new NotSimulated('feature gate SchedulerQueueingHints=false: upstream emulates Kubernetes 1.33 for it');
  gates['OpportunisticBatching'] ??= false;
  try {
    releaseOf(kubernetes, gates, 'feature gate');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new NotSimulated(error.message);
  }
  return gates;
}

async function draftOf(context: ReadContext): Promise<{ steps: Draft['steps']; nodes: number }> {
  const { testCase, workload, usedParams } = context;
  const draft = new Draft();
  let index = 0;
  for (const [position, op] of testCase.workloadTemplate.entries()) {
    for (const single of unrolled(context, op, position)) {
      await readOp(new OpReader(context, single, index++, position), draft);
    }
  }
  const unused = Object.keys(workload.params ?? {}).filter((name) => !usedParams.has(name));
  if (unused.length > 0) throw new NotSimulated(`parameters that no op uses: ${unused.join(', ')}`);
  return { steps: draft.steps, nodes: draft.nodes };
}

/** A createPodSets op is as many createPods ops, each in a namespace of its own. */
function unrolled(context: ReadContext, op: Op, position: number): Op[] {
  if (op.opcode !== 'createPodSets') return [op];
  const reader = new OpReader(context, op, 0, position);
  reader.knows('count', 'countParam', 'namespacePrefix', 'createPodsOp');
  const prefix = reader.text('namespacePrefix') ?? '';
  return Array.from({ length: reader.count() }, (_, i) => ({
    ...(op['createPodsOp'] as Op),
    opcode: 'createPods',
    namespace: `${prefix}-${i}`,
  }));
}

/** The configuration with the client that the harness makes, whatever it says of its own. */
async function schedulerOf(
  { folder }: PerfConfig,
  { schedulerConfigPath }: TestCase,
  { executor }: WorkloadOptions,
): Promise<RunSpec['scheduler']> {
  const file = schedulerConfigPath === undefined ? null : join(folder, schedulerConfigPath);
  const written = file === null ? emptyConfiguration : (parseText(file, await readText(file))[0]?.value ?? {});
  const configuration = { ...written, clientConnection: { qps: harnessQps, burst: harnessQps } };
  return { configuration, configurationSource: file ?? 'scheduler_perf', plugins: [], executor };
}

const emptyConfiguration = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' };
