/** Makes the kubelets and the network of a run, or, where its fidelity ends at the binding, what ends pods in their stead. */
import { createClient, createCompletions, etcdModel, watchModel } from '../controlplane/index.js';
import { resolveModel } from '../models/index.js';
import { createNetwork, networkModel } from '../network/index.js';
import { createNodes, imageModel, nodeModel } from '../node/index.js';
import type { Commons } from './world.js';

export function startNodes(commons: Commons): { fail(name: string): void; recover(name: string): void } {
  const { spec } = commons;
  if (spec.fidelity === 'scheduler') {
    createCompletions({ ...commons, client: createClient('kubelets', 0, 0) });
    return { fail() {}, recover() {} };
  }
  const minor = Number(spec.kubernetes.slice('1.'.length));
  const nodes = createNodes({
    ...commons,
    fidelity: spec.fidelity,
    minor,
    fsyncUs: resolveModel('etcd', etcdModel, spec.models).fsyncUs,
    node: resolveModel('node', nodeModel, spec.models),
    images: resolveModel('image', imageModel, spec.models),
  });
  nodes.start();
  // Endpoints, proxies and DNS are part of a full run alone.
  if (spec.fidelity === 'full') startNetwork(commons, minor);
  return nodes;
}

function startNetwork(commons: Commons, minor: number): void {
  const { spec, cluster } = commons;
  const { deliveryUs } = resolveModel('watch', watchModel, spec.models);
  const network = resolveModel('network', networkModel, spec.models);
  createNetwork({ ...commons, network, deliveryUs, minor, nodeCount: () => cluster.cachedNodeCount }).start();
}
