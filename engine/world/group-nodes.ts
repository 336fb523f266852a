/** The nodes of a group: made from one template, which is admitted once; they share its spec and status. */
import type { ObjectTemplate } from '../controlplane/index.js';
import type { KubeObject, NodeV1 } from '../objects/index.js';
import type { NodeGroup } from '../run-spec.js';

const hostnameLabel = 'kubernetes.io/hostname';
const zoneLabel = 'topology.kubernetes.io/zone';

/** The group's nodes as `admit` would store them: `<name>-<ordinal>`, its zones given in turn. */
export function nodeTemplate(group: NodeGroup, admit: (raw: KubeObject) => KubeObject): ObjectTemplate {
  const { name: prefix, count, zones } = group;
  const first = admit(nodeOf(group, 0));
  // The last name is the longest, so where it is valid all are.
  if (count > 1) admit(nodeOf(group, count - 1));
  const make = (ordinal: number) => {
    const name = `${prefix}-${ordinal}`;
    const labels: Record<string, string> = { ...first.metadata.labels, [hostnameLabel]: name };
    if (zones.length > 0) labels[zoneLabel] = zones[ordinal % zones.length]!;
    return { ...first, metadata: { ...first.metadata, name, labels } };
  };
  return { kind: 'Node', prefix, count, make };
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
