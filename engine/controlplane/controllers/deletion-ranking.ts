/** Which pods a ReplicaSet gives up first. Upstream: ActivePodsWithRanks in pkg/controller/controller_utils.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import { isActive } from './pods.js';
import type { Toolbox } from './toolbox.js';

const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost';

/** Each rule is less than zero where its first pod goes first. */
type Rule = (a: Pod, b: Pod) => number;

/** The pods in the order in which they are deleted. `related` are those that count as neighbours on a node. */
export function rankForDeletion(tools: RankingTools, pods: readonly Pod[], related: readonly Pod[]): Pod[] {
  const { informers, kernel } = tools;
  const nowUs = kernel.nowUs();
  const perNode = new Map<string, number>();
  for (const { nodeName } of related.filter(isActive)) perNode.set(nodeName, (perNode.get(nodeName) ?? 0) + 1);
  const neighbours = (pod: Pod) => perNode.get(pod.nodeName) ?? 0;
  const readyUs = (pod: Pod) => wholeSeconds(informers.readySinceUs(pod));
  const bothReady = (a: Pod, b: Pod) => informers.isReady(a) && informers.isReady(b);
  return sorted(pods, [
    ...progress(tools),
    (a, b) => deletionCost(a) - deletionCost(b),
    (a, b) => neighbours(b) - neighbours(a),
    (a, b) => (bothReady(a, b) ? byAge(a, b, readyUs(a), readyUs(b), nowUs) : 0),
    (a, b) => byAge(a, b, wholeSeconds(a.createdUs), wholeSeconds(b.createdUs), nowUs),
    byChance,
  ]);
}

/** The simpler order that Jobs use: younger first, to the second. Upstream: ActivePods in the same file. */
export function rankByAge(tools: RankingTools, pods: readonly Pod[]): Pod[] {
  const { informers } = tools;
  const readyUs = (pod: Pod) => wholeSeconds(informers.readySinceUs(pod));
  return sorted(pods, [
    ...progress(tools),
    (a, b) => (informers.isReady(a) && informers.isReady(b) ? readyUs(b) - readyUs(a) : 0),
    (a, b) => wholeSeconds(b.createdUs) - wholeSeconds(a.createdUs),
    byChance,
  ]);
}

type RankingTools = Pick<Toolbox, 'informers' | 'kernel'>;

/** Unassigned before assigned, pending before running, unready before ready. */
function progress({ informers }: RankingTools): readonly Rule[] {
  return [
    (a, b) => Number(a.nodeName !== '') - Number(b.nodeName !== ''),
    (a, b) => phaseOrder[a.phase] - phaseOrder[b.phase],
    (a, b) => Number(informers.isReady(a)) - Number(informers.isReady(b)),
  ];
}

function sorted(pods: readonly Pod[], rules: readonly Rule[]): Pod[] {
  return [...pods].sort((a, b) => {
    for (const rule of rules) {
      const order = rule(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function byChance(a: Pod, b: Pod): number {
  return a.drawId - b.drawId || a.index - b.index;
}

const phaseOrder = { Pending: 0, Running: 2, Succeeded: 0, Failed: 0 } as const;

/** Younger first, but only by the order of magnitude of their ages; within one, by chance (upstream compares uids). */
function byAge(a: Pod, b: Pod, aUs: number, bUs: number, nowUs: number): number {
  if (aUs === bUs) return 0;
  return magnitude(nowUs - aUs) - magnitude(nowUs - bUs) || byChance(a, b);
}

/** ⌊log₂ of the age in nanoseconds⌋; −1 where there is none. */
function magnitude(ageUs: number): number {
  if (ageUs <= 0) return -1;
  let exponent = 0;
  for (let rest = ageUs * 1000; rest >= 2; rest /= 2) exponent++;
  return exponent;
}

/** The API keeps moments in whole seconds. */
function wholeSeconds(us: number): number {
  return Math.floor(us / 1e6) * 1e6;
}

function deletionCost(pod: Pod): number {
  const cost = pod.spec.annotations.get(costAnnotation) ?? '';
  return /^[+-]?\d+$/.test(cost) ? Number(cost) : 0;
}
