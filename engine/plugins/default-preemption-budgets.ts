/** Which victims a PodDisruptionBudget would rather keep. Upstream: plugins/defaultpreemption/default_preemption.go filterPodsWithPDBViolation, v1.36, and framework/preemption/util.go, v1.37. */
import type { Pod } from '../cluster/index.js';
import {
  ConfigError,
  compileSelector,
  type LabelSelector,
  nothing,
  type PodDisruptionBudgetV1,
} from '../objects/index.js';

export interface SplitVictims {
  readonly violating: readonly Pod[];
  readonly others: readonly Pod[];
}

/** A budget with its selector compiled. */
interface Budget {
  readonly namespace: string;
  readonly selector: LabelSelector;
  readonly disrupted: Readonly<Record<string, unknown>>;
  allowed: number;
}

/**
 * Takes victims one by one, in their order, from the disruptions that budgets allow; those that find none left violate. A pod is taken
 * from all budgets that select it, or only up to the first that it violates.
 */
export function splitByBudgets(
  victims: readonly Pod[],
  objects: Iterable<PodDisruptionBudgetV1>,
  upToFirstViolation: boolean,
): SplitVictims {
  const budgets = [...objects].map(compileBudget);
  const violating: Pod[] = [];
  const others: Pod[] = [];
  for (const pod of victims) (violates(pod, budgets, upToFirstViolation) ? violating : others).push(pod);
  return { violating, others };
}

function compileBudget(object: PodDisruptionBudgetV1): Budget {
  return {
    namespace: object.metadata.namespace ?? 'default',
    selector: selectorOf(object),
    disrupted: object.status?.disruptedPods ?? {},
    allowed: object.status?.disruptionsAllowed ?? 0,
  };
}

/** One that cannot be read selects nothing. */
function selectorOf({ spec }: PodDisruptionBudgetV1): LabelSelector {
  try {
    return compileSelector(spec?.selector);
  } catch (problem) {
    if (problem instanceof ConfigError) return nothing;
    throw problem;
  }
}

/** Counts the pod against every budget that selects it; an empty selector selects nothing here, and a pod already counted by the API server is free. */
function violates(pod: Pod, budgets: readonly Budget[], upToFirst: boolean): boolean {
  if (pod.labels.size === 0) return false;
  let violated = false;
  for (const budget of budgets) {
    if (budget.namespace !== pod.namespace || budget.selector.everything) continue;
    if (!budget.selector.matches(pod.labels) || Object.hasOwn(budget.disrupted, pod.name)) continue;
    budget.allowed--;
    if (budget.allowed >= 0) continue;
    violated = true;
    if (upToFirst) return true;
  }
  return violated;
}
