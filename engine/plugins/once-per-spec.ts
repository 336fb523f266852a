/** Remembers what was derived from a pod's spec, which its pods share. */
import type { PodSpec } from '../objects/index.js';

/** The same function, asked once for each spec. */
export function oncePerSpec<T>(derive: (spec: PodSpec) => T): (spec: PodSpec) => T {
  const derived = new WeakMap<PodSpec, { readonly value: T }>();
  return (spec) => {
    let entry = derived.get(spec);
    if (entry === undefined) {
      entry = { value: derive(spec) };
      derived.set(spec, entry);
    }
    return entry.value;
  };
}
