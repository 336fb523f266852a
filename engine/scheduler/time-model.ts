/** How much virtual time a scheduling cycle takes: what the real scheduler would have looked at, turned into microseconds. */
import type { Relisted } from '../cluster/index.js';
import type { Work } from '../framework/index.js';
import type { CycleWork, PluginWork } from '../hotpath/index.js';
import { capacityOf } from '../kernel/index.js';
import type { Values } from '../models/index.js';
import type { schedulerModel } from './model.js';
import type { CycleDemand } from './port.js';

export interface TimeModel {
  /** On cores of its own; whole microseconds, 0 or more. */
  cycleUs(work: CycleWork, relisted: Relisted): number;
  /** What it asks of cores that it shares. */
  demand?(work: CycleWork, relisted: Relisted): CycleDemand;
}

/** A world in lockstep: cycles take no time. */
export const noTime: TimeModel = { cycleUs: () => 0 };

/** The fitted model. `parallelism` is the configuration's; more than there are cores gains nothing. */
export function fittedTimeModel(model: Values<typeof schedulerModel>, parallelism: number): TimeModel {
  const capacity = capacityOf(model, Math.min(model.cores, parallelism));
  return {
    cycleUs: (work, relisted) =>
      Math.round((serialUs(model, relisted) + parallelUs(model, work) / capacity) / model.speed),
    demand: (work, relisted) => ({
      serialUs: serialUs(model, relisted) / model.speed,
      parallelUs: parallelUs(model, work) / model.speed,
      threads: parallelism,
    }),
  };
}

/** What upstream does in one goroutine: the snapshot, and what a cycle costs whatever it looks at. */
function serialUs(model: Values<typeof schedulerModel>, { nodes, claims }: Relisted): number {
  return model.cycleUs + nodes * model.relistedNodeUs + claims * model.relistedClaimUs;
}

/** Σ count · cost of everything that upstream spreads over goroutines, on one core. */
function parallelUs(model: Values<typeof schedulerModel>, work: CycleWork): number {
  const { postFilter } = work;
  return (
    (work.filterRuns + work.scoreRuns) * model.pluginRunUs +
    work.rejectedNodes * model.rejectedNodeUs +
    pluginUs(model, work.preFilter) +
    pluginUs(model, work.filter) +
    pluginUs(model, work.preScore) +
    (postFilter?.nodes ?? 0) * model.dryRunNodeUs +
    (postFilter?.pods ?? 0) * model.dryRunPodUs
  );
}

function pluginUs(model: Values<typeof schedulerModel>, plugins: readonly PluginWork[]): number {
  let us = 0;
  for (let i = 0; i < plugins.length; i++) {
    const { work } = plugins[i]!;
    us += (work.nodes ?? 0) * model.pluginNodeUs + comparisons(work) * model.pluginTermUs;
    us += (work.merged ?? 0) * model.mergedNodeUs;
  }
  return us;
}

/** A pod is compared with each term; without terms it is looked at once. */
function comparisons({ pods = 0, terms = 0 }: Work): number {
  return Math.max(pods, terms);
}
