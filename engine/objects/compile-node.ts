/** Compiles a defaulted, validated node into what the simulator works with. */
import type { NodeV1 } from './api.js';
import { type Labels, labelsOf } from './labels.js';
import type { NodeSpec } from './node-spec.js';
import { amountOf, resourceListOf, toResources } from './resource-list.js';
import { compileTaint } from './toleration.js';

/** The node compiled. */
export function compileNode(node: NodeV1): NodeSpec {
  const labels = labelsOf(node.metadata.labels);
  const allocatable = resourceListOf(node.status?.allocatable);
  return {
    name: node.metadata.name ?? '',
    labels,
    taints: (node.spec?.taints ?? []).map(compileTaint),
    unschedulable: node.spec?.unschedulable ?? false,
    allocatable: { ...toResources(allocatable), pods: amountOf(allocatable, 'pods') },
    images: (node.status?.images ?? []).map(({ names = [], sizeBytes = 0 }) => ({ names, sizeBytes })),
    declaredFeatures: new Set(node.status?.declaredFeatures),
    zoneKey: zoneKeyOf(labels),
    raw: node,
  };
}

/** Region and zone in one key; the deprecated labels win where they are there. Upstream: component-helpers/node/topology/helpers.go, v1.36. */
export function zoneKeyOf(labels: Labels): string {
  const zone = labels.get('failure-domain.beta.kubernetes.io/zone') ?? labels.get('topology.kubernetes.io/zone') ?? '';
  const region =
    labels.get('failure-domain.beta.kubernetes.io/region') ?? labels.get('topology.kubernetes.io/region') ?? '';
  return region === '' && zone === '' ? '' : `${region}:\0:${zone}`;
}
