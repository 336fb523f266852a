/** Verdicts on nodes that pods are nominated to, for pods of one spec: kept until the node, its pods or its nominations change, where they hang on nothing else. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { judgesNodesAlone, runFiltersWithNominated, type Status } from '../framework/index.js';
import type { Search } from './executor.js';

interface Kept {
  readonly node: NodeInfo;
  readonly spec: NodeInfo['spec'];
  readonly podChanges: number;
  readonly nominated: readonly Pod[];
  readonly status: Status;
}

export class YieldingVerdicts {
  private spec: Pod['spec'] | null = null;
  private byRow = new Map<number, Kept>();

  /** A function that tells the search's verdict on a node. */
  for({ framework, cycle, pod }: Search): (node: NodeInfo) => Status {
    const judge = (node: NodeInfo) => runFiltersWithNominated(framework, cycle, pod, node);
    if (!judgesNodesAlone(framework, cycle, pod)) return judge;
    if (pod.spec !== this.spec) {
      this.spec = pod.spec;
      this.byRow.clear();
    }
    return (node) => this.of(node, framework.handle.nominatedPods(node.name), pod, judge);
  }

  private of(node: NodeInfo, nominated: readonly Pod[], pod: Pod, judge: (node: NodeInfo) => Status): Status {
    const { row, spec, podChanges } = node;
    const kept = this.byRow.get(row);
    const holds =
      kept !== undefined &&
      kept.node === node &&
      kept.spec === spec &&
      kept.podChanges === podChanges &&
      kept.nominated === nominated;
    if (holds) return kept.status;
    const status = judge(node);
    if (nominated.some(({ index }) => index === pod.index)) this.byRow.delete(row);
    else this.byRow.set(row, { node, spec, podChanges, nominated, status });
    return status;
  }
}
