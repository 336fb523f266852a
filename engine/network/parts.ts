/** What the network of a world is made from. */
import type { ApiServer, ApiStore, clientModel, Watches } from '../controlplane/index.js';
import type { Digest, Distribution, Kernel } from '../kernel/index.js';
import type { JourneyRow, PodLedger, StageTable } from '../metrics/index.js';
import type { Values } from '../models/index.js';
import type { networkModel } from './model.js';

export interface NetworkParts {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly stages: StageTable;
  readonly ledger: PodLedger;
  readonly digest: Digest;
  /** Ways of objects, for the result. */
  readonly journeys: JourneyRow[];
  readonly clients: Values<typeof clientModel>;
  readonly network: Values<typeof networkModel>;
  /** From a commit to a watcher, µs. */
  readonly deliveryUs: Distribution;
  /** The release's minor version: 36 for Kubernetes 1.36. */
  readonly minor: number;
  /** Nodes with a kube-proxy. */
  nodeCount(): number;
}
