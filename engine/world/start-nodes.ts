/** Makes the kubelets and the network of a run, or, where its fidelity ends at the binding, what ends pods in their stead. */
import { createClient, createCompletions } from '../controlplane/index.js';
import type { Commons } from './world.js';

export function startNodes(commons: Commons): { fail(name: string): void; recover(name: string): void } {
  createCompletions({ ...commons, client: createClient('kubelets', 0, 0) });
  return { fail() {}, recover() {} };
}
