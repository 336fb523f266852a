/** A node object compiled: what the scheduler reads of it, immutable; a changed node gets a new one. */
import type { NodeV1 } from './api.js';
import type { Labels } from './labels.js';
import type { Allocatable } from './resources.js';
import type { Taint } from './toleration.js';

/** A node, compiled. */
export interface NodeSpec {
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly allocatable: Allocatable;
  /** status.images: every name with the image's size. */
  readonly images: readonly { readonly names: readonly string[]; readonly sizeBytes: number }[];
  readonly declaredFeatures: ReadonlySet<string>;
  /** Key of the zone in the snapshot's node order: region and zone label; "" with neither. Upstream: component-helpers/node/topology. */
  readonly zoneKey: string;
  readonly raw: NodeV1;
}
