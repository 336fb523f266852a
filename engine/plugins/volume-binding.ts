/** VolumeBinding places pods where their claims' volumes are, can be bound or can be made. Upstream: plugins/volumebinding/volume_binding.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { VolumeBindingArgs } from '../framework/config/index.js';
import {
  definePlugin,
  failure,
  type Handle,
  type PluginFactory,
  type PreFilterResult,
  type Status,
  skip,
  success,
  unresolvable,
} from '../framework/index.js';
import { type Found, type NodeVolumes, type PodClaims, VolumeBinder } from './volume-binder.js';
import { type AssumedChanges, assumeChanges, revertChanges } from './volume-binding-assume.js';
import { volumeBindingEvents } from './volume-binding-hints.js';
import { bindVolumes } from './volume-binding-prebind.js';
import { capacityScorer } from './volume-capacity-score.js';
import { classOfClaim, classOfVolume, waitsForConsumer } from './volume-claims.js';
import { claimUsesOf, ownershipProblem, usesNoClaim, volumeSignature, volumesReadBesides } from './volume-sources.js';
import { bindingLooks } from './volume-work.js';

/** One pod's cycle: its claims, and what was assumed for it once it had a node. */
interface BindingState {
  readonly claims: PodClaims;
  assumed: AssumedChanges | null;
}

/** What later steps say where PreFilter did not run. */
const noState = failure('not found');
const noClaims: PodClaims = { bound: [], delayed: [], immediate: [], candidates: new Map() };
const unboundImmediate = unresolvable('pod has unbound immediate PersistentVolumeClaims');

/** Makes the plugin for a profile. */
export const volumeBinding: PluginFactory<VolumeBindingArgs> = {
  name: 'VolumeBinding',
  create(args, handle) {
    const binder = new VolumeBinder(handle.cluster.objects);
    const scorer = args.shape === undefined ? null : capacityScorer(args.shape);
    return definePlugin<BindingState | undefined>({
      name: 'VolumeBinding',
      signs: volumeSignature,
      readsBesides: volumesReadBesides,
      preFilter: { check: (pod) => preFilter(pod, binder, handle), isSameForSpec: usesNoClaim },
      filter: {
        dependsOn: ['node-static', 'objects'],
        check: (_pod, node, state) => (state === undefined ? noState : verdict(binder.find(state.claims, node))),
        allowsAll: (_pod, state) => state !== undefined && binder.allowAll(state.claims),
      },
      preScore: (_pod, _nodes, state) => ({ status: scorer === null ? skip : state === undefined ? noState : success }),
      skipsScore: () => scorer === null,
      score: {
        dependsOn: ['node-static', 'objects'],
        score(_pod, node, _state, filterState) {
          if (scorer === null) return 0;
          if (filterState === undefined) return noState;
          const volumes = nodeVolumes(binder, filterState, node);
          return volumes === null ? 0 : scorer(volumes);
        },
      },
      reserve: {
        reserve: (pod, nodeName, state) => reserve(pod, nodeName, state, binder, handle),
        unreserve(_pod, _nodeName, state) {
          if (state?.assumed) revertChanges(binder, state.assumed);
        },
      },
      preBind: {
        parallel: true,
        preFlight: (_pod, _nodeName, state) => (state === undefined ? noState : state.assumed ? success : skip),
        run(pod, nodeName, state, done) {
          const timeoutUs = args.bindTimeoutSeconds * 1_000_000;
          if (state === undefined) done(noState);
          else if (state.assumed === null) done(success);
          else bindVolumes({ binder, handle, pod, nodeName, assumed: state.assumed, timeoutUs, done });
        },
      },
      requeueOn: volumeBindingEvents,
      work: {
        preFilter: (pod) => ({ terms: volumesListed(pod, handle) }),
        filter: (pod, cluster, visited) => ({ terms: bindingLooks(pod, cluster, visited) }),
      },
    });
  },
};

function preFilter(pod: Pod, binder: VolumeBinder, handle: Handle): PreFilterResult<BindingState | undefined> {
  const uses = claimUsesOf(pod);
  if (uses.length === 0) return { status: skip, state: { claims: noClaims, assumed: null } };
  const problem = claimProblem(pod, handle);
  if (problem !== null) return { status: unresolvable(problem) };
  const claims = binder.claimsOf(pod);
  if ('problem' in claims) return { status: failure(claims.problem) };
  if (claims.immediate.length > 0) return { status: unboundImmediate };
  return { status: success, state: { claims, assumed: null } };
}

/** The first thing wrong with a claim: not there, lost, going, not the pod's own. */
function claimProblem(pod: Pod, { cluster }: Handle): string | null {
  for (const { name, ephemeral } of claimUsesOf(pod)) {
    const claim = cluster.objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim === undefined && ephemeral)
      return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`;
    if (claim === undefined) return `persistentvolumeclaim "${name}" not found`;
    if (claim.status?.phase === 'Lost')
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
    if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    const problem = ephemeral ? ownershipProblem(pod, claim) : null;
    if (problem !== null) return problem;
  }
  return null;
}

/** Rejections by their reasons, so that equal ones are one object. */
const rejections = new Map<string, Status>();

function verdict(found: Found): Status {
  if ('problem' in found) return failure(found.problem);
  if (!('reasons' in found)) return success;
  const key = found.reasons.join('\n');
  let status = rejections.get(key);
  if (status === undefined) {
    status = unresolvable(...found.reasons);
    rejections.set(key, status);
  }
  return status;
}

/** What a node that passed the filter has for the pod. */
function nodeVolumes(binder: VolumeBinder, { claims }: BindingState, node: NodeInfo): NodeVolumes | null {
  const found = binder.find(claims, node);
  return 'bindings' in found ? found : null;
}

/** Finds again what the filter found, for this one node, and takes it as done. */
function reserve(
  pod: Pod,
  nodeName: string,
  state: BindingState | undefined,
  binder: VolumeBinder,
  { cluster, runsFilter }: Handle,
): Status {
  if (state === undefined) return noState;
  // Upstream binds what Filter found; without Filter it finds nothing to bind.
  if (binder.allBound(pod) || !runsFilter('VolumeBinding')) return success;
  const node = cluster.node(nodeName);
  const volumes = node === undefined ? null : nodeVolumes(binder, state, node);
  if (volumes === null) return failure(`no pod volume found for node "${nodeName}"`);
  const assumed = assumeChanges(binder, volumes, nodeName);
  if ('problem' in assumed) return failure(assumed.problem);
  state.assumed = assumed;
  return success;
}

/** How many volumes PreFilter lists: all of the classes of claims that the scheduler is to bind. */
function volumesListed(pod: Pod, { cluster: { objects } }: Handle): number {
  let listed = 0;
  for (const { name } of claimUsesOf(pod)) {
    const claim = objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim && !claim.spec.volumeName && waitsForConsumer(claim, objects))
      listed += objects.grouped('PersistentVolume', classOfVolume, classOfClaim(claim)).size;
  }
  return listed;
}
