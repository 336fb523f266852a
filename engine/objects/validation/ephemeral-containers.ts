/** Validation of ephemeral containers, though none can be created with its pod. Upstream: validateEphemeralContainers in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerV1, PodSpecV1, ResourceRequirementsV1 } from '../api.js';
import { duplicate, type FieldError, forbidden, notFound } from '../field-error.js';
import { words } from '../shape/shape.js';
import { commonErrors, imageSpaceErrors, type PodOfContainers } from './container-common.js';

const problem = 'cannot be set for an Ephemeral Container';
/** What only containers that last may have, in the order in which it is looked at. */
const otherFields = words(
  'ports resources resizePolicy restartPolicy restartPolicyRules livenessProbe readinessProbe startupProbe lifecycle',
);

/** Each with a name of its own among all containers, and without what lasts. */
export function ephemeralContainersErrors(spec: PodSpecV1, pod: PodOfContainers, path: string): FieldError[] {
  const list = spec.ephemeralContainers ?? [];
  const others = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name = '' }) => name);
  return list.flatMap((container, i) => {
    const at = `${path}[${i}]`;
    const { name = '' } = container;
    const target = (container['targetContainerName'] ?? '') as string;
    const taken = [...others, ...list.slice(0, i).map((other) => other.name ?? '')];
    return [
      ...commonErrors(container, spec, pod, at),
      ...imageSpaceErrors(container, at),
      ...(taken.includes(name) ? [duplicate(`${at}.name`, name)] : []),
      ...(target === '' || others.includes(target) ? [] : [notFound(`${at}.targetContainerName`, target)]),
      ...otherFields.filter((field) => isSet(container, field)).map((field) => forbidden(`${at}.${field}`, problem)),
      ...subPathErrors(container, `${at}.volumeMounts`),
    ];
  });
}

/** Resources count where they have a list, even an empty one. */
function isSet(container: ContainerV1, field: string): boolean {
  const value = container[field];
  return field === 'resources'
    ? Object.keys((value as ResourceRequirementsV1 | undefined) ?? {}).length > 0
    : value !== undefined;
}

function subPathErrors(container: ContainerV1, path: string): FieldError[] {
  const mounts = (container['volumeMounts'] ?? []) as { subPath?: string; subPathExpr?: string }[];
  return mounts.flatMap(({ subPath, subPathExpr }, i) => [
    ...(subPath ? [forbidden(`${path}[${i}].subPath`, problem)] : []),
    ...(subPathExpr ? [forbidden(`${path}[${i}].subPathExpr`, problem)] : []),
  ]);
}
