/** Features of a node that a pod's spec cannot do without. Upstream: component-helpers/nodedeclaredfeatures/features, v1.36. */
import type { PodFeature } from '../framework/index.js';
import type { ContainerV1, PodSpec, PodSpecV1 } from '../objects/index.js';

/** Those of the given features that the pod needs, in the given order. */
export function neededFeatures({ raw }: PodSpec, features: readonly PodFeature[]): readonly PodFeature[] {
  return features.filter((feature) => isNeeded[feature](raw));
}

const isNeeded: Readonly<Record<PodFeature, (spec: PodSpecV1) => boolean>> = {
  RestartAllContainersOnContainerExits: (spec) =>
    anyContainer(spec, (container) =>
      listOf<{ action?: string }>(container['restartPolicyRules']).some(
        (rule) => rule.action === 'RestartAllContainers',
      ),
    ),
  UserNamespacesHostNetworkSupport: (spec) => spec.hostNetwork === true && spec['hostUsers'] === false,
  VolumeBindMountOptions: (spec) =>
    anyContainer(spec, (container) =>
      listOf<{ bindMountOptions?: string[] }>(container['volumeMounts']).some(
        (mount) => (mount.bindMountOptions ?? []).length > 0,
      ),
    ),
};

function anyContainer(spec: PodSpecV1, needs: (container: ContainerV1) => boolean): boolean {
  return spec.containers.some(needs) || (spec.initContainers ?? []).some(needs);
}

function listOf<T>(field: unknown): readonly T[] {
  return (field ?? []) as readonly T[];
}
