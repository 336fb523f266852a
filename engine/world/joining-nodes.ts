/** Node groups that join during the run: their kubelets register them through the API server. */
import { createClient } from '../controlplane/index.js';
import { admitObject } from '../objects/index.js';
import { nodesOf } from './initial-state.js';
import type { Commons } from './world.js';

export function joinLater({ kernel, spec, objects, clients, priorityClasses }: Commons): void {
  const groups = spec.nodeGroups.filter((group) => group.joinUs > 0);
  const joining = kernel.on('nodes/join', (i) => {
    for (const node of nodesOf(groups[i]!)) {
      const client = createClient(`kubelet ${node.metadata.name}`, clients.kubeletQps, clients.kubeletBurst);
      objects.put(client, admitObject(node, { priorityClasses: priorityClasses() }).object);
    }
  });
  for (const [i, group] of groups.entries()) kernel.at(group.joinUs, joining, i);
}
