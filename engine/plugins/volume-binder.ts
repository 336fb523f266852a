/** What a pod's claims need on a node: volumes that are bound, volumes to bind, volumes to provision. Upstream: plugins/volumebinding/binder.go, v1.36. */
import type { NodeInfo, ObjectStore, Pod } from '../cluster/index.js';
import { compareQuantities, type PersistentVolumeClaimV1, type PersistentVolumeV1 } from '../objects/index.js';
import { AssumeCache } from './volume-assume-cache.js';
import {
  boundVolumeName,
  classOfClaim,
  classOfVolume,
  isFullyBound,
  selectedNodeAnnotation,
  storageIn,
  waitsForConsumer,
} from './volume-claims.js';
import { affinityOnNode, isAllowedEverywhere } from './volume-csi-translation.js';
import { findMatchingVolume } from './volume-matching.js';
import { affinityAllows } from './volume-node-affinity.js';
import { type Provision, provisionFor } from './volume-provisioning.js';
import { claimUsesOf, ownershipProblem } from './volume-sources.js';

/** A pod's claims by what there is to do about them, in the order of its volumes. */
export interface PodClaims {
  readonly bound: readonly PersistentVolumeClaimV1[];
  /** Unbound claims that wait for their first consumer: the scheduler's to bind. */
  readonly delayed: readonly PersistentVolumeClaimV1[];
  /** Unbound claims that the PV controller is to bind. */
  readonly immediate: readonly PersistentVolumeClaimV1[];
  /** Volumes by the class of delayed claims, as assumed. */
  readonly candidates: ReadonlyMap<string, readonly PersistentVolumeV1[]>;
}

/** A claim and the volume it gets. */
export interface Binding {
  readonly claim: PersistentVolumeClaimV1;
  readonly volume: PersistentVolumeV1;
}

/** What is to be done about a pod's claims on one node. */
export interface NodeVolumes {
  readonly bindings: readonly Binding[];
  readonly provisions: readonly Provision[];
}

export type Found = NodeVolumes | { readonly reasons: readonly string[] } | { readonly problem: string };

const nodeConflict = "node(s) didn't match PersistentVolume's node affinity";
const bindConflict = "node(s) didn't find available persistent volumes to bind";
const notEnoughSpace = 'node(s) did not have enough free storage';
const volumeMissing = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';

export class VolumeBinder {
  readonly claims: AssumeCache<'PersistentVolumeClaim'>;
  readonly volumes: AssumeCache<'PersistentVolume'>;

  constructor(private readonly objects: ObjectStore) {
    this.claims = new AssumeCache('PersistentVolumeClaim', objects);
    this.volumes = new AssumeCache('PersistentVolume', objects);
  }

  /** The pod's claims, sorted by their state; or what is wrong with one of them. */
  claimsOf(pod: Pod): PodClaims | { readonly problem: string } {
    const bound: PersistentVolumeClaimV1[] = [];
    const delayed: PersistentVolumeClaimV1[] = [];
    const immediate: PersistentVolumeClaimV1[] = [];
    for (const use of claimUsesOf(pod)) {
      const claim = this.claims.get(pod.namespace, use.name);
      if (claim === undefined) return { problem: missingClaim(pod, use.name) };
      const problem = use.ephemeral ? ownershipProblem(pod, claim) : null;
      if (problem !== null) return { problem };
      if (isFullyBound(claim)) bound.push(claim);
      else if (boundVolumeName(claim) === '' && waitsForConsumer(claim, this.objects)) delayed.push(claim);
      else immediate.push(claim);
    }
    return { bound, delayed, immediate, candidates: this.candidatesFor(delayed) };
  }

  /** Whether every claim of the pod is bound for good. */
  allBound(pod: Pod): boolean {
    return claimUsesOf(pod).every((use) => {
      const claim = this.claims.get(pod.namespace, use.name);
      if (claim === undefined || !isFullyBound(claim)) return false;
      return !use.ephemeral || ownershipProblem(pod, claim) === null;
    });
  }

