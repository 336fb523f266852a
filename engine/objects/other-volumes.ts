/** Specs of pods that differ in their volumes alone: what hangs on the rest is worked out once for all of them. */
import type { PodV1 } from './api.js';
import type { PodSpec } from './pod-spec.js';

/** By spec, the one that it was made from. */
const origins = new WeakMap<PodSpec, PodSpec>();

/** The spec of a pod that differs from the one compiled in its name and its volumes at most. */
export function withVolumesOf(pod: PodV1, compiled: PodSpec): PodSpec {
  const spec = { ...compiled, raw: pod.spec };
  origins.set(spec, besidesVolumes(compiled));
  return spec;
}

/** One spec that stands for all that were made from it, itself included; only its volumes may be others. */
export function besidesVolumes(spec: PodSpec): PodSpec {
  return origins.get(spec) ?? spec;
}

/** Whether two pods share everything but their names and volumes; false where they have it twice. */
export function sharesAllButVolumes(a: PodV1, b: PodV1): boolean {
  return (
    areSame(a, b, ['metadata', 'spec']) &&
    areSame(a.metadata, b.metadata, ['name']) &&
    areSame(a.spec, b.spec, ['volumes'])
  );
}

function areSame<T extends object>(a: T, b: T, besides: readonly (keyof T)[]): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => besides.includes(key) || (Object.hasOwn(b, key) && a[key] === b[key]))
  );
}
