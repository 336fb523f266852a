/** One object on its way into the cluster: defaults, admission, validation. */
import { admitPod, type PriorityClasses } from './admission.js';
import type { KubeObject, PodV1 } from './api.js';
import type { ApiRules } from './api-rules.js';
import { defaultPodLevelOnCreation } from './defaulting/pod-level.js';
import { withDefaults } from './defaulting.js';
import { type FieldError, notSupported } from './field-error.js';
import { kindOf, understoodKinds } from './kinds.js';
import { mergeLabelKeys } from './prepare-pod.js';
import { checkShape } from './shape.js';
import { validationErrors } from './validation.js';

/** What has to be known beside the object. */
export interface AdmitContext {
  readonly priorityClasses: PriorityClasses;
  /** The object was read back from a cluster: its priority stands as it is and nothing is written into it as into a new one. */
  readonly asStored?: boolean;
  /** Somebody creates the object later and it is admitted again then: label keys are left out of selectors until then, so that they get there once. */
  readonly createdLater?: boolean;
  /** The release's; 1.36's where absent. */
  readonly apiRules?: ApiRules;
}

/** What became of an object. */
export interface AdmittedObject {
  /** With everything set that the API server sets; where there are errors, as far as it came. */
  readonly object: KubeObject;
  readonly errors: readonly FieldError[];
  /** Paths of fields that the API does not have, such as "spec.replica"; the API server drops them, kubectl refuses them. */
  readonly unknownFields: readonly string[];
}

/** Takes an object as a user wrote it; the given one is left as it was. */
export function admitObject(raw: KubeObject, context: AdmitContext): AdmittedObject {
  if (kindOf(raw) === undefined) {
    return { object: raw, errors: [notSupported('kind', raw.kind, [...understoodKinds.keys()])], unknownFields: [] };
  }
  const { errors: misshapen, unknownFields } = checkShape(raw);
  if (misshapen.length > 0) return { object: raw, errors: misshapen, unknownFields };
  const defaulted = withDefaults(raw, context.apiRules?.podLevelDefaulting);
  const { object, errors } = isPod(defaulted) ? admittedPod(defaulted, context) : { object: defaulted, errors: [] };
  const created = isPod(object) && !context.asStored ? asCreated(object, context) : object;
  return {
    object: context.createdLater ? object : created,
    errors: errors.length > 0 ? errors : validationErrors(created, context.apiRules),
    unknownFields,
  };
}

function admittedPod(
  pod: PodV1,
  { priorityClasses, asStored = false }: AdmitContext,
): { object: PodV1; errors: readonly FieldError[] } {
  const { pod: object, errors } = admitPod(pod, { priorityClasses, keepPriority: asStored });
  return { object, errors };
}

/** What the API server writes into a pod as it creates it. */
function asCreated(pod: PodV1, { apiRules }: AdmitContext): PodV1 {
  const merged = mergeLabelKeys(pod);
  return apiRules?.podLevelDefaulting === 'on creation' ? defaultPodLevelOnCreation(merged) : merged;
}

function isPod(object: KubeObject): object is PodV1 {
  return object.apiVersion === 'v1' && object.kind === 'Pod';
}
