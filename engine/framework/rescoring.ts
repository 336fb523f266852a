/** Ranks a node that has changed among others whose raw scores are known. Upstream: framework/runtime/batch.go rescoreHintedNode, v1.37. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { CycleState } from './cycle-state.js';
import type { Framework } from './framework.js';
import { Ranking } from './ranking.js';
import { type PluginScores, rawScores, runPreScores, weighScores } from './scoring.js';
import { Status } from './status.js';

/** The nodes left in the ranking and `changed`, which is scored anew; null where a node is gone or a plugin fails. */
export function scoredAgain(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  ranking: Ranking,
  changed: NodeInfo,
): Ranking | null {
  const left = ranking.left();
  const nodes: NodeInfo[] = [];
  for (const { name } of left) {
    const node = framework.cluster.node(name);
    if (node === undefined) return null;
    nodes.push(node);
  }
  nodes.push(changed);
  const twin = framework.cloneCycle(cycle);
  if (!runPreScores(framework, twin, pod, nodes).isSuccess) return null;
  const known = left.map(({ index }) => index);
  const plugins = mixedScores(framework, twin, pod, ranking, known, changed);
  if (plugins === null) return null;
  const scores = weighScores(framework, twin, pod, nodes, plugins);
  if (scores instanceof Status) return null;
  return Ranking.of(
    nodes.map((node) => node.name),
    scores,
  );
}

/** Each plugin's raw scores: those known, 0 where it gave none, and a fresh one for the changed node. */
function mixedScores(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  { scores }: Ranking,
  known: readonly number[],
  changed: NodeInfo,
): PluginScores[] | null {
  const plugins: PluginScores[] = [];
  for (const weighted of framework.scores) {
    if (cycle.skippedScores.has(weighted.slot)) continue;
    const fresh = rawScores(weighted, cycle, pod, [changed]);
    if (fresh instanceof Status) return null;
    const before = scores.plugins.find(({ name }) => name === weighted.name)?.raw;
    const raw = Float64Array.from([...known.map((index) => before?.[index] ?? 0), fresh[0]!]);
    plugins.push({ name: weighted.name, weight: weighted.weight, raw, normalized: raw });
  }
  return plugins;
}
