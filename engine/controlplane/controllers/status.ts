/** Reading numbers and conditions from an object's status. */
import type { ConditionV1, KubeObject } from '../../objects/index.js';

/** A count in the status; 0 where it says nothing. */
export function statusCount(object: KubeObject, name: string): number {
  const value = (object['status'] as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'number' ? value : 0;
}

/** The conditions; none where the status has none. */
export function conditionsOf(object: KubeObject): readonly ConditionV1[] {
  const conditions = (object['status'] as { conditions?: unknown } | undefined)?.conditions;
  return Array.isArray(conditions) ? conditions : [];
}

/** The condition of a type. */
export function conditionOf(object: KubeObject, type: string): ConditionV1 | undefined {
  return conditionsOf(object).find((condition) => condition.type === type);
}
