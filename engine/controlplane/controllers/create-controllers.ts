/** The kube-controller-manager's workload controllers on shared informers. */
import { createDaemonSetController } from './daemon-set/daemon-set.js';
import { createDeploymentController } from './deployment/deployment.js';
import { createJobController } from './job/job.js';
import type { ControllerParts } from './parts.js';
import { createReplicaSetController } from './replica-set.js';
import { createStatefulSetController } from './stateful-set/stateful-set.js';
import { createToolbox } from './toolbox.js';

export interface Controllers {
  /** Takes in what is there when the run begins; called once, before the first event. */
  start(): void;
  /** The node's kubelet falls silent. */
  nodeFailed(name: string): void;
  /** It is heard again. */
  nodeRecovered(name: string): void;
}

export function createControllers(parts: ControllerParts): Controllers {
  const tools = createToolbox(parts);
  createDeploymentController(tools);
  createReplicaSetController(tools, 'ReplicaSet');
  createReplicaSetController(tools, 'ReplicationController');
  createDaemonSetController(tools);
  createStatefulSetController(tools);
  createJobController(tools);
  tools.informers.onObjects('PriorityClass', () => tools.templates.tryAgain());
  return {
    start: () => tools.informers.start(parts.store),
    nodeFailed() {},
    nodeRecovered() {},
  };
}
