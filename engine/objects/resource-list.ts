/** Resource lists with exact amounts, and what becomes of them in the scheduler's units. */
import type { ResourceListV1 } from './api.js';
import { ConfigError } from './config-error.js';
import { isCountable, uncountable } from './int64.js';
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
import type { Resources } from './resources.js';

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
  for (const [name, amount] of list) {
    if (!isCounted(name) && isScalarResource(name)) scalars.set(name, inSchedulerUnits(name, amount));
  }
  return {
    cpuMilli: amountOf(list, 'cpu'),
    memoryBytes: amountOf(list, 'memory'),
    ephemeralStorageBytes: amountOf(list, 'ephemeral-storage'),
    scalars,
  };
}

/** One resource of the list in the scheduler's unit; 0 if it is not there. */
export function amountOf(list: ResourceList, name: string): number {
  const amount = list.get(name);
  return amount === undefined ? 0 : inSchedulerUnits(name, amount);
}

/** Whether float64 has no place for so many milli-cores or whole units. */
export function isUncountable(name: string, amount: Quantity): boolean {
  return !isCountable(schedulerUnits(name, amount));
}

function inSchedulerUnits(name: string, amount: Quantity): number {
  const units = schedulerUnits(name, amount);
  if (isCountable(units)) return Number(units);
  throw new ConfigError({ source: 'resources', path: name, value: formatQuantity(amount), problem: uncountable });
}

function schedulerUnits(name: string, amount: Quantity): bigint {
  return name === 'cpu' ? milliValue(amount) : value(amount);
}

function isCounted(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || name === 'pods';
}
