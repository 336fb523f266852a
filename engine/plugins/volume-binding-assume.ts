/** What VolumeBinding takes as done for a pod before the API server knows: volumes given to claims, claims given to a node. Upstream: AssumePodVolumes in plugins/volumebinding/binder.go, v1.36. */
import type { PersistentVolumeClaimV1, PersistentVolumeV1 } from '../objects/index.js';
import type { NodeVolumes, VolumeBinder } from './volume-binder.js';
import { annotated, bindVolume, selectedNodeAnnotation } from './volume-claims.js';

/** A volume given to the claim, or (without a volume) the claim given to the node, to be provisioned there. */
export interface AssumedChange {
  readonly claim: PersistentVolumeClaimV1;
  readonly volume: PersistentVolumeV1 | null;
  /** The stored version it was made from; null where nothing changes. */
  readonly of: object | null;
}

/** What was assumed for a pod on its node, in the order in which it is written. */
export interface AssumedChanges {
  readonly changes: readonly AssumedChange[];
  /** How many of them the API server has. */
  written: number;
}

/** Takes the bindings as made and the claims as given to the node; or says why it cannot. */
export function assumeChanges(
  binder: VolumeBinder,
  { bindings, provisions }: NodeVolumes,
  nodeName: string,
): AssumedChanges | { readonly problem: string } {
  const changes: AssumedChange[] = [];
  const assumed = { changes, written: 0 };
  for (const { claim, volume } of bindings) {
    const change = assumeBinding(binder, claim, volume);
    if ('problem' in change) return revertAnd(binder, assumed, change);
    changes.push(change);
  }
  for (const { claim } of provisions) {
    const change = assumeProvision(binder, claim, nodeName);
    if ('problem' in change) return revertAnd(binder, assumed, change);
    changes.push(change);
  }
  return assumed;
}

/** Takes back what was assumed and not written. */
export function revertChanges(binder: VolumeBinder, { changes, written }: AssumedChanges): void {
  for (const { claim, volume } of changes.slice(written)) {
    if (volume !== null) binder.volumes.restore(volume);
    else binder.claims.restore(claim);
  }
}

function revertAnd<T>(binder: VolumeBinder, assumed: AssumedChanges, outcome: T): T {
  revertChanges(binder, assumed);
  return outcome;
}

function assumeBinding(
  binder: VolumeBinder,
  claim: PersistentVolumeClaimV1,
  volume: PersistentVolumeV1,
): AssumedChange | { readonly problem: string } {
  const bound = bindVolume(volume, claim);
  if (bound === volume) return { claim, volume, of: null };
  const of = binder.volumes.stored('', volume.metadata.name ?? '') ?? null;
  const problem = binder.volumes.assume(volume, bound);
  return problem === null ? { claim, volume: bound, of } : { problem };
}

function assumeProvision(
  binder: VolumeBinder,
  claim: PersistentVolumeClaimV1,
  nodeName: string,
): AssumedChange | { readonly problem: string } {
  const given = annotated(claim, selectedNodeAnnotation, nodeName);
  const of = binder.claims.stored(claim.metadata.namespace ?? '', claim.metadata.name ?? '') ?? null;
  const problem = binder.claims.assume(claim, given);
  return problem === null ? { claim: given, volume: null, of } : { problem };
}
