/** Which nodes hold which image. Upstream: pkg/scheduler/backend/cache/cache.go addNodeImageStates, v1.36. */
import type { NodeSpec } from '../objects/index.js';
import type { ImageState } from './node-info.js';

interface SharedState {
  sizeBytes: number;
  readonly nodes: Set<string>;
}

export class ImageRegistry {
  private readonly byName = new Map<string, SharedState>();
  /** What each node points at: the shared states that were current when its object was last set. */
  private readonly byNode = new Map<string, Map<string, SharedState>>();

  add(node: NodeSpec): void {
    const states = new Map<string, SharedState>();
    for (const image of node.images) {
      for (const name of image.names) {
        const state = this.join(name, node.name, image.sizeBytes);
        if (!states.has(name)) states.set(name, state);
      }
    }
    if (states.size > 0) this.byNode.set(node.name, states);
    else this.byNode.delete(node.name);
  }

  remove(node: NodeSpec): void {
    for (const image of node.images) {
      for (const name of image.names) {
        const state = this.byName.get(name);
        state?.nodes.delete(node.name);
        if (state?.nodes.size === 0) this.byName.delete(name);
      }
    }
  }

  /** What a snapshot of this node taken now would say. */
  stateOf(node: string): ReadonlyMap<string, ImageState> | undefined {
    const states = this.byNode.get(node);
    if (states === undefined) return undefined;
    const seen = new Map<string, ImageState>();
    for (const [name, state] of states) seen.set(name, { sizeBytes: state.sizeBytes, nodes: state.nodes.size });
    return seen;
  }

  /** The first node that brings an image decides its size, as upstream. */
  private join(name: string, node: string, sizeBytes: number): SharedState {
    let state = this.byName.get(name);
    if (state === undefined) {
      state = { sizeBytes, nodes: new Set() };
      this.byName.set(name, state);
    }
    state.nodes.add(node);
    return state;
  }
}
