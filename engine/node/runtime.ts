/** The container runtime's durations: CRI calls, slower where a node makes many pods at once. */
import type { Pod } from '../cluster/index.js';
import { type Distribution, type Sampler, sampler } from '../kernel/index.js';
import { ConfigError } from '../objects/index.js';
import { allocatableOf } from './admission.js';
import { drawOf } from './draws.js';
import type { Kubelet } from './kubelet.js';
import type { NodeTools } from './tools.js';

export interface Runtime {
  sandboxUs(pod: Pod, kubelet: Kubelet): number;
  /** CNI ADD. */
  networkUs(pod: Pod, kubelet: Kubelet): number;
  createUs(pod: Pod, kubelet: Kubelet, nth: number): number;
  startUs(pod: Pod, kubelet: Kubelet, nth: number): number;
}

export function createRuntime({ node, draws, kubelets }: NodeTools): Runtime {
  const sandbox = sampler(node.sandboxUs);
  const network = sampler(networkOf(node));
  const create = sampler(node.createUs);
  const start = sampler(node.startUs);
  return {
    sandboxUs: (pod, kubelet) => slowed(sandbox, pod, kubelet, drawOf.sandbox, 0),
    createUs: (pod, kubelet, nth) => slowed(create, pod, kubelet, drawOf.create, nth),
    startUs: (pod, kubelet, nth) => slowed(start, pod, kubelet, drawOf.start, nth),
    /** ADD·(1 + s·(n − 1)) with n under way on the node, this one included. */
    networkUs(pod, kubelet) {
      const stretch = 1 + node.cniSerialShare * (kubelet.addingNetworks - 1);
      return Math.round(network(draws.uniform(pod, drawOf.network)) * stretch);
    },
  };

  /** t·max(1, n / (CPUs · starts a CPU)) with n pods being started on the node. */
  function slowed(
    sampled: Sampler,
    pod: Pod,
    kubelet: Kubelet,
    stage: (typeof drawOf)[keyof typeof drawOf],
    nth: number,
  ): number {
    const object = kubelets.nodeOf(kubelet);
    const cpus = object === null ? 1 : Math.max(1, allocatableOf(object).cpuMilli / 1000);
    const stretch = Math.max(1, kubelet.startingPods / (cpus * node.startsPerCpu));
    return Math.round(sampled(draws.uniform(pod, stage, nth)) * stretch);
  }
}

function networkOf(node: NodeTools['node']): Distribution {
  const known: Readonly<Record<string, Distribution>> = {
    flannel: node.flannelAddUs,
    calico: node.calicoAddUs,
    weave: node.weaveAddUs,
    cilium: node.ciliumAddUs,
  };
  const chosen = Object.hasOwn(known, node.cni) ? known[node.cni] : undefined;
  if (chosen !== undefined) return chosen;
  throw new ConfigError({
    source: 'models',
    path: 'node.cni',
    value: node.cni,
    problem: 'is not a network plugin that is modelled',
    remedy: Object.keys(known).join(', '),
  });
}
