/** What the node side of a world is made from. */
import type { ApiServer, ApiStore, clientModel, Lifetimes, PodApi, Watches } from '../controlplane/index.js';
import type { Digest, Distribution, Kernel } from '../kernel/index.js';
import type { JourneyRow, PodLedger, StageTable } from '../metrics/index.js';
import type { Values } from '../models/index.js';
import type { imageModel } from './image-model.js';
import type { nodeModel } from './model.js';

export interface NodeParts {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly pods: PodApi;
  readonly stages: StageTable;
  readonly ledger: PodLedger;
  readonly digest: Digest;
  readonly lifetimes: Lifetimes;
  /** Ways of objects, for the result. */
  readonly journeys: JourneyRow[];
  readonly clients: Values<typeof clientModel>;
  readonly node: Values<typeof nodeModel>;
  readonly images: Values<typeof imageModel>;
  /** One commit of etcd. */
  readonly fsyncUs: Distribution;
  /** The release's minor version: 36 for Kubernetes 1.36. */
  readonly minor: number;
  /** full: every step of a start; pods: one distribution from sandbox to running. */
  readonly fidelity: 'full' | 'pods';
}
