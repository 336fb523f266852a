/** Compiles a defaulted, validated node into what the simulator works with. */
import type { NodeV1 } from './api.js';
import { type Labels, labelsOf } from './labels.js';
import type { NodeSpec } from './node-spec.js';
import { resourceListOf, toAllocatable } from './resource-list.js';
import { SharedLabels } from './shared-labels.js';
import { compileTaint } from './toleration.js';

/** What a node has from its spec and status alone. */
type Shared = Pick<NodeSpec, 'taints' | 'unschedulable' | 'allocatable' | 'images' | 'declaredFeatures'>;

/** What nodes of one status share. */
interface Template {
  readonly spec: NodeV1['spec'];
  readonly shared: Shared;
  /** Made for the second node: most statuses are one node's alone. */
  labels: SharedLabels | null;
}

/** Nodes made from one template share their spec and status, so that these are compiled once. */
const templates = new WeakMap<object, Template>();

/** Who gives the node's manifest when it is asked for. */
export interface NodeSource {
  readonly raw: unknown;
}

/** The node compiled; with a source, the manifest itself is not kept. */
export function compileNode(node: NodeV1, source: NodeSource | null = null): NodeSpec {
  const { status, metadata } = node;
  const template = status && templates.get(status);
  if (template?.spec === node.spec && template) {
    template.labels ??= new SharedLabels();
    return new CompiledNode(metadata.name ?? '', template.labels.of(metadata.labels), template.shared, source ?? node);
  }
  const shared = compileShared(node);
  if (status) templates.set(status, { spec: node.spec, shared, labels: null });
  return new CompiledNode(metadata.name ?? '', labelsOf(metadata.labels), shared, source ?? node);
}

class CompiledNode implements NodeSpec {
  constructor(
    readonly name: string,
    readonly labels: Labels,
    private readonly shared: Shared,
    private readonly source: NodeV1 | NodeSource,
  ) {}

  get raw(): NodeV1 {
    return 'metadata' in this.source ? (this.source as NodeV1) : ((this.source as NodeSource).raw as NodeV1);
  }

  get taints() {
    return this.shared.taints;
  }
  get unschedulable() {
    return this.shared.unschedulable;
  }
  get allocatable() {
    return this.shared.allocatable;
  }
  get images() {
    return this.shared.images;
  }
  get declaredFeatures() {
    return this.shared.declaredFeatures;
  }
  get zoneKey() {
    return zoneKeyOf(this.labels);
  }
}

function compileShared({ spec, status }: NodeV1): Shared {
  return {
    taints: (spec?.taints ?? []).map(compileTaint),
    unschedulable: spec?.unschedulable ?? false,
    allocatable: toAllocatable(resourceListOf(status?.allocatable)),
    images: (status?.images ?? []).map(({ names = [], sizeBytes = 0 }) => ({ names, sizeBytes })),
    declaredFeatures: new Set(status?.declaredFeatures),
  };
}

/** Region and zone in one key; the deprecated labels win where they are there. Upstream: component-helpers/node/topology/helpers.go, v1.36. */
export function zoneKeyOf(labels: Labels): string {
  const zone = labels.get('failure-domain.beta.kubernetes.io/zone') ?? labels.get('topology.kubernetes.io/zone') ?? '';
  const region =
    labels.get('failure-domain.beta.kubernetes.io/region') ?? labels.get('topology.kubernetes.io/region') ?? '';
  return region === '' && zone === '' ? '' : `${region}:\0:${zone}`;
}
