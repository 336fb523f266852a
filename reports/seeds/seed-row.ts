/** What is kept of a seed's run to be compared with others. */
import type { RunResult } from '../../engine/index.js';

export interface SeedRow {
  readonly seed: string;
  readonly digest: string;
  readonly inputHash: string;
  readonly endReason: RunResult['endReason'];
  readonly podsCreated: number;
  readonly podsBound: number;
  readonly podsUnplaced: number;
  /** Pods a second. */
  readonly throughputAverage: number;
  /** From a pod's creation to its binding; −1 where no pod was bound. */
  readonly schedulingUsP50: number;
  readonly schedulingUsP99: number;
  readonly endedUs: number;
  /** Objects that the API server refused. */
  readonly refused: number;
}

const scheduling = 'created → bound';

export function seedRow({ seed, digest, inputHash, endReason, counts, ...result }: RunResult): SeedRow {
  const { podsCreated, podsBound, podsUnplaced } = counts;
  const latency = result.stages.find(({ stage, count }) => stage === scheduling && count > 0);
  return {
    seed,
    digest,
    inputHash,
    endReason,
    podsCreated,
    podsBound,
    podsUnplaced,
    throughputAverage: result.throughput.average,
    schedulingUsP50: latency?.p50Us ?? -1,
    schedulingUsP99: latency?.p99Us ?? -1,
    endedUs: result.endedUs,
    refused: result.refused.length,
  };
}
