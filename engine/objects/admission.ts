/** Admission of pods: Priority and DefaultTolerationSeconds. Upstream: plugin/pkg/admission/{priority,defaulttolerationseconds}/admission.go, v1.36. */
import type { PodV1, PriorityClassV1, TolerationV1 } from './api.js';
import { type FieldError, refusedPod } from './field-error.js';
import { systemPriorities } from './system-priorities.js';

/** The priority classes that are there when a pod is created. */
export interface PriorityClasses {
  get(name: string): PriorityClassV1 | undefined;
  /** The class with globalDefault; the one of the lowest value where there are several. */
  globalDefault(): PriorityClassV1 | undefined;
}

/** What admission has to know beside the pod. */
export interface AdmissionContext {
  readonly priorityClasses: PriorityClasses;
  /** Keeps a priority that the pod carries, as objects read back from a cluster do; otherwise it has to be what its class says. */
  readonly keepPriority?: boolean;
}

/** A pod after admission, and what was said against it. */
export interface Admitted {
  readonly pod: PodV1;
  readonly errors: readonly FieldError[];
}

/** The classes every cluster has, as objects. */
const systemClasses = new Map(
  [...systemPriorities].map(([name, value]): [string, PriorityClassV1] => [name, systemClass(name, value)]),
);

function systemClass(name: string, value: number): PriorityClassV1 {
  const metadata = { name };
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata,
    value,
    preemptionPolicy: 'PreemptLowerPriority',
  };
}

/** Priority classes from a list, looked up as the API server does. */
export function priorityClassesOf(classes: Iterable<PriorityClassV1>): PriorityClasses {
  const byName = new Map([...classes].map((c) => [c.metadata.name ?? '', c]));
  const defaults = [...byName.values()].filter((c) => c.globalDefault).sort((a, b) => a.value - b.value);
  return { get: (name) => byName.get(name), globalDefault: () => defaults[0] };
}

/** The pod with its priority resolved and tolerations for lost nodes; the given one is left as it was. */
export function admitPod(pod: PodV1, context: AdmissionContext): Admitted {
  const { pod: withPriority, errors } = admitPriority(pod, context);
  return { pod: withDefaultTolerations(withPriority), errors };
}

function admitPriority(pod: PodV1, { priorityClasses, keepPriority = false }: AdmissionContext): Admitted {
  if (keepPriority && pod.spec.priority !== undefined) return { pod, errors: [] };
  const name = pod.spec.priorityClassName ?? '';
  const found = name === '' ? priorityClasses.globalDefault() : (priorityClasses.get(name) ?? systemClasses.get(name));
  if (found === undefined && name !== '') {
    const reason = `no PriorityClass with name ${name} was found`;
    return { pod, errors: [refusedPod(pod.metadata, 'spec.priorityClassName', reason)] };
  }
  const priority = found?.value ?? 0;
  const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority';
  const errors = keepPriority ? [] : contradictions(pod, priority, policy);
  const spec = { ...pod.spec, priority, preemptionPolicy: pod.spec.preemptionPolicy ?? policy };
  if (found?.metadata.name) spec.priorityClassName = found.metadata.name;
  return { pod: { ...pod, spec }, errors };
}

/** What the pod says of its priority against what was found; the first is all that is said. */
function contradictions({ metadata, spec }: PodV1, priority: number, policy: string): FieldError[] {
  const start = (what: string) =>
    `the ${what} must not be provided in pod spec; priority admission controller computed`;
  const tail = 'from the given PriorityClass name';
  if (spec.priority !== undefined && spec.priority !== priority) {
    const reason = `${start(`integer value of priority (${spec.priority})`)} ${priority} ${tail}`;
    return [refusedPod(metadata, 'spec.priority', reason)];
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    const reason = `${start(`string value of PreemptionPolicy (${spec.preemptionPolicy})`)} ${policy} ${tail}`;
    return [refusedPod(metadata, 'spec.preemptionPolicy', reason)];
  }
  return [];
}

/** Seconds a pod stays on a node that is not ready or unreachable. Source: the plugin's flags. */
const defaultTolerationSeconds = 300;

function withDefaultTolerations(pod: PodV1): PodV1 {
  const given = pod.spec.tolerations ?? [];
  const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !given.some((t) => mayTolerate(t, key)))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: defaultTolerationSeconds }));
  return added.length === 0 ? pod : { ...pod, spec: { ...pod.spec, tolerations: [...given, ...added] } };
}

function mayTolerate(toleration: TolerationV1, key: string): boolean {
  const { key: tolerated, effect } = toleration;
  return (!tolerated || tolerated === key) && (!effect || effect === 'NoExecute');
}
