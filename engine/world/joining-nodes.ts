/** Node groups that join during the run: their kubelets register them through the API server. */
import { createClient } from '../controlplane/index.js';
import { admitObject, type KubeObject } from '../objects/index.js';
import { nodeTemplate } from './group-nodes.js';
import type { Commons } from './world.js';

export function joinLater({ kernel, spec, objects, clients, priorityClasses }: Commons): void {
  const groups = spec.nodeGroups.filter((group) => group.joinUs > 0);
  const admit = (raw: KubeObject) => admitObject(raw, { priorityClasses: priorityClasses() }).object;
  const joining = kernel.on('nodes/join', (i) => {
    const { count, make } = nodeTemplate(groups[i]!, admit);
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const node = make(ordinal);
      const client = createClient(`kubelet ${node.metadata.name}`, clients.kubeletQps, clients.kubeletBurst);
      objects.put(client, node);
    }
  });
  for (const [i, group] of groups.entries()) kernel.at(group.joinUs, joining, i);
}
