/** Profiles written both as annotations and as fields have to agree. Upstream: validateSeccompAnnotationsAndFields and validateAppArmorAnnotationsAndFieldsMatchOnCreate in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSpecV1, SecurityProfileV1 } from '../api.js';
import { type FieldError, forbidden } from '../field-error.js';
import { eachContainer } from './each-container.js';
import { appArmorPrefix, podSeccompKey, seccompPrefix } from './pod-annotations.js';

type Annotations = Readonly<Record<string, string>>;

/** What seccomp and AppArmor are called in errors, and what else a runtime's default is called in annotations. */
interface Words {
  readonly name: string;
  readonly defaults: readonly string[];
}

const seccomp: Words = { name: 'seccomp', defaults: ['runtime/default', 'docker/default'] };
const appArmor: Words = { name: 'apparmor', defaults: ['runtime/default'] };

/** Both kinds of profiles, of the pod and of its containers. */
export function annotatedProfileErrors(annotations: Annotations, spec: PodSpecV1, path: string): FieldError[] {
  return [...seccompMismatches(annotations, spec, path), ...appArmorMismatches(annotations, spec, path)];
}

function seccompMismatches(annotations: Annotations, spec: PodSpecV1, path: string): FieldError[] {
  const ofPod = spec.securityContext?.seccompProfile;
  return [
    ...mismatches(annotations[podSeccompKey], ofPod, seccomp, `${path}.securityContext.seccompProfile`),
    ...eachContainer(spec, path).flatMap(({ container, at }) => {
      const annotation = annotations[seccompPrefix + (container.name ?? '')];
      const own = container.securityContext?.seccompProfile;
      return mismatches(annotation, own, seccomp, `${at}.securityContext.seccompProfile`);
    }),
  ];
}

/** A container without an AppArmor profile has its pod's. */
function appArmorMismatches(annotations: Annotations, spec: PodSpecV1, path: string): FieldError[] {
  if (spec.os?.name === 'windows') return [];
  return eachContainer(spec, path).flatMap(({ container, at }) => {
    const annotation = annotations[appArmorPrefix + (container.name ?? '')];
    const profile = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    return mismatches(annotation, profile, appArmor, `${at}.securityContext.appArmorProfile`);
  });
}

function mismatches(
  annotation: string | undefined,
  profile: SecurityProfileV1 | undefined,
  words: Words,
  path: string,
): FieldError[] {
  if (annotation === undefined || profile === undefined) return [];
  const otherType = [forbidden(`${path}.type`, `${words.name} type in annotation and field must match`)];
  switch (profile.type) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : otherType;
    case 'RuntimeDefault':
      return words.defaults.includes(annotation) ? [] : otherType;
    case 'Localhost':
      if (!annotation.startsWith('localhost/')) return otherType;
      return annotation === `localhost/${profile.localhostProfile}`
        ? []
        : [forbidden(`${path}.localhostProfile`, `${words.name} profile in annotation and field must match`)];
    default:
      return [];
  }
}
