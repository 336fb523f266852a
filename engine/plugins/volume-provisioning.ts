/** Whether a claim's volume can be provisioned for a node: class, topology, capacity. Upstream: checkVolumeProvisions in plugins/volumebinding/binder.go, v1.36. */
import type { NodeInfo, ObjectStore } from '../cluster/index.js';
import {
  type CSIStorageCapacityV1,
  compileRequirement,
  compileSelector,
  type Labels,
  type PersistentVolumeClaimV1,
  parseQuantity,
  type Quantity,
  type StorageClassV1,
  value,
} from '../objects/index.js';
import { claimKey, classOfClaim, storageIn } from './volume-claims.js';

/** A claim whose volume is to be provisioned, and the capacity that was found for it where the driver reports any. */
export interface Provision {
  readonly claim: PersistentVolumeClaimV1;
  readonly capacity: CSIStorageCapacityV1 | null;
}

/** The provisioner name of classes without one. */
const noProvisioner = 'kubernetes.io/no-provisioner';

type Outcome = Provision | 'impossible here' | 'too little storage' | { readonly problem: string };

/** Whether the claim's volume could be made where this node reaches it. */
export function provisionFor(claim: PersistentVolumeClaimV1, node: NodeInfo, objects: ObjectStore): Outcome {
  const className = classOfClaim(claim);
  if (className === '') return { problem: `no class for claim "${claimKey(claim)}"` };
  const storageClass = objects.get('StorageClass', '', className);
  if (storageClass === undefined) return { problem: `failed to find storage class "${className}"` };
  if (!storageClass.provisioner || storageClass.provisioner === noProvisioner) return 'impossible here';
  if (!topologyAllows(storageClass, node.labels)) return 'impossible here';
  const tracked = objects.get('CSIDriver', '', storageClass.provisioner)?.spec.storageCapacity === true;
  if (!tracked || claim.spec.resources?.requests?.['storage'] === undefined) return { claim, capacity: null };
  const capacity = findCapacity(claim, storageClass, node.labels, objects);
  return capacity === undefined ? 'too little storage' : { claim, capacity };
}

/** The largest volume that the segment can hold; undefined where nothing is said. */
export function volumeLimit(capacity: CSIStorageCapacityV1): Quantity | undefined {
  const limit = capacity.maximumVolumeSize ?? capacity.capacity;
  return limit == null ? undefined : parseQuantity(limit);
}

/** Terms are alternatives, an empty one allows nothing; none at all allows everything. */
function topologyAllows({ allowedTopologies = [] }: StorageClassV1, labels: Labels): boolean {
  if (allowedTopologies.length === 0) return true;
  return allowedTopologies.some(({ matchLabelExpressions: expressions = [] }) => {
    const requirements = expressions.map(({ key, values }) => compileRequirement({ key, operator: 'In', values }));
    return requirements.length > 0 && requirements.every((requirement) => requirement?.matches(labels) ?? false);
  });
}

/** The first segment, in order of creation, that the node reaches and that holds the volume; upstream takes them in a map's order. */
function findCapacity(
  claim: PersistentVolumeClaimV1,
  storageClass: StorageClassV1,
  labels: Labels,
  objects: ObjectStore,
): CSIStorageCapacityV1 | undefined {
  const sizeBytes = value(storageIn(claim.spec.resources?.requests));
  for (const capacity of objects.list('CSIStorageCapacity')) {
    if (capacity.storageClassName !== storageClass.metadata.name) continue;
    const limit = volumeLimit(capacity);
    if (limit === undefined || value(limit) < sizeBytes) continue;
    if (capacity.nodeTopology && compileSelector(capacity.nodeTopology).matches(labels)) return capacity;
  }
  return undefined;
}
