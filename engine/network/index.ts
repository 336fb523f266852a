/** The network: endpoint slices, kube-proxy, DNS. */
export { networkModel } from './model.js';
export { createNetwork, type Network } from './network.js';
export type { NetworkParts } from './parts.js';
