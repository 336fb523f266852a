/** How long pods run once started: said by their source, by a rule, or, for a Job's pods, assumed. */
import type { Pod } from '../cluster/index.js';
import { type Kernel, roomFor, type Sampler, sampler } from '../kernel/index.js';
import { durationUs } from '../models/index.js';
import type { LifetimeRule } from '../run-spec.js';

export const workloadModel = {
  jobPodLifetimeUs: durationUs({ p50: 30_000_000, p99: 120_000_000 }, 'E', 'a Job pod about which nothing is said'),
};

export interface Lifetimes {
  /** µs; −1: for ever. */
  of(pod: Pod): number;
  set(pod: number, lifetimeUs: number): void;
  /** Whether a Job's pods had to be given an assumed lifetime. */
  readonly assumed: boolean;
}

export function createLifetimes(
  kernel: Kernel,
  rules: readonly LifetimeRule[],
  jobPodLifetimeUs: LifetimeRule['lifetimeUs'],
): Lifetimes {
  /** By pod; NaN where nothing was said. */
  let given = new Float64Array(0);
  const stream = kernel.stream('lifetimes');
  const samplers = new Map<LifetimeRule['lifetimeUs'], Sampler>();
  let assumed = false;
  return {
    set,
    get assumed() {
      return assumed;
    },
    of(pod) {
      const known = given[pod.index];
      if (known !== undefined && !Number.isNaN(known)) return known;
      const rule = rules.find((r) => matches(r, pod));
      if (rule) return draw(rule.lifetimeUs, pod);
      if (pod.spec.controllerRef?.kind !== 'Job') return -1;
      assumed = true;
      return draw(jobPodLifetimeUs, pod);
    },
  };

  function set(pod: number, lifetimeUs: number): void {
    const { length } = given;
    if (pod >= length) given = roomFor(given, pod).fill(Number.NaN, length);
    given[pod] = lifetimeUs;
  }

  function draw(distribution: LifetimeRule['lifetimeUs'], pod: Pod): number {
    let lifetime = samplers.get(distribution);
    if (lifetime === undefined) {
      lifetime = sampler(distribution);
      samplers.set(distribution, lifetime);
    }
    return Math.round(lifetime(stream.uniform(pod.drawId)));
  }
}

function matches(rule: LifetimeRule, pod: Pod): boolean {
  const { kind, name } = pod.spec.controllerRef ?? { kind: 'Pod', name: pod.name };
  if (rule.kind !== undefined && rule.kind !== kind) return false;
  if (rule.namespace !== undefined && rule.namespace !== pod.namespace) return false;
  return rule.name === undefined || matchesName(rule.name, name);
}

/** A `*` at the end matches any rest. */
function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
