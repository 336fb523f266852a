/** Makes the kubelets and the network of a run, or, where its fidelity ends at the binding, what ends pods in their stead. */
import { createClient, createCompletions } from '../controlplane/index.js';
import { resolveModel } from '../models/index.js';
import { createNodes, imageModel, nodeModel } from '../node/index.js';
import type { Commons } from './world.js';

export function startNodes(commons: Commons): { fail(name: string): void; recover(name: string): void } {
  const { spec } = commons;
  if (spec.fidelity === 'scheduler') {
    createCompletions({ ...commons, client: createClient('kubelets', 0, 0) });
    return { fail() {}, recover() {} };
  }
  const nodes = createNodes({
    ...commons,
    fidelity: spec.fidelity,
    minor: Number(spec.kubernetes.slice('1.'.length)),
    node: resolveModel('node', nodeModel, spec.models),
    images: resolveModel('image', imageModel, spec.models),
  });
  nodes.start();
  return nodes;
}
