/** The kube-controller-manager's controllers, on shared informers. */
import { createCronJobController } from './cron-job/cron-job.js';
import { createDaemonSetController } from './daemon-set/daemon-set.js';
import { createDeploymentController } from './deployment/deployment.js';
import { createDisruptionController } from './disruption.js';
import { createGarbageCollector } from './garbage-collector.js';
import { createJobController } from './job/job.js';
import { adoptMissingSets } from './missing-sets.js';
import { createNamespaceController } from './namespace.js';
import { createNodeLifecycle } from './nodes/node-lifecycle.js';
import { createPodGc } from './nodes/pod-gc.js';
import { createTaintEviction } from './nodes/taint-eviction.js';
import type { ControllerParts } from './parts.js';
import { createReplicaSetController } from './replica-set.js';
import { createStatefulSetController } from './stateful-set/stateful-set.js';
import { createToolbox } from './toolbox.js';
import { createTtlController } from './ttl-after-finished.js';
import { createVolumeController } from './volumes/volumes.js';

/** What a run asks of its controllers. */
export interface Controllers {
  /** Takes in what is there when the run begins; called once, before the first event. */
  start(): void;
  /** The node's kubelet falls silent. */
  nodeFailed(name: string): void;
  /** It is heard again. */
  nodeRecovered(name: string): void;
}

/** Makes them all, in the order in which they hear of what the informers deliver. */
export function createControllers(parts: ControllerParts): Controllers {
  const tools = createToolbox(parts);
  createDeploymentController(tools);
  createReplicaSetController(tools, 'ReplicaSet');
  createReplicaSetController(tools, 'ReplicationController');
  createStatefulSetController(tools);
  createDaemonSetController(tools);
  createJobController(tools);
  createCronJobController(tools);
  createTtlController(tools);
  createGarbageCollector(tools);
  createNamespaceController(tools);
  createDisruptionController(tools);
  createVolumeController(tools);
  createTaintEviction(tools);
  createPodGc(tools);
  const { nodeFailed, nodeRecovered } = createNodeLifecycle(tools);
  tools.informers.onObjects('PriorityClass', () => tools.templates.tryAgain());
  return { start, nodeFailed, nodeRecovered };

  function start(): void {
    adoptMissingSets(parts);
    tools.informers.start(parts.store);
  }
}