  /** Whether all claims are bound, and to volumes that are there and can be reached from everywhere. */
  allowAll({ bound, delayed }: PodClaims): boolean {
    if (delayed.length > 0) return false;
    return bound.every((claim) => {
      const volume = this.volumes.get('', boundVolumeName(claim));
      return volume !== undefined && isAllowedEverywhere(volume);
    });
  }

  /** What the claims need on this node, or why they cannot have it. */
  find(claims: PodClaims, node: NodeInfo): Found {
    const bound = this.checkBound(claims.bound, node);
    if ('problem' in bound) return bound;
    const unbound = this.findForDelayed(claims, node);
    if ('problem' in unbound) return unbound;
    const reasons: string[] = [];
    if (bound.reason === nodeConflict) reasons.push(nodeConflict);
    if ('reason' in unbound) reasons.push(unbound.reason);
    if (bound.reason === volumeMissing) reasons.push(volumeMissing);
    return 'reason' in unbound || reasons.length > 0 ? { reasons } : unbound;
  }

  private candidatesFor(delayed: readonly PersistentVolumeClaimV1[]): PodClaims['candidates'] {
    const candidates = new Map<string, readonly PersistentVolumeV1[]>();
    for (const className of delayed.map(classOfClaim)) {
      if (candidates.has(className)) continue;
      const stored = [...this.objects.grouped('PersistentVolume', classOfVolume, className).values()];
      candidates.set(
        className,
        stored.map((volume) => this.volumes.current(volume)),
      );
    }
    return candidates;
  }

  private checkBound(
    claims: readonly PersistentVolumeClaimV1[],
    node: NodeInfo,
  ): { readonly reason: string | null } | { readonly problem: string } {
    const csiNode = this.objects.get('CSINode', '', node.name);
    for (const claim of claims) {
      const volume = this.volumes.get('', boundVolumeName(claim));
      if (volume === undefined) return { reason: volumeMissing };
      const translated = affinityOnNode(volume, csiNode);
      if ('problem' in translated) return translated;
      if (!affinityAllows(translated.affinity, node.labels)) return { reason: nodeConflict };
    }
    return { reason: null };
  }

  /** Claims that name a node already are provisioned there; the others get a volume that is there, else a new one. */
  private findForDelayed(
    { delayed, candidates }: PodClaims,
    node: NodeInfo,
  ): NodeVolumes | { readonly reason: string } | { readonly problem: string } {
    const toProvision = delayed.filter((claim) => selectedNodeOf(claim) !== undefined);
    if (toProvision.some((claim) => selectedNodeOf(claim) !== node.name)) return { reason: bindConflict };
    const bindings: Binding[] = [];
    const taken = new Set<PersistentVolumeV1>();
    for (const claim of smallestFirst(delayed.filter((claim) => selectedNodeOf(claim) === undefined))) {
      const volume = findMatchingVolume(claim, candidates.get(classOfClaim(claim)) ?? [], node.labels, taken);
      if (volume === null) toProvision.push(claim);
      else bindings.push({ claim, volume });
      if (volume !== null) taken.add(volume);
    }
    const provisions: Provision[] = [];
    for (const claim of toProvision) {
      const outcome = provisionFor(claim, node, this.objects);
      if (outcome === 'impossible here') return { reason: bindConflict };
      if (outcome === 'too little storage') return { reason: notEnoughSpace };
      if ('problem' in outcome) return outcome;
      provisions.push(outcome);
    }
    return { bindings, provisions };
  }
}

function selectedNodeOf(claim: PersistentVolumeClaimV1): string | undefined {
  return claim.metadata.annotations?.[selectedNodeAnnotation];
}

/** By requested storage, so that small claims take small volumes. */
function smallestFirst(claims: PersistentVolumeClaimV1[]): PersistentVolumeClaimV1[] {
  const requested = (claim: PersistentVolumeClaimV1) => storageIn(claim.spec.resources?.requests);
  return claims.sort((a, b) => compareQuantities(requested(a), requested(b)));
}

function missingClaim(pod: Pod, name: string): string {
  const key = `${pod.namespace}/${name}`;
  return `error getting PVC "${key}": persistentvolumeclaims "${key}" not found`;
}
