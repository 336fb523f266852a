/** Numbers for what a node's object says besides its name: nodes of one shape have equal labels (the hostname aside), taints, cordon and declared features. */
import type { NodeSpec } from '../objects/index.js';
import { NodeInfo } from './node-info.js';
import { NodeTable } from './node-table.js';

/** Of a node that is like no other, as far as is known. */
export const noShape = -1;

/** More than these are not told apart: where nearly every node has a label of its own, shapes save nothing. */
const maxShapes = 4096;
const maxSteps = 65_536;

const hostnameLabel = 'kubernetes.io/hostname';
/** What separates parts; no name or value has a NUL in it. */
const [taintsFollow, cordoned, featuresFollow] = ['\0taints', '\0cordoned', '\0features'];

export class NodeShapes {
  /** By shape, a node that has it and nothing else: no pods, no resources, no images, and somebody's name. */
  readonly specimens: NodeInfo[] = [];
  private readonly words = new Map<string, number>();
  /** From one step to the next by a word; a step stands for all that was read up to there. */
  private readonly steps = new Map<number, number>();
  private readonly shapes = new Map<number, number>();
  private readonly table = new NodeTable();
  private step = 0;
  private overflown = false;

  /** Whether some node has no shape because there were too many. */
  get isFull(): boolean {
    return this.overflown;
  }

  of(spec: NodeSpec): number {
    if (this.overflown) return noShape;
    this.step = 0;
    for (const [key, value] of spec.labels.entries()) {
      if (key === hostnameLabel) continue;
      this.read(key);
      this.read(value);
    }
    if (spec.taints.length > 0) this.readTaints(spec);
    if (spec.unschedulable) this.read(cordoned!);
    if (spec.declaredFeatures.size > 0) {
      this.read(featuresFollow!);
      for (const feature of spec.declaredFeatures) this.read(feature);
    }
    const shape = this.shapes.get(this.step) ?? this.learn(spec);
    this.overflown = shape >= maxShapes || this.steps.size >= maxSteps;
    return this.overflown ? noShape : shape;
  }

  private readTaints({ taints }: NodeSpec): void {
    this.read(taintsFollow!);
    for (const { key, value, effect } of taints) {
      this.read(key);
      this.read(value);
      this.read(effect);
    }
  }

  private read(text: string): void {
    let word = this.words.get(text);
    if (word === undefined) {
      word = this.words.size;
      this.words.set(text, word);
    }
    // Words are never more than steps, so that both fit into one number.
    const way = this.step * (4 * maxSteps) + word;
    let next = this.steps.get(way);
    if (next === undefined) {
      next = this.steps.size + 1;
      this.steps.set(way, next);
    }
    this.step = next;
  }

  private learn(spec: NodeSpec): number {
    const shape = this.specimens.length;
    this.shapes.set(this.step, shape);
    this.specimens.push(new NodeInfo(spec, this.table, 0));
    return shape;
  }
}
