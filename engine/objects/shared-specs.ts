/** Compiles pods so that those which are alike in all but name and state share one spec, as pods of one template do. */
import type { PodV1 } from './api.js';
import { compilePod } from './compile-pod.js';
import type { PodSpec } from './pod-spec.js';
import { defaultResizeRules, resizeOf } from './resizes.js';

export class SharedSpecs {
  private readonly byContent = new Map<string, PodSpec>();

  constructor(private readonly resizeRules = defaultResizeRules) {}

  /** The pod compiled as by `compilePod`; a pod that is being resized shares with nobody. */
  of(pod: PodV1): PodSpec {
    if (resizeOf(pod.status, this.resizeRules) !== null) return compilePod(pod, this.resizeRules);
    const { namespace, labels, annotations, ownerReferences } = pod.metadata;
    const content = JSON.stringify([namespace, labels, annotations, ownerReferences, pod.spec]);
    let spec = this.byContent.get(content);
    if (spec === undefined) {
      spec = compilePod(pod, this.resizeRules);
      this.byContent.set(content, spec);
    }
    return spec;
  }
}
