/** createNodes: nodes of a template, prepared by at most one strategy. Upstream: node_util.go, and test/utils/runners.go for the strategies, v1.36. */
import type { KubeObject, ObjectTemplate } from '../../engine/index.js';
import type { Draft } from './draft.js';
import { type Place, placeText } from './go-template.js';
import { named, type OpReader } from './op-reader.js';
import { NotSimulated } from './skipped.js';

interface LabelStrategy {
  readonly labelKey: string;
  readonly labelValues: readonly string[];
}
interface AllocatableStrategy {
  readonly nodeAllocatable?: Readonly<Record<string, string>>;
  readonly csiNodeAllocatable?: Readonly<Record<string, { readonly count?: number }>>;
  readonly migratedPlugins?: readonly string[];
}

/** Upstream creates nodes one after another and patches them then; here a node comes as it is after its patch. */
export async function createNodes(reader: OpReader, draft: Draft): Promise<void> {
  reader.knows(
    'count',
    'countParam',
    'nodeTemplatePath',
    'nodeAllocatableStrategy',
    'labelNodePrepareStrategy',
    'uniqueNodeLabelStrategy',
  );
  const count = reader.count();
  const path = reader.text('nodeTemplatePath');
  const given =
    path === undefined ? { object: baseNode(reader.index), places: [] } : await reader.template(path, count);
  refuseMadeUpFeatures(reader);
  const node = withHostname(named(given, reader.index));
  draft.nodes += count;
  const allocatable = reader.op['nodeAllocatableStrategy'] as AllocatableStrategy | undefined;
  const label = reader.op['labelNodePrepareStrategy'] as LabelStrategy | undefined;
  const unique = reader.op['uniqueNodeLabelStrategy'] as { readonly labelKey: string } | undefined;
  if (allocatable) draft.create(count, 1, withAllocatable(node, allocatable), csiNode(node, allocatable));
  else if (label) draft.create(count, 1, withLabel(node, label.labelKey, label.labelValues));
  else if (unique) draft.create(count, 1, withLabel(node, unique.labelKey, []));
  else draft.create(count, 1, node);
}

/** Upstream: util.go makeBaseNode. */
function baseNode(index: number): KubeObject {
  const capacity = { pods: '110', cpu: '4', memory: '32Gi' };
  const conditions = [{ type: 'Ready', status: 'True' }];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { generateName: `node-${index}-` },
    status: { capacity, allocatable: capacity, phase: 'Running', conditions },
  } as KubeObject;
}

function withLabels(template: ObjectTemplate, labels: Record<string, string>): ObjectTemplate {
  const { metadata } = template.object;
  const all = { ...metadata.labels, ...labels };
  return { ...template, object: { ...template.object, metadata: { ...metadata, labels: all } } };
}

function withHostname(node: ObjectTemplate): ObjectTemplate {
  return withLabels(node, { 'kubernetes.io/hostname': node.object.metadata.name! });
}

/** One value after the other, again and again; without values each node has its own. */
function withLabel(node: ObjectTemplate, key: string, values: readonly string[]): ObjectTemplate {
  if (values.length === 1) return withLabels(node, { [key]: values[0]! });
  const text = placeText(node.places.length);
  const turns: Place = { text, factor: 1, divisor: 1, modulus: values.length, offset: 0 };
  const place = values.length === 0 ? turns : { ...turns, values };
  return withLabels(
    { ...node, places: [...node.places, place] },
    { [key]: values.length === 0 ? `unique-${text}` : text },
  );
}

/** The strategy adds to what the API server set from the capacity. */
function withAllocatable(template: ObjectTemplate, { nodeAllocatable }: AllocatableStrategy): ObjectTemplate {
  const status = template.object['status'] as { capacity?: object; allocatable?: object };
  const allocatable = { ...(status.allocatable ?? status.capacity), ...nodeAllocatable };
  return withStatus(template, { ...status, allocatable });
}

function csiNode({ object, places }: ObjectTemplate, strategy: AllocatableStrategy): ObjectTemplate {
  const { csiNodeAllocatable = {}, migratedPlugins = [] } = strategy;
  const name = object.metadata.name!;
  const annotations = { 'storage.alpha.kubernetes.io/migrated-plugins': migratedPlugins.join(',') };
  const drivers = Object.entries(csiNodeAllocatable).map(([driver, allocatable]) => ({
    name: driver,
    nodeID: name,
    allocatable,
  }));
  const metadata = { name, annotations };
  return {
    object: { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata, spec: { drivers } } as KubeObject,
    places,
  };
}

/** The harness of the node-declared-features test registers so many features of its own, which every pod is found to need. Upstream: nodedeclaredfeatures/node_declared_features_test.go. */
function refuseMadeUpFeatures({ context }: OpReader): void {
  if (context.workload.params?.['numNodeDeclaredFeatures'] === undefined) return;
  throw new NotSimulated('parameter numNodeDeclaredFeatures: features that a test registers are not simulated');
}

function withStatus(template: ObjectTemplate, status: object): ObjectTemplate {
  return { ...template, object: { ...template.object, status } as KubeObject };
}
