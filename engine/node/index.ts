/** The nodes: kubelets, container runtime, images. */
export { imageModel } from './image-model.js';
export { nodeModel } from './model.js';
export { createNodes, type Nodes } from './nodes.js';
export type { NodeParts } from './parts.js';
