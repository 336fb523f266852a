/** What the parts of the node side share. */
import type { Pod } from '../cluster/index.js';
import type { HandlerId } from '../kernel/index.js';
import { createDraws, type Draws } from './draws.js';
import type { Kubelet } from './kubelet.js';
import { Kubelets } from './kubelets.js';
import { LocalPods } from './local-pods.js';
import type { NodeParts } from './parts.js';

export interface NodeTools extends NodeParts {
  readonly kubelets: Kubelets;
  readonly local: LocalPods;
  readonly draws: Draws;
  /** Registers a step of a pod: it waits while the node is down, and is void once the pod does something else. */
  step(name: string, run: (pod: Pod, kubelet: Kubelet) => void): HandlerId;
  /** Schedules a step for a pod as it stands now. */
  after(delayUs: number, step: HandlerId, pod: Pod): void;
}

export function createTools(parts: NodeParts): NodeTools {
  const { kernel, store, clients } = parts;
  const kubelets = new Kubelets(kernel, store, clients);
  const local = new LocalPods();
  return { ...parts, kubelets, local, draws: createDraws(kernel), step, after };

  function step(name: string, run: (pod: Pod, kubelet: Kubelet) => void): HandlerId {
    const handler = kernel.on(name, (index, serial) => {
      const pod = store.pod(index);
      if (pod === null || local.serialOf(index) !== serial) return;
      const kubelet = kubelets.at(local.kubeletOf(index));
      if (kubelet.down) kubelet.park(handler, index, serial);
      else run(pod, kubelet);
    });
    return handler;
  }

  function after(delayUs: number, handler: HandlerId, { index }: Pod): void {
    kernel.after(delayUs, handler, index, local.serialOf(index));
  }
}
