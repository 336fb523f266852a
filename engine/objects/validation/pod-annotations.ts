/** Validation of annotations that mean something of a pod. Upstream: ValidatePodSpecificAnnotations in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSpecV1, TolerationV1 } from '../api.js';
import { type FieldError, invalid } from '../field-error.js';
import { parseInt64 } from '../label-requirement.js';
import type { TolerationGates } from '../toleration.js';
import { readAnnotatedList, tolerationItem } from './annotated-list.js';
import { eachContainer } from './each-container.js';
import { tolerationErrors } from './tolerations.js';
import { descendingPathErrors } from './volumes/paths.js';

type Annotations = Readonly<Record<string, string>>;

/** Marks a pod that a kubelet made of a file. */
export const mirrorKey = 'kubernetes.io/config.mirror';
const costKey = 'controller.kubernetes.io/pod-deletion-cost';
const tolerationsKey = 'scheduler.alpha.kubernetes.io/tolerations';
/** The pod's seccomp profile, as it was written before there was a field. */
export const podSeccompKey = 'seccomp.security.alpha.kubernetes.io/pod';
/** Before a container's name: its seccomp profile. */
export const seccompPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
/** Before a container's name: its AppArmor profile. */
export const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

/** Annotations of a pod or a template. */
export function podAnnotationErrors(
  annotations: Annotations,
  spec: PodSpecV1,
  path: string,
  gates: TolerationGates,
): FieldError[] {
  const entries = Object.entries(annotations);
  const profile = annotations[podSeccompKey];
  const containers = new Set(eachContainer(spec, '').map(({ container }) => container.name ?? ''));
  return [
    ...mirrorErrors(annotations[mirrorKey], spec, path),
    ...annotatedTolerationErrors(annotations[tolerationsKey] ?? '', path, gates),
    ...costErrors(annotations[costKey], path),
    ...(profile === undefined ? [] : seccompNameErrors(profile, `${path}.${podSeccompKey}`)),
    ...entries.flatMap(([key, value]) =>
      key.startsWith(seccompPrefix) ? seccompNameErrors(value, `${path}.${key}`) : [],
    ),
    ...entries.flatMap(([key, value]) =>
      key.startsWith(appArmorPrefix) ? appArmorNameErrors(key, value, containers, `${path}[${key}]`) : [],
    ),
  ];
}

function mirrorErrors(mirror: string | undefined, { nodeName }: PodSpecV1, path: string): FieldError[] {
  if (mirror === undefined || nodeName) return [];
  return [invalid(`${path}[${mirrorKey}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set')];
}

function annotatedTolerationErrors(text: string, path: string, gates: TolerationGates): FieldError[] {
  if (text === '') return [];
  const read = readAnnotatedList<TolerationV1>(text, tolerationItem);
  if (typeof read === 'string') return [invalid(path, tolerationsKey, read)];
  return tolerationErrors(read, `${path}.${tolerationsKey}`, gates);
}

function costErrors(cost: string | undefined, path: string): FieldError[] {
  if (cost === undefined || isDeletionCost(cost)) return [];
  return [invalid(`${path}[${costKey}]`, cost, 'must be a 32bit integer')];
}

function isDeletionCost(text: string): boolean {
  const number = /^(0$|-|[1-9])/.test(text) ? parseInt64(text) : null;
  return number !== null && number === BigInt.asIntN(32, number);
}

function seccompNameErrors(profile: string, path: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  if (profile.startsWith('localhost/')) return descendingPathErrors(profile.slice('localhost/'.length), path);
  return [invalid(path, profile, 'must be a valid seccomp profile')];
}

function appArmorNameErrors(key: string, profile: string, containers: ReadonlySet<string>, path: string): FieldError[] {
  const container = key.slice(appArmorPrefix.length);
  const known = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
  return [
    ...(containers.has(container) ? [] : [invalid(path, container, 'container not found')]),
    ...(known ? [] : [invalid(path, profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`)]),
  ];
}
