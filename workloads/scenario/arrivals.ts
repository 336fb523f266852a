/** A scenario's arrivals and lifetimes in the engine's terms, checked for what a schema cannot say. */
import {
  type AdmitContext,
  type ArrivalSpec,
  admitObject,
  type Distribution,
  type KubeObject,
  type LifetimeRule,
  validateDistribution,
} from '../../engine/index.js';
import { mistake, objectMistake, type SourceRef } from '../manifests/index.js';
import { arrivalProcess, distributionUs, us } from './durations.js';
import type { ReadScenario } from './read-scenario.js';
import type { ArrivalsV1, DurationsV1, ProcessV1 } from './scenario.js';

export interface ReadArrivals {
  readonly arrivals: ArrivalSpec[];
  readonly lifetimes: LifetimeRule[];
  /** Fields of templates that the API does not know. */
  readonly unknownFields: readonly string[];
}

export function readArrivals(scenario: ReadScenario | null, context: AdmitContext): ReadArrivals {
  const { arrivals = [], lifetimes = [] } = scenario?.spec.workloads ?? {};
  const source = scenario?.document.source;
  const unknownFields: string[] = [];
  const names = new Set<string>();
  return {
    arrivals: arrivals.map((arrival, i) => {
      const at = { source: source!, prefix: `spec.workloads.arrivals[${i}]` };
      if (names.has(arrival.name)) {
        throw mistakeIn(at, 'name', { value: arrival.name, problem: 'is the name of two arrivals' });
      }
      names.add(arrival.name);
      unknownFields.push(...checkTemplate(arrival, at, context));
      return arrivalOf(arrival, at);
    }),
    lifetimes: lifetimes.map(({ lifetime, ...rule }, i) => ({
      ...rule,
      lifetimeUs: checkedDistribution(lifetime, { source: source!, prefix: `spec.workloads.lifetimes[${i}]` }),
    })),
    unknownFields,
  };
}

/** A part of a scenario, and where it stands. */
interface Part {
  readonly source: SourceRef;
  readonly prefix: string;
}

function mistakeIn({ source, prefix }: Part, path: string, details: { value?: unknown; problem: string }) {
  return mistake(source, { path: `${prefix}.${path}`, ...details });
}

function arrivalOf(arrival: ArrivalsV1, at: Part): ArrivalSpec {
  const { name, process, from, to, count = null, lifetime, template } = arrival;
  const startUs = from === undefined ? 0 : us(from);
  const endUs = to === undefined ? Number.MAX_SAFE_INTEGER : us(to);
  if (endUs <= startUs) {
    throw mistakeIn(at, 'to', { value: to, problem: `is not after the beginning (${from ?? '0s'})` });
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
function refuseStandingStill(process: ProcessV1, at: Part): void {
  if ('burst' in process && us(process.burst.every) === 0) {
    throw mistakeIn(at, 'process.burst.every', { value: process.burst.every, problem: 'is no time at all' });
  }
  if (!('pattern' in process)) return;
  const { period, points } = process.pattern;
  const late = points.findIndex((point) => us(point.at) >= us(period));
  if (late >= 0) {
    const path = `process.pattern.points[${late}].at`;
    throw mistakeIn(at, path, { value: points[late]!.at, problem: `is not within the period of ${period}` });
  }
  if (points.every((point) => point.ratePerSecond === 0)) {
    throw mistakeIn(at, 'process.pattern.points', { problem: 'has only rates of 0: no pod would ever arrive' });
  }
}

function checkedDistribution(durations: DurationsV1, at: Part): Distribution {
  const distribution = distributionUs(durations);
  const fault = validateDistribution(distribution, 'lifetime')[0];
  if (fault === undefined) return distribution;
  throw mistakeIn(at, fault.path, { value: durations, problem: `µs ${fault.message}` });
}

/** Admits a pod of the template as the API server would; fields that the API does not know. */
function checkTemplate({ name, template }: ArrivalsV1, at: Part, context: AdmitContext): string[] {
  const metadata = { namespace: 'default', ...template.metadata, name: `${name}-0` };
  const pod: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec };
  const { errors, unknownFields } = admitObject(pod, context);
  const source = { name: at.source.name, locate: (path: string) => locate(at, path) };
  if (errors.length > 0) throw objectMistake(pod, source, errors);
  return unknownFields.map((path) => `arrivals ${name}: template.${path}`);
}

/** Where a path of a pod stands in the template that makes it; the pod's name comes from the arrival's. */
function locate({ source, prefix }: Part, path: string): string {
  return source.locate(path === 'metadata.name' ? `${prefix}.name` : `${prefix}.template.${path}`);
}
