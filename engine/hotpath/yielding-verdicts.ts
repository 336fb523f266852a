/** Verdicts on nodes that pods are nominated to, for pods of one spec; kept where they hang on nothing but the node. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type Handle, judgesNodesAlone, KeptByNode, runFiltersWithNominated, type Status } from '../framework/index.js';
import type { Search } from './executor.js';

export class YieldingVerdicts {
  private spec: Pod['spec'] | null = null;
  private readonly kept: KeptByNode<Status>;

  constructor(handle: Handle) {
    this.kept = new KeptByNode(handle);
  }

  /** A function that tells the search's verdict on a node. */
  for({ framework, cycle, pod }: Search): (node: NodeInfo) => Status {
    const judge = (node: NodeInfo) => runFiltersWithNominated(framework, cycle, pod, node);
    if (!judgesNodesAlone(framework, cycle, pod)) return judge;
    if (pod.spec !== this.spec) {
      this.spec = pod.spec;
      this.kept.clear();
    }
    return (node) => this.kept.of(node, pod, judge);
  }
}
