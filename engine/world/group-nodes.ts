/** The nodes of a group: made from one template, which is admitted once; they share its spec and status. */
import type { KubeObject, NodeV1 } from '../objects/index.js';
import type { NodeGroup } from '../run-spec.js';

const hostnameLabel = 'kubernetes.io/hostname';
const zoneLabel = 'topology.kubernetes.io/zone';

/** `<name>-<ordinal>`, the group's zones given in turn, as `admit` would store them. */
export function* groupNodes(group: NodeGroup, admit: (raw: KubeObject) => KubeObject): Iterable<KubeObject> {
  const { name: prefix, count, zones } = group;
  if (count === 0) return;
  // The last name is the longest, so where it is valid all are.
  if (count > 1) admit(nodeOf(group, count - 1));
  const first = admit(nodeOf(group, 0));
  yield first;
  for (let ordinal = 1; ordinal < count; ordinal++) {
    const name = `${prefix}-${ordinal}`;
    const labels: Record<string, string> = { ...first.metadata.labels, [hostnameLabel]: name };
    if (zones.length > 0) labels[zoneLabel] = zones[ordinal % zones.length]!;
    yield { ...first, metadata: { ...first.metadata, name, labels } };
  }
}

function nodeOf({ name: prefix, template, zones }: NodeGroup, ordinal: number): NodeV1 {
  const name = `${prefix}-${ordinal}`;
  const labels: Record<string, string> = { ...template.labels, [hostnameLabel]: name };
  if (zones.length > 0) labels[zoneLabel] = zones[ordinal % zones.length]!;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: (template.spec ?? {}) as NonNullable<NodeV1['spec']>,
    status: (template.status ?? {}) as NonNullable<NodeV1['status']>,
  };
}
