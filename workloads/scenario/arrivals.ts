/** A scenario's arrivals and lifetimes in the engine's terms, checked for what a schema cannot say. */
import {
  type ArrivalSpec,
  admitObject,
  type Distribution,
  type KubeObject,
  type LifetimeRule,
  validateDistribution,
} from '../../engine/index.js';
import { fieldMistake, mistake, type PriorityClasses, type SourceRef } from '../manifests/index.js';
import { arrivalProcess, distributionUs, us } from './durations.js';
import type { ReadScenario } from './read-scenario.js';
import type { ArrivalsV1, DurationsV1, ProcessV1 } from './scenario.js';

export interface ReadArrivals {
  readonly arrivals: ArrivalSpec[];
  readonly lifetimes: LifetimeRule[];
  /** Fields of templates that the API does not know. */
  readonly unknownFields: readonly string[];
}

export function readArrivals(scenario: ReadScenario | null, priorityClasses: PriorityClasses): ReadArrivals {
  const { arrivals = [], lifetimes = [] } = scenario?.spec.workloads ?? {};
  const source = scenario?.document.source;
  const unknownFields: string[] = [];
  const names = new Set<string>();
  return {
    arrivals: arrivals.map((arrival, i) => {
      const at = within(source!, `spec.workloads.arrivals[${i}]`);
      if (names.has(arrival.name)) {
        throw mistake(at, { path: 'name', value: arrival.name, problem: 'is the name of two arrivals' });
      }
      names.add(arrival.name);
      unknownFields.push(...checkTemplate(arrival, at, priorityClasses));
      return arrivalOf(arrival, at);
    }),
    lifetimes: lifetimes.map(({ lifetime, ...rule }, i) => ({
      ...rule,
      lifetimeUs: checkedDistribution(lifetime, within(source!, `spec.workloads.lifetimes[${i}]`)),
    })),
    unknownFields,
  };
}

/** A part of a scenario as a source of its own. */
function within(source: SourceRef, prefix: string): SourceRef {
  return { name: source.name, locate: (path) => source.locate(path === '' ? prefix : `${prefix}.${path}`) };
}

function arrivalOf(arrival: ArrivalsV1, at: SourceRef): ArrivalSpec {
  const { name, process, from, to, count = null, lifetime, template } = arrival;
  const startUs = from === undefined ? 0 : us(from);
  const endUs = to === undefined ? Number.MAX_SAFE_INTEGER : us(to);
  if (endUs <= startUs) {
    throw mistake(at, { path: 'to', value: to, problem: `is not after the beginning (${from ?? '0s'})` });
  }
  refuseStandingStill(process, at);
  return {
    name,
    process: arrivalProcess(process),
    startUs,
    endUs,
    count,
    template,
    lifetimeUs: lifetime === undefined ? null : checkedDistribution(lifetime, at),
  };
}

/** Processes whose next arrival would never come, or come at once for ever. */
function refuseStandingStill(process: ProcessV1, at: SourceRef): void {
  if ('burst' in process && us(process.burst.every) === 0) {
    throw mistake(at, { path: 'process.burst.every', value: process.burst.every, problem: 'is no time at all' });
  }
  if (!('pattern' in process)) return;
  const { period, points } = process.pattern;
  const late = points.findIndex((point) => us(point.at) >= us(period));
  if (late >= 0) {
    const path = `process.pattern.points[${late}].at`;
    throw mistake(at, { path, value: points[late]!.at, problem: `is not within the period of ${period}` });
  }
  if (points.every((point) => point.ratePerSecond === 0)) {
    throw mistake(at, { path: 'process.pattern.points', problem: 'has only rates of 0: no pod would ever arrive' });
  }
}

function checkedDistribution(durations: DurationsV1, at: SourceRef): Distribution {
  const distribution = distributionUs(durations);
  const fault = validateDistribution(distribution, 'lifetime')[0];
  if (fault === undefined) return distribution;
  throw mistake(at, { path: fault.path, value: durations, problem: `µs ${fault.message}` });
}

/** Admits a pod of the template as the API server would; fields that the API does not know. */
function checkTemplate({ name, template }: ArrivalsV1, at: SourceRef, priorityClasses: PriorityClasses): string[] {
  const metadata = { namespace: 'default', ...template.metadata, name: `${name}-0` };
  const pod: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec };
  const { errors, unknownFields } = admitObject(pod, { priorityClasses });
  const [error] = errors;
  const ofTemplate = { name: at.name, locate: (path: string) => at.locate(`template.${path}`) };
  if (error?.path === 'metadata.name')
    throw fieldMistake(pod, { name: at.name, locate: () => at.locate('name') }, error);
  if (error) throw fieldMistake(pod, ofTemplate, error);
  return unknownFields.map((path) => `arrivals ${name}: template.${path}`);
}
