/** Explains a pod against the cluster as it stands, from the first node on, in the shape of a case. */
import type { Pod } from '../cluster/index.js';
import type { Framework } from '../framework/index.js';
import { explainPod } from '../hotpath/index.js';
import type { Explanation } from './case.js';

export function explanationOf(framework: Framework, pod: Pod, percentageOfNodesToScore: number): Explanation {
  framework.cluster.updateSnapshot();
  const options = { attempt: 1, startIndex: 0, percentageOfNodesToScore, cycleNumber: 0, all: true };
  const { cycle: _cycle, runnerUp: _runnerUp, nodes, ...rest } = explainPod(framework, pod, options);
  const inShape = Object.entries(nodes).map(([name, { lookedAt: _lookedAt, plugins: _plugins, ...node }]) => [
    name,
    node,
  ]);
  return { ...rest, nodes: Object.fromEntries(inShape) };
}
