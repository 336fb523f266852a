/** Which nodes hold which image. Upstream: pkg/scheduler/backend/cache/cache.go addNodeImageStates, v1.36. */
import type { NodeSpec } from '../objects/index.js';
import type { ImageState } from './node-info.js';

interface SharedState {
  sizeBytes: number;
  readonly nodes: Set<string>;
}

/** A node's images: the shared states that were current when its object was last set. */
interface NodeImages {
  readonly states: ReadonlyMap<string, SharedState>;
  /** What a snapshot last said, and after which change. */
  seen: ReadonlyMap<string, ImageState>;
  seenAfter: number;
}

/** What a node without images says. */
export const noImages: ReadonlyMap<string, ImageState> = new Map();

export class ImageRegistry {
  private readonly byName = new Map<string, SharedState>();
  private readonly byNode = new Map<string, NodeImages>();
  /** How often a node's images came or went. */
  private changes = 0;

  /** Whether a node that was added holds an image. */
  get hasAny(): boolean {
    return this.byName.size > 0;
  }

  add(node: NodeSpec): void {
    if (node.images.length > 0) this.changes++;
    const states = new Map<string, SharedState>();
    for (const image of node.images) {
      for (const name of image.names) {
        const state = this.join(name, node.name, image.sizeBytes);
        if (!states.has(name)) states.set(name, state);
      }
    }
    if (states.size > 0) this.byNode.set(node.name, { states, seen: noImages, seenAfter: 0 });
    else this.byNode.delete(node.name);
  }

  remove(node: NodeSpec): void {
    if (node.images.length > 0) this.changes++;
    for (const image of node.images) {
      for (const name of image.names) {
        const state = this.byName.get(name);
        state?.nodes.delete(node.name);
        if (state?.nodes.size === 0) this.byName.delete(name);
      }
    }
  }

  /** What a snapshot of this node taken now would say; the same map as long as no node's images change. */
  stateOf(node: string): ReadonlyMap<string, ImageState> {
    const images = this.byNode.get(node);
    if (images === undefined) return noImages;
    if (images.seenAfter !== this.changes) {
      const seen = new Map<string, ImageState>();
      for (const [name, { sizeBytes, nodes }] of images.states) seen.set(name, { sizeBytes, nodes: nodes.size });
      images.seen = seen;
      images.seenAfter = this.changes;
    }
    return images.seen;
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
