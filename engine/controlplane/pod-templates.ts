/** Pod templates through the API server's eyes: defaulted, admitted and compiled once, shared by every pod made from them. */
import {
  type ApiRules,
  admitPod,
  ConfigError,
  compilePod,
  defaultApiRules,
  defaultPodLevelOnCreation,
  type FieldError,
  type KubeObject,
  type ObjectMeta,
  type OwnerReference,
  type PodSpec,
  type PodTemplateV1,
  type PodV1,
  type PriorityClasses,
  withDefaults,
} from '../objects/index.js';

/** Whose pods they are. */
export interface TemplateOwner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

export interface CompiledTemplate {
  readonly spec: PodSpec;
  /** Why the API server would refuse its pods; empty if it would not. */
  readonly errors: readonly FieldError[];
}

/** Compiles a template as the pods of `owner` (null: bare pods) in a namespace. `validate` says what the API server would refuse. */
export function compileTemplate(
  template: PodTemplateV1,
  namespace: string,
  owner: TemplateOwner | null,
  classes: PriorityClasses,
  validate: (pod: PodV1, apiRules: ApiRules) => readonly FieldError[],
  apiRules = defaultApiRules,
): CompiledTemplate {
  const metadata: ObjectMeta = { ...template.metadata, name: 'pod', namespace };
  if (owner) metadata.ownerReferences = [controllerReference(owner)];
  const raw = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec } satisfies KubeObject;
  const defaulted = withDefaults<KubeObject>(raw, apiRules.podLevelDefaulting) as PodV1;
  const { pod: nameless, errors } = admitPod(beforeItsName(defaulted, owner), { priorityClasses: classes });
  const admitted = { ...nameless, metadata: defaulted.metadata };
  const pod = apiRules.podLevelDefaulting === 'on creation' ? defaultPodLevelOnCreation(admitted) : admitted;
  return { spec: compiled(pod, owner, template), errors: errors.length > 0 ? errors : validate(pod, apiRules) };
}

/** Admission comes before the API server makes the name up: it knows what the controller gave. */
function beforeItsName(pod: PodV1, owner: TemplateOwner | null): PodV1 {
  const { name: _name, ...metadata } = pod.metadata;
  return { ...pod, metadata: owner === null ? metadata : { ...metadata, generateName: `${owner.name}-` } };
}

/** A mistake is the owner's, where there is one. */
function compiled(pod: PodV1, owner: TemplateOwner | null, { metadata }: PodTemplateV1): PodSpec {
  try {
    return compilePod(pod);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw error.at({
      source: owner === null ? `Pod ${metadata?.name ?? ''}`.trimEnd() : `${owner.kind} ${owner.name}`,
    });
  }
}

/** The owner reference that a controller sets on what it makes. */
export function controllerReference(owner: TemplateOwner): OwnerReference {
  return { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name, uid: owner.uid, controller: true };
}
