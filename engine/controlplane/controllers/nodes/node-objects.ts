/** A node's taints and conditions, read and changed. Upstream: pkg/util/taints and pkg/controller/util/node, v1.36. */
import { type ConditionV1, type NodeV1, type TaintV1, timeText } from '../../../objects/index.js';
import { conditionOf, conditionsOf } from '../status.js';

/** Taint of a node whose kubelet is silent. */
export const unreachable = 'node.kubernetes.io/unreachable';
/** Taint of a node whose kubelet says that it is not ready. */
export const notReady = 'node.kubernetes.io/not-ready';
const unschedulable = 'node.kubernetes.io/unschedulable';

/** The taint that goes with a condition's status. */
const conditionTaints: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: notReady, Unknown: unreachable },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
};

/** Keys of the NoSchedule taints that are the node controller's. */
const controlled = new Set([
  unschedulable,
  ...Object.values(conditionTaints).flatMap((taints) => Object.values(taints)),
]);

/** The node's taints. */
function taintsOf({ spec }: NodeV1): readonly TaintV1[] {
  return spec?.taints ?? [];
}

/** Those that drive pods away. */
export function noExecuteTaints(node: NodeV1): TaintV1[] {
  return taintsOf(node).filter((taint) => taint.effect === 'NoExecute');
}

/** The node with other taints. */
function withTaints(node: NodeV1, taints: readonly TaintV1[]): NodeV1 {
  return { ...node, spec: { ...node.spec, taints: [...taints] } };
}

/** The node with the NoSchedule taints that its conditions and spec.unschedulable ask for; itself where it has them. Upstream: doNoScheduleTaintingPass. */
export function withNoScheduleTaints(node: NodeV1): NodeV1 {
  const wanted = new Set(node.spec?.unschedulable ? [unschedulable] : []);
  for (const { type, status } of conditionsOf(node)) {
    const key = conditionTaints[type]?.[status];
    if (key !== undefined) wanted.add(key);
  }
  const taints = taintsOf(node);
  const isOurs = ({ key, effect }: TaintV1) => effect === 'NoSchedule' && controlled.has(key);
  const kept = taints.filter((taint) => !isOurs(taint) || wanted.has(taint.key));
  const there = new Set(kept.filter(isOurs).map(({ key }) => key));
  const added = [...wanted].filter((key) => !there.has(key)).map((key) => ({ key, effect: 'NoSchedule' }));
  return kept.length === taints.length && added.length === 0 ? node : withTaints(node, [...kept, ...added]);
}

/** The node with a NoExecute taint in place of its opposite; itself where it is so. */
export function withNoExecute(node: NodeV1, key: string | null, nowUs: number): NodeV1 {
  const ours = ({ key: other, effect }: TaintV1) =>
    effect === 'NoExecute' && (other === unreachable || other === notReady);
  const before = taintsOf(node).filter(ours);
  if (before.length === (key === null ? 0 : 1) && before.every((taint) => taint.key === key)) return node;
  const others = taintsOf(node).filter((taint) => !ours(taint));
  const added = key === null ? [] : [{ key, effect: 'NoExecute', timeAdded: timeText(nowUs) }];
  return withTaints(node, [...others, ...added]);
}

/** A node that says nothing of being ready is taken to be. */
export function readyStatus(node: NodeV1): string {
  return conditionOf(node, 'Ready')?.status ?? 'True';
}

const heartbeatConditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** The node with its heartbeat conditions unknown. */
export function withUnknownConditions(node: NodeV1, nowUs: number): NodeV1 {
  return withConditions(node, (type) => ({ type, status: 'Unknown', reason: 'NodeStatusUnknown' }), nowUs);
}

/** The node as its kubelet reports it when all is well. */
export function withHealthyConditions(node: NodeV1, nowUs: number): NodeV1 {
  return withConditions(node, (type) => ({ type, status: type === 'Ready' ? 'True' : 'False' }), nowUs);
}

function withConditions(node: NodeV1, next: (type: string) => ConditionV1, nowUs: number): NodeV1 {
  const others = conditionsOf(node).filter(({ type }) => !heartbeatConditions.includes(type));
  const set = heartbeatConditions.map((type) => ({ ...next(type), lastTransitionTime: timeText(nowUs) }));
  return { ...node, status: { ...node.status, conditions: [...others, ...set] } };
}
