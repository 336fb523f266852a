/** A program: what a driver does to a cluster, one step after another; the run ends with the last. Plain data, as all of a RunSpec. */
import type { KubeObject } from './objects/index.js';

export interface ProgramSpec {
  /** The driver's client, which all steps share; qps 0: no limit. */
  readonly clientQps: number;
  readonly clientBurst: number;
  readonly steps: readonly ProgramStep[];
}

/** Background steps begin and let the next one follow at once; they go on until they are through, or the program is. */
export type ProgramStep =
  | CreateStep
  | SteadyStep
  | WaitStep
  | SleepStep
  | DeleteStep
  | ChurnStep
  | FollowStep
  | UpdateStep
  | MeasureStep
  | { readonly step: 'stopMeasuring' };

/** An object with places that differ from one ordinal to the next. */
export interface ObjectTemplate {
  readonly object: KubeObject;
  /** Wherever a key or a text of the object contains one of these, what it stands for takes its place. */
  readonly places: readonly Place[];
  /** Texts of the object that are numbers once their places are filled. */
  readonly numbers?: readonly string[];
}

/** The number ⌊ordinal / divisor⌋, modulo `modulus` unless that is 0, times `factor`, plus `offset`; or the text at that position of `values`. */
export interface Place {
  readonly text: string;
  readonly factor: number;
  readonly divisor: number;
  readonly modulus: number;
  readonly offset: number;
  readonly values?: readonly string[];
}

/** Pods by where they are and how they are labelled; no labels: all of the namespace. */
export interface PodSelection {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Creates objects for ordinals 0 … count − 1. */
export interface CreateStep {
  readonly step: 'create';
  readonly count: number;
  /** How many ordinals are at work side by side; each sends a call once the one before it is answered. */
  readonly callers: number;
  /** What each ordinal creates, in this order. An object that is there already is replaced. */
  readonly objects: readonly ObjectTemplate[];
}

/** Creates `count` pods, waits for their bindings, deletes them, and starts again, for so long. */
export interface SteadyStep {
  readonly step: 'steady';
  readonly count: number;
  readonly callers: number;
  readonly objects: readonly ObjectTemplate[];
  readonly namespace: string;
  readonly forUs: number;
}

/** Looks at once and then every so often whether each selection has so many pods that are bound, or that are or were rejected at least once. */
export interface WaitStep {
  readonly step: 'wait';
  readonly until: 'bound' | 'attempted';
  readonly pods: readonly (PodSelection & { readonly count: number })[];
  readonly everyUs: number;
  /** The program fails where one selection takes longer. */
  readonly timeoutUs: number;
}

export interface SleepStep {
  readonly step: 'sleep';
  readonly forUs: number;
}

/** Deletes the pods that are there when the step begins. */
export interface DeleteStep {
  readonly step: 'delete';
  readonly pods: PodSelection;
  /** From one deletion to the next, µs; 0: all at once. */
  readonly everyUs: number;
  readonly background: boolean;
}

/** In the background, every so often: creates one of each template; with `recreate`, N rounds create and the next N delete what they created. */
export interface ChurnStep {
  readonly step: 'churn';
  readonly mode: 'create' | 'recreate';
  readonly objects: readonly ObjectTemplate[];
  readonly everyUs: number;
  /** create: rounds, 0 for ever; recreate: N. */
  readonly number: number;
}

/** In the background: a controller that reads an object from the API server whenever one of this kind is written, one read after another. */
export interface FollowStep {
  readonly step: 'follow';
  readonly kind: string;
}

/** Replaces what objects of ordinals 0 … count − 1 were created as. */
export interface UpdateStep {
  readonly step: 'update';
  readonly count: number;
  readonly object: ObjectTemplate;
  /** From one update to the next, µs; 0: each after the answer to the one before. */
  readonly everyUs: number;
}

/** From here on pods of these selections count for a phase of the result, until stopMeasuring. */
export interface MeasureStep {
  readonly step: 'measure';
  readonly name: string;
  readonly pods: readonly PodSelection[];
}
