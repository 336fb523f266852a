/** Runs PreScore and Score plugins, normalises and weighs. Upstream: pkg/scheduler/framework/runtime/framework.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { CycleState } from './cycle-state.js';
import type { Framework, Slotted, Weighted } from './framework.js';
import { failure, Status, success } from './status.js';

/** Highest and lowest score of a plugin after normalising. Upstream: kube-scheduler/framework MaxNodeScore, MinNodeScore. */
export const maxNodeScore = 100;
const minNodeScore = 0;

/** One plugin's scores of all nodes scored, in their order. */
export interface PluginScores {
  readonly name: string;
  readonly weight: number;
  /** As the plugin gave them. */
  readonly raw: Float64Array;
  /** 0 to 100; the same array as `raw` where the plugin normalises nothing. */
  readonly normalized: Float64Array;
}

export interface Scores {
  readonly plugins: readonly PluginScores[];
  /** Sums of normalised score × weight. */
  readonly totals: Float64Array;
}

/** Runs PreScore plugins; those that say Skip score nothing in this cycle. */
export function runPreScores(
  { preScores }: { readonly preScores: readonly Slotted[] },
  cycle: CycleState,
  pod: Pod,
  nodes: readonly NodeInfo[],
): Status {
  for (const { name, slot, plugin } of preScores) {
    const { status, state } = plugin.preScore!(pod, nodes, cycle.filterStates[slot], cycle);
    cycle.scoreStates[slot] = state;
    if (status.code === 'Skip') cycle.skippedScores.add(slot);
    else if (!status.isSuccess) return failure(`running PreScore plugin "${name}": ${status.message}`);
  }
  return success;
}

/** Scores every node with every plugin that did not skip. */
export function runScores(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  nodes: readonly NodeInfo[],
): Scores | Status {
  const plugins: PluginScores[] = [];
  for (const weighted of framework.scores) {
    if (cycle.skippedScores.has(weighted.slot)) continue;
    const raw = rawScores(weighted, cycle, pod, nodes);
    if (raw instanceof Status) return failure(`running Score plugins: ${raw.message}`);
    plugins.push({ name: weighted.name, weight: weighted.weight, raw, normalized: raw });
  }
  return weighScores(framework, cycle, pod, nodes, plugins);
}

/** One plugin's raw scores of these nodes. */
export function rawScores(
  { name, slot, plugin }: Weighted,
  cycle: CycleState,
  pod: Pod,
  nodes: readonly NodeInfo[],
): Float64Array | Status {
  const raw = new Float64Array(nodes.length);
  const state = cycle.scoreStates[slot];
  const filterState = cycle.filterStates[slot];
  for (let i = 0; i < nodes.length; i++) {
    const score = plugin.score!.score(pod, nodes[i]!, state, filterState);
    if (typeof score !== 'number') return failure(`plugin "${name}" failed with: ${score.message}`);
    raw[i] = score;
  }
  return raw;
}

/** Normalises raw scores of these nodes and sums them up. */
export function weighScores(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  nodes: readonly NodeInfo[],
  raw: readonly PluginScores[],
): Scores | Status {
  const plugins: PluginScores[] = [];
  for (const scores of raw) {
    const { slot, plugin } = framework.scores.find((s) => s.name === scores.name)!;
    const normalize = plugin.score!.normalize;
    const normalized = normalize === undefined ? scores.raw : scores.raw.slice();
    const status = normalize?.call(plugin.score, normalized, pod, nodes, cycle.scoreStates[slot]) ?? success;
    if (!status.isSuccess)
      return failure(`running Normalize on Score plugins: plugin "${scores.name}" failed with: ${status.message}`);
    plugins.push({ ...scores, normalized });
  }
  return total(plugins, nodes.length);
}

function total(plugins: readonly PluginScores[], count: number): Scores | Status {
  const totals = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (const { name, weight, normalized } of plugins) {
      const score = normalized[i]!;
      if (score > maxNodeScore || score < minNodeScore) return outOfRange(name, score);
      totals[i]! += score * weight;
    }
  }
  return { plugins, totals };
}

function outOfRange(name: string, score: number): Status {
  return failure(
    `applying score defaultWeights on Score plugins: plugin "${name}" returns an invalid score ${score}, it should in the range of [${minNodeScore}, ${maxNodeScore}] after normalizing`,
  );
}

/** What each plugin contributes to one node's total. */
export function contributions({ plugins }: Scores, index: number): ReadonlyMap<string, number> {
  // Adding 0 turns −0 into 0.
  return new Map(plugins.map(({ name, weight, normalized }) => [name, normalized[index]! * weight + 0]));
}
