/** One node's kubelet: what it knows of its pods and what it is busy with. */
import type { ApiClient } from '../controlplane/index.js';
import type { HandlerId } from '../kernel/index.js';
import { NodeImages } from './node-images.js';
import { Room } from './room.js';

/** Something that fell due while the node was down. */
interface Parked {
  readonly handler: HandlerId;
  readonly a: number;
  readonly b: number;
}

export class Kubelet {
  /** It does nothing until it recovers. */
  down = false;
  /** Pods whose sandboxes or containers are being made. */
  startingPods = 0;
  /** CNI ADDs under way. */
  addingNetworks = 0;
  /** Image pulls under way. */
  pulling = 0;
  readonly room = new Room();
  readonly images = new NodeImages();
  /** Pods whose status is to be written, oldest first. */
  readonly unwritten: number[] = [];
  /** A status is being written; one at a time. */
  writing = false;
  /** Claims whose volumes are attached, and by how many pods. */
  readonly claims = new Map<string, number>();
  /** Made with its first call. */
  client: ApiClient | null = null;
  private parked: Parked[] = [];

  constructor(
    readonly row: number,
    readonly name: string,
  ) {}

  /** Keeps an event for the node's recovery. */
  park(handler: HandlerId, a: number, b: number): void {
    this.parked.push({ handler, a, b });
  }

  /** Those events, in the order they fell due. */
  unpark(): readonly Parked[] {
    const { parked } = this;
    this.parked = [];
    return parked;
  }
}
