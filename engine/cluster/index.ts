/** The cluster as the scheduler sees it. */
export { Cluster, type Relisted } from './cluster.js';
export { HostPorts } from './host-ports.js';
export { NodeFollower, type NodeVisitor } from './node-follower.js';
export { type ImageState, NodeInfo } from './node-info.js';
export { type NodeChange, NodeJournal } from './node-journal.js';
export { NodeShapes, noShape } from './node-shapes.js';
export { type Counting, columnsOf, type NodeColumns, NodeTable } from './node-table.js';
export { ObjectStore, type StoredKind, type StoredKinds } from './object-store.js';
export { never, Pod, type PodChange, type PodPhase } from './pod.js';
export { type PodFacts, PodShelf } from './pod-shelf.js';
export { PodsByIndex } from './pods-by-index.js';
export { exactCell, type ResourceColumns } from './resource-columns.js';
