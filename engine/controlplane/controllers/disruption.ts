/** The disruption controller: how many pods of each PodDisruptionBudget may be disrupted now. Upstream: pkg/controller/disruption/disruption.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import {
  compileSelector,
  type KubeObject,
  type LabelSelector,
  type PodDisruptionBudgetV1,
  timeOf,
} from '../../objects/index.js';
import type { Known } from './informers.js';
import { scaled } from './percent.js';
import { statusCount } from './status.js';
import type { Sync } from './sync.js';
import { background, type Toolbox, withStatus } from './toolbox.js';

/** One worker. Source: Run in disruption.go. */
const workers = 1;
/** How long an evicted pod may stay without being deleted before it counts again. Source: DeletionTimeout. */
const deletionTimeoutUs = 120e6;
/** Controllers whose scale is known. */
const scalable = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

interface Budget {
  readonly selector: LabelSelector;
  readonly pods: Map<number, Pod>;
}

export function createDisruptionController(tools: Toolbox): void {
  const { informers, writes, kernel } = tools;
  const client = tools.clientFor('disruption-controller');
  const queue = tools.loop({ name: 'disruption', workers, sync });
  /** By namespace, then by the budget's key. */
  const budgets = new Map<string, Map<number, Budget>>();

  informers.onObjects('PodDisruptionBudget', (entry, before, after) => {
    const ofNamespace = budgets.get(entry.namespace) ?? new Map<number, Budget>();
    budgets.set(entry.namespace, ofNamespace);
    if (after === null) ofNamespace.delete(entry.index);
    else if (before?.['spec'] !== after['spec']) ofNamespace.set(entry.index, budgetOf(after, entry.namespace));
    queue.add(entry.index);
  });
  for (const kind of scalable) {
    // A new scale changes percentages; upstream hears of it by the pods that follow.
    informers.watch(kind);
  }
  informers.onPods((before, after) => {
    const pod = (after ?? before)!;
    for (const [key, budget] of budgets.get(pod.namespace) ?? []) {
      const matches = after !== null && budget.selector.matches(after.labels);
      if (matches) budget.pods.set(pod.index, after);
      if (!matches && !budget.pods.delete(pod.index)) continue;
      queue.add(key);
    }
  });

  function budgetOf(object: KubeObject, namespace: string): Budget {
    const { selector } = (object as PodDisruptionBudgetV1).spec;
    const budget = { selector: compileSelector(selector), pods: new Map<number, Pod>() };
    for (const pod of informers.podsIn(namespace))
      if (budget.selector.matches(pod.labels)) budget.pods.set(pod.index, pod);
    return budget;
  }

  function* sync(key: number): Sync<boolean> {
    const known = informers.object<PodDisruptionBudgetV1>(key);
    const budget = known && budgets.get(known.entry.namespace)?.get(key);
    if (!known || !budget) return true;
    const pods = [...budget.pods.values()];
    const status = statusOf(known, pods);
    const changed = differs(known.object, status);
    if (changed && (yield* writes.update(client, known.entry, known.object, withStatus(known.object, status))) === null)
      return false;
    // Entries of pods that were evicted but not deleted run out.
    if (Object.keys(status['disruptedPods'] as object).length > 0) queue.addAfter(key, deletionTimeoutUs, background);
    return true;
  }

  function statusOf({ object }: Known<PodDisruptionBudgetV1>, pods: readonly Pod[]): Record<string, unknown> {
    const observedGeneration = object.metadata.generation ?? 0;
    const disruptedPods = stillDisrupted(object, pods);
    const expectation = expect(object, pods);
    // Where no scale is known upstream fails safe: nothing may be disrupted, the other counts stay.
    if (expectation === null) return { disruptionsAllowed: 0, disruptedPods };
    const { expectedPods, desiredHealthy } = expectation;
    const healthy = pods.filter((pod) => !pod.isTerminating && !(pod.name in disruptedPods) && informers.isReady(pod));
    const spare = healthy.length - desiredHealthy;
    const disruptionsAllowed = expectedPods <= 0 || spare <= 0 ? 0 : spare;
    const counts = { currentHealthy: healthy.length, desiredHealthy, expectedPods, disruptionsAllowed };
    return { ...counts, disruptedPods, observedGeneration };
  }

  /** Pods under an eviction that has not become a deletion yet. */
  function stillDisrupted({ status }: PodDisruptionBudgetV1, pods: readonly Pod[]): Record<string, string> {
    const there = new Set(pods.filter((pod) => !pod.isTerminating).map((pod) => pod.name));
    const recent = ([name, since]: [string, string]) =>
      there.has(name) && (timeOf(since) ?? 0) + deletionTimeoutUs >= kernel.nowUs();
    return Object.fromEntries(Object.entries(status?.disruptedPods ?? {}).filter(recent));
  }

  /** Counts come from the budget itself where minAvailable is a number, else from the scale of the pods' controllers. */
  function expect(
    { spec }: PodDisruptionBudgetV1,
    pods: readonly Pod[],
  ): { expectedPods: number; desiredHealthy: number } | null {
    const { minAvailable, maxUnavailable } = spec;
    if (maxUnavailable === undefined && typeof minAvailable !== 'string')
      return { expectedPods: minAvailable === undefined ? 0 : pods.length, desiredHealthy: minAvailable ?? 0 };
    const expectedPods = expectedScale(pods);
    if (expectedPods === null) return null;
    const desired =
      maxUnavailable === undefined
        ? scaled(minAvailable, expectedPods, 'up')
        : expectedPods - scaled(maxUnavailable, expectedPods, 'up');
    return { expectedPods, desiredHealthy: Math.max(desired, 0) };
  }

  /** The sum of the scales of all controllers of the pods; null where one has none. Pods without a controller do not count. */
  function expectedScale(pods: readonly Pod[]): number | null {
    const scales = new Map<number, number>();
    for (const pod of pods) {
      if (pod.spec.controllerRef === null) continue;
      const controller = scaledController(pod);
      if (controller === null) return null;
      const { replicas = 1 } = (controller.object['spec'] ?? {}) as { replicas?: number };
      scales.set(controller.entry.index, replicas);
    }
    return [...scales.values()].reduce((sum, scale) => sum + scale, 0);
  }

  /** A ReplicaSet's Deployment stands for it. */
  function scaledController(pod: Pod): Known | null {
    const owner = informers.ownerOf(pod);
    if (owner === undefined || !scalable.includes(owner.entry.kind)) return null;
    const deployment = owner.entry.kind === 'ReplicaSet' ? informers.controllerOf(owner.object) : undefined;
    return deployment?.entry.kind === 'Deployment' ? deployment : owner;
  }
}

function differs(object: PodDisruptionBudgetV1, status: Record<string, unknown>): boolean {
  return Object.entries(status).some(([name, value]) =>
    typeof value === 'number'
      ? value !== statusCount(object, name)
      : JSON.stringify(value) !== JSON.stringify(object.status?.disruptedPods ?? {}),
  );
}
