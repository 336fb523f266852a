/** Resource lists with exact amounts, and what becomes of them in the scheduler's units. */
import type { ResourceListV1 } from './api.js';
import { ConfigError } from './config-error.js';
import { beyondFloat64, int64 } from './int64.js';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  type Quantity,
  value,
} from './quantity.js';
import { isScalarResource } from './resource-names.js';
import type { Allocatable, Resources } from './resources.js';

/** Amounts by resource name. */
export type ResourceList = Map<string, Quantity>;

/** Reads a manifest's resource list. */
export function resourceListOf(list: ResourceListV1 | undefined | null): ResourceList {
  return new Map(Object.entries(list ?? {}).map(([name, text]) => [name, parseQuantity(text)]));
}

/** Adds `more` to `list`, in place. */
export function addList(list: ResourceList, more: ResourceList): void {
  for (const [name, amount] of more) {
    const before = list.get(name);
    list.set(name, before === undefined ? amount : addQuantities(before, amount));
  }
}

/** Raises `list` to `other` wherever that is greater, in place. */
export function raiseList(list: ResourceList, other: ResourceList): void {
  for (const [name, amount] of other) {
    const before = list.get(name);
    if (before === undefined || compareQuantities(amount, before) > 0) list.set(name, amount);
  }
}

/** The list in the scheduler's units, each amount rounded up; resources it does not count are left out. Upstream: Resource.Add in pkg/scheduler/framework/types.go, v1.36. */
export function toResources(list: ResourceList): Resources {
  const scalars = new Map<string, number>();
  const exact = new Map<string, bigint>();
  const amountOf = (name: string): number => {
    const amount = list.get(name);
    if (amount === undefined) return 0;
    const units = inSchedulerUnits(name, amount);
    if (beyondFloat64(units) !== 0) exact.set(name, units);
    return Number(units);
  };
  for (const name of list.keys()) if (!isCounted(name) && isScalarResource(name)) scalars.set(name, amountOf(name));
  const resources = {
    cpuMilli: amountOf('cpu'),
    memoryBytes: amountOf('memory'),
    ephemeralStorageBytes: amountOf('ephemeral-storage'),
    scalars,
  };
  return exact.size === 0 ? resources : { ...resources, exact };
}

/** What a node with this list has for pods. */
export function toAllocatable(list: ResourceList): Allocatable {
  const pods = list.get('pods');
  return { ...toResources(list), pods: pods === undefined ? 0 : Number(inSchedulerUnits('pods', pods)) };
}

/** Whether the amount is more than the scheduler's int64 holds. */
export function isUncountable(name: string, amount: Quantity): boolean {
  const units = schedulerUnits(name, amount);
  return units !== int64(units);
}

/** What is said against such an amount. */
export const uncountable = 'is more than the scheduler can count (2^63 − 1 milli-cores or whole units)';

function inSchedulerUnits(name: string, amount: Quantity): bigint {
  if (!isUncountable(name, amount)) return schedulerUnits(name, amount);
  throw new ConfigError({ source: 'resources', path: name, value: formatQuantity(amount), problem: uncountable });
}

function schedulerUnits(name: string, amount: Quantity): bigint {
  return name === 'cpu' ? milliValue(amount) : value(amount);
}

function isCounted(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || name === 'pods';
}
