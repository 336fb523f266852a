/** How well a pod's volumes use the storage on a node, by class, through a piecewise linear shape. Upstream: plugins/volumebinding/{scorer,volume_binding}.go and plugins/helper/shape_score.go, v1.36. */
import type { UtilizationShapePoint } from '../framework/config/index.js';
import { int64, parseQuantity, value } from '../objects/index.js';
import type { NodeVolumes } from './volume-binder.js';
import { classOfClaim, storageIn } from './volume-claims.js';

interface ClassUse {
  requestedBytes: bigint;
  capacityBytes: bigint;
}

/** A shape's scores go to 10, a plugin's to 100. */
const scoreScale = 10n;

/** Scores a node by what the pod takes there. */
export type CapacityScorer = (volumes: NodeVolumes) => number;

/**
 * round(Σ over classes of shape(100·requested/capacity) / classes); 0 without classes.
 */
export function capacityScorer(shape: readonly UtilizationShapePoint[]): CapacityScorer {
  return (volumes) => {
    const classes = [...usesByClass(volumes).values()];
    if (classes.length === 0) return 0;
    const sum = classes.reduce((total, use) => total + Number(shapeAt(shape, utilization(use))), 0);
    return Math.round(sum / classes.length);
  };
}

/** In percent; full where nothing is known of the capacity or too much is asked. */
function utilization({ requestedBytes, capacityBytes }: ClassUse): bigint {
  if (capacityBytes === 0n || requestedBytes > capacityBytes) return 100n;
  return int64(requestedBytes * 100n) / capacityBytes;
}

/** The first and last scores hold beyond their ends; between two points, s₀ + (s₁ − s₀)·(p − u₀)/(u₁ − u₀). */
function shapeAt(shape: readonly UtilizationShapePoint[], percent: bigint): bigint {
  const next = shape.findIndex((point) => percent <= BigInt(point.utilization));
  const at = (i: number) => ({ u: BigInt(shape[i]!.utilization), s: BigInt(shape[i]!.score) * scoreScale });
  if (next === -1) return at(shape.length - 1).s;
  if (next === 0) return at(0).s;
  const [from, to] = [at(next - 1), at(next)];
  return from.s + ((to.s - from.s) * (percent - from.u)) / (to.u - from.u);
}

/** Volumes that are there count alone; else those to be provisioned where their capacity is known. */
function usesByClass({ bindings, provisions }: NodeVolumes): Map<string, ClassUse> {
  const uses = new Map<string, ClassUse>();
  for (const { claim, volume } of bindings) {
    const use = useOf(uses, volume.spec.storageClassName ?? '');
    use.requestedBytes = int64(use.requestedBytes + value(storageIn(claim.spec.resources?.requests)));
    use.capacityBytes = int64(use.capacityBytes + value(storageIn(volume.spec.capacity)));
  }
  if (bindings.length > 0) return uses;
  for (const { claim, capacity } of provisions) {
    if (capacity === null) continue;
    const use = useOf(uses, claim.spec.storageClassName ?? classOfClaim(claim));
    use.requestedBytes = int64(use.requestedBytes + value(storageIn(claim.spec.resources?.requests)));
    use.capacityBytes = value(parseQuantity(capacity.capacity ?? 0));
  }
  return uses;
}

function useOf(uses: Map<string, ClassUse>, className: string): ClassUse {
  let use = uses.get(className);
  if (use === undefined) {
    use = { requestedBytes: 0n, capacityBytes: 0n };
    uses.set(className, use);
  }
  return use;
}
