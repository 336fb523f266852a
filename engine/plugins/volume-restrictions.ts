/** VolumeRestrictions keeps pods from mounting a disk twice on a node, and a ReadWriteOncePod claim twice anywhere. Upstream: plugins/volumerestrictions/volume_restrictions.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  Action,
  definePlugin,
  failure,
  type Handle,
  on,
  type PluginFactory,
  type PreFilterResult,
  type QueueingHint,
  type Status,
  skip,
  success,
  unresolvable,
  unschedulable,
} from '../framework/index.js';
import type { PersistentVolumeClaimV1, VolumeV1 } from '../objects/index.js';
import { conflictsWith, disksOf } from './volume-conflicts.js';
import { namedClaimsOf, usesNoClaim, volumeSignature, volumesReadBesides } from './volume-sources.js';

interface RestrictionState {
  readonly disks: readonly VolumeV1[];
  /** Claims of the pod that only one pod may use at a time. */
  readonly exclusive: ReadonlySet<string>;
  /** How often pods on nodes use them. */
  uses: number;
}

const diskConflict = unschedulable('node(s) had no available disk');
const claimInUse = unschedulable(
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
);

const noState = failure('cannot read "PreFilterVolumeRestrictions" from cycleState');

/** Makes the plugin for a profile. */
export const volumeRestrictions: PluginFactory = {
  name: 'VolumeRestrictions',
  create(_args, handle) {
    return definePlugin<RestrictionState | undefined>({
      name: 'VolumeRestrictions',
      signs: volumeSignature,
      readsBesides: volumesReadBesides,
      preFilter: {
        check: (pod) => preFilter(pod, handle),
        isSameForSpec: usesNoClaim,
        clone: (state) => ({ ...state! }),
        addPod: (state, _pod, added) => count(state!, added, 1),
        removePod: (state, _pod, removed) => count(state!, removed, -1),
      },
      filter: {
        // An exclusive claim's use is the same for every node and changes with any pod anywhere.
        dependsOn: 'anything',
        check(pod, node, state) {
          const disks = state?.disks ?? disksOf(pod);
          if (disks.length > 0 && node.pods.some((other) => conflictsWith(disks, other))) return diskConflict;
          if (state === undefined) return noState;
          return state.uses > 0 ? claimInUse : success;
        },
      },
      requeueOn: [
        on('Pod', Action.Delete, (pod, before) => afterPodDeleted(pod, before as Pod)),
        on('Node', Action.Add),
        on('PersistentVolumeClaim', Action.Add, (pod, _before, after) =>
          afterClaimAdded(pod, after as PersistentVolumeClaimV1),
        ),
      ],
    });
  },
};

function preFilter(pod: Pod, { cluster }: Handle): PreFilterResult<RestrictionState> {
  const disks = disksOf(pod);
  const exclusive = new Set<string>();
  for (const name of namedClaimsOf(pod)) {
    const claim = cluster.objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim === undefined) return { status: unresolvable(`persistentvolumeclaim "${name}" not found`) };
    if (claim.spec.accessModes?.includes('ReadWriteOncePod')) exclusive.add(name);
  }
  let uses = 0;
  for (const name of exclusive) if (cluster.isClaimUsed(`${pod.namespace}/${name}`)) uses++;
  if (disks.length === 0 && uses === 0) return { status: skip };
  return { status: success, state: { disks, exclusive, uses } };
}

/** As upstream, another namespace's claim of the same name counts too. */
function count(state: RestrictionState, other: Pod, sign: 1 | -1): Status {
  for (const name of namedClaimsOf(other)) if (state.exclusive.has(name)) state.uses += sign;
  return success;
}

/** A pod that held a conflicting disk or one of the pod's claims is gone. */
function afterPodDeleted(pod: Pod, deleted: Pod): QueueingHint {
  if (deleted.namespace !== pod.namespace) return 'QueueSkip';
  if (conflictsWith(disksOf(pod), deleted)) return 'Queue';
  const claims = new Set(namedClaimsOf(pod));
  return namedClaimsOf(deleted).some((name) => claims.has(name)) ? 'Queue' : 'QueueSkip';
}

function afterClaimAdded(pod: Pod, { metadata }: PersistentVolumeClaimV1): QueueingHint {
  const awaited = metadata.namespace === pod.namespace && namedClaimsOf(pod).includes(metadata.name ?? '');
  return awaited ? 'Queue' : 'QueueSkip';
}
