/** A steady state: a batch of pods is created, bound, deleted, and the next one follows. Upstream: createPodsSteadily in executor.go, v1.36. */
import type { SteadyStep } from '../../run-spec.js';
import { isBinding } from '../watches.js';
import { matches } from './census.js';
import { create } from './create-steps.js';
import type { Done, StepParts } from './parts.js';

export function steady(parts: StepParts, step: SteadyStep, done: Done): void {
  const state = new SteadyState(parts, step);
  const ending = parts.kernel.on('program/steady', () => {
    state.over = true;
    done();
  });
  parts.kernel.after(step.forUs, ending);
}

class SteadyState {
  over = false;
  /** Pods of the present batch that are not bound yet. */
  private left = 0;
  private batches = 0;
  private readonly selection;

  constructor(
    private readonly parts: StepParts,
    private readonly step: SteadyStep,
  ) {
    this.selection = { namespace: step.namespace, labels: {} };
    parts.watches.onPods({
      name: 'program/steady',
      prompt: true,
      wants: (event) => isBinding(event) && matches(event.after!, this.selection),
      deliver: () => {
        if (--this.left === 0 && !this.over) this.deleteAll();
      },
    });
    this.createBatch();
  }

  /** Ordinals go on from batch to batch, so that no name comes twice. */
  private createBatch(): void {
    const { count, callers } = this.step;
    this.left = count;
    const offset = this.batches++ * count;
    const objects = this.step.objects.map((template) => ({
      ...template,
      places: template.places.map((place) => ({ ...place, offset: place.offset + offset })),
    }));
    create(this.parts, { count, callers, objects }, () => {});
  }

  /** One call of the driver, one write a pod. */
  private deleteAll(): void {
    const { store, pods, client } = this.parts;
    const there = Array.from(store.pods).filter((pod) => matches(pod, this.selection));
    let unheard = there.length;
    for (const pod of there) {
      pods.delete(client, pod!.index, () => {
        if (--unheard === 0 && !this.over) this.createBatch();
      });
    }
  }
}
