/** Makes the objects of a template, one an ordinal, through the API; what never differs is defaulted, admitted and compiled once. */
import { hashString } from '../../kernel/index.js';
import {
  admitObject,
  compilePod,
  type KubeObject,
  type Labels,
  labelsOf,
  type PodSpec,
  type PodV1,
  refusalText,
  sameLabels,
  sharesAllButVolumes,
  withVolumesOf,
} from '../../objects/index.js';
import type { ObjectTemplate } from '../../run-spec.js';
import { AdmittedTemplate } from './admitted-template.js';
import { textOf } from './fill-places.js';
import type { StepParts } from './parts.js';

export interface Maker {
  /** Creates, or replaces, the object of an ordinal; `heard` follows the answer. */
  create(ordinal: number, heard: () => void): void;
  /** Deletes it; at once heard where it is not there. */
  remove(ordinal: number, heard: () => void): void;
  /** Replaces it as a PUT and a PUT of its status would, one after the other. */
  update(ordinal: number, heard: () => void): void;
}

export function makerOf(parts: StepParts, template: ObjectTemplate): Maker {
  return template.object.kind === 'Pod' ? podMaker(parts, template) : objectMaker(parts, template);
}

/** The object as the API server stores it. Throws what it says against it. */
function admitted({ priorityClasses, apiRules }: StepParts, raw: KubeObject): KubeObject {
  const asStored = (raw as PodV1).spec?.priority !== undefined; // which keeps the priority it gives
  const { object, errors } = admitObject(raw, { priorityClasses: priorityClasses(), asStored, apiRules });
  if (errors.length === 0) return object;
  throw new RefusedObject(`${raw.kind} ${raw.metadata.name}: ${refusalText(errors)}`);
}

/** The API server would not take an object of the program. */
class RefusedObject extends Error {}

/** Runs `make`; a refused object ends the program. */
function orFail<T>(parts: StepParts, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RefusedObject)) throw error;
    parts.fail(error.message);
    return undefined;
  }
}

function podMaker(parts: StepParts, template: ObjectTemplate): Maker {
  const { store, pods, client } = parts;
  const { name = '', namespace = 'default' } = template.object.metadata;
  const kept = (template.object.metadata.finalizers ?? []).length > 0;
  const specOf = compiled(parts, template);
  const nameOf = (ordinal: number) => textOf(name, template.places, ordinal);
  return {
    create(ordinal, heard) {
      const made = specOf(ordinal);
      if (made === undefined) return;
      const own = nameOf(ordinal);
      const drawId = hashString(`${namespace}/${own}`);
      pods.create(client, { name: own, ...made, owner: '', drawId, ...(kept && { kept }) }, heard);
    },
    remove(ordinal, heard) {
      const pod = store.podByKey(`${namespace}/${nameOf(ordinal)}`);
      if (pod === null) heard();
      else pods.delete(client, pod.index, heard);
    },
    update(ordinal, heard) {
      const pod = store.podByKey(`${namespace}/${nameOf(ordinal)}`);
      if (pod === null) return parts.fail(`Pod ${namespace}/${nameOf(ordinal)}: cannot be updated, it is not there`);
      const made = specOf(ordinal);
      if (made === undefined) return;
      pods.patch(client, pod.index, made, 0, () => pods.patch(client, pod.index, {}, 1, heard));
    },
  };
}

/** A pod as it is created. */
interface Made {
  readonly spec: PodSpec;
  readonly labels: Labels;
}

/** What the pods of a template are compiled to: one spec for all where they differ in names and labels alone, specs with much in common where in volumes. */
function compiled(parts: StepParts, template: ObjectTemplate): (ordinal: number) => Made | undefined {
  const objects = new AdmittedTemplate(template, (object) => admitted(parts, object));
  const { differing } = objects;
  let latest: Made | undefined;
  let before: PodV1 | undefined;
  return (ordinal) => {
    if (differing === 'name' && latest !== undefined) return latest;
    latest = orFail(parts, () => {
      const pod = objects.of(ordinal) as PodV1;
      const isAlike = before !== undefined && sharesAllButVolumes(before, pod);
      before = pod;
      if (latest === undefined) return ownOf(compilePod(pod));
      if (differing === 'more') return ownOf(isAlike ? withVolumesOf(pod, latest.spec) : compilePod(pod));
      const labels = labelsOf(pod.metadata.labels);
      return sameLabels(labels, latest.labels) ? latest : { spec: latest.spec, labels };
    });
    return latest;
  };
}

function ownOf(spec: PodSpec): Made {
  return { spec, labels: spec.labels };
}

function objectMaker(parts: StepParts, template: ObjectTemplate): Maker {
  const { store, objects, client } = parts;
  const { kind, metadata } = template.object;
  const entryOf = (ordinal: number) =>
    store.find(kind, metadata.namespace ?? '', textOf(metadata.name ?? '', template.places, ordinal));
  const put = (object: KubeObject | undefined, heard: () => void) => {
    if (object !== undefined) objects.put(client, object, heard);
  };
  const made = new AdmittedTemplate(template, (object) => admitted(parts, object));
  const make = (ordinal: number) => orFail(parts, () => made.of(ordinal));
  return {
    create: (ordinal, heard) => put(make(ordinal), heard),
    remove(ordinal, heard) {
      const entry = entryOf(ordinal);
      if (entry === undefined) return heard();
      objects.delete(client, entry, heard);
    },
    update(ordinal, heard) {
      const object = make(ordinal);
      const current = entryOf(ordinal)?.current;
      if (object === undefined) return;
      if (current == null) return parts.fail(`${kind} ${metadata.name}: cannot be updated, it is not there`);
      put({ ...object, ...('status' in current && { status: current['status'] }) }, () => put(object, heard));
    },
  };
}
