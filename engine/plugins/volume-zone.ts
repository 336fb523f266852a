/** VolumeZone keeps pods in the zones and regions that their bound volumes' labels name. Upstream: plugins/volumezone/volume_zone.go, v1.36. */
import type { ObjectStore, Pod } from '../cluster/index.js';
import {
  Action,
  definePlugin,
  on,
  type PluginFactory,
  type PreFilterResult,
  type QueueingHint,
  skip,
  success,
  unresolvable,
} from '../framework/index.js';
import type { Labels, PersistentVolumeClaimV1, PersistentVolumeV1, StorageClassV1 } from '../objects/index.js';
import { boundVolumeName, classOfClaim } from './volume-claims.js';
import { namedClaimsOf, usesNoClaim, volumeSignature, volumesReadBesides } from './volume-sources.js';
import { betaRegionLabel, betaZoneLabel, labelValues, regionLabel, zoneLabel } from './volume-topology-labels.js';

/** A volume's label: the node's must be one of the values. */
interface Topology {
  readonly key: string;
  readonly values: ReadonlySet<string>;
}

const labelKeys = [betaZoneLabel, betaRegionLabel, zoneLabel, regionLabel];
/** Where a node without the beta label is looked at instead. */
const todaysKey: Readonly<Record<string, string>> = { [betaZoneLabel]: zoneLabel, [betaRegionLabel]: regionLabel };

const zoneConflict = unresolvable('node(s) had no available volume zone');

/** Makes the plugin for a profile. */
export const volumeZone: PluginFactory = {
  name: 'VolumeZone',
  create(_args, handle) {
    return definePlugin<readonly Topology[] | undefined>({
      name: 'VolumeZone',
      signs: volumeSignature,
      readsBesides: volumesReadBesides,
      preFilter: { check: (pod) => preFilter(pod, handle.cluster.objects), isSameForSpec: usesNoClaim },
      filter: {
        dependsOn: ['node-static', 'objects'],
        check(pod, node, left) {
          const { status, state } =
            left === undefined ? preFilter(pod, handle.cluster.objects) : { status: success, state: left };
          if (state === undefined) return status.code === 'Skip' ? success : status;
          return allows(node.labels, state) ? success : zoneConflict;
        },
      },
      requeueOn: [
        on('StorageClass', Action.Add, (_pod, _before, after) =>
          queueIf((after as StorageClassV1).volumeBindingMode === 'WaitForFirstConsumer'),
        ),
        on('Node', Action.Add | Action.UpdateNodeLabel),
        on('PersistentVolumeClaim', Action.Add | Action.Update, (pod, _before, after) =>
          queueIf(usesByName(pod, after as PersistentVolumeClaimV1)),
        ),
        on('PersistentVolume', Action.Add | Action.Update, (_pod, before, after) =>
          queueIf(before == null || topologyText(before) !== topologyText(after)),
        ),
      ],
    });
  },
};

/** A node in no zone or region at all takes any volume. */
function allows(labels: Labels, topologies: readonly Topology[]): boolean {
  if (!labelKeys.some((key) => labels.has(key))) return true;
  return topologies.every(({ key, values }) => {
    const value = labels.get(key) ?? labels.get(todaysKey[key] ?? key);
    return value !== undefined && values.has(value);
  });
}

/** The labels of the volumes of all bound claims; claims that wait for a consumer are passed over. */
function preFilter(pod: Pod, objects: ObjectStore): PreFilterResult<readonly Topology[]> {
  const topologies: Topology[] = [];
  for (const name of namedClaimsOf(pod)) {
    if (name === '') return { status: unresolvable('PersistentVolumeClaim had no name') };
    const claim = objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim === undefined) return { status: unresolvable(`persistentvolumeclaim "${name}" not found`) };
    const volumeName = boundVolumeName(claim);
    if (volumeName === '') {
      const problem = unboundProblem(claim, objects);
      if (problem !== null) return { status: unresolvable(problem) };
      continue;
    }
    const volume = objects.get('PersistentVolume', '', volumeName);
    if (volume === undefined) return { status: unresolvable(`persistentvolume "${volumeName}" not found`) };
    topologies.push(...topologiesOf(volume));
  }
  return topologies.length === 0 ? { status: skip } : { status: success, state: topologies };
}

/** Why an unbound claim cannot be left to the scheduler; null if it can. */
function unboundProblem(claim: PersistentVolumeClaimV1, objects: ObjectStore): string | null {
  const className = classOfClaim(claim);
  if (className === '') return 'PersistentVolumeClaim had no pv name and storageClass name';
  const storageClass = objects.get('StorageClass', '', className);
  if (storageClass === undefined) return `storageclass.storage.k8s.io "${className}" not found`;
  return storageClass.volumeBindingMode === 'WaitForFirstConsumer' ? null : 'PersistentVolume had no name';
}

function topologiesOf({ metadata }: PersistentVolumeV1): Topology[] {
  return labelKeys.flatMap((key) => {
    const label = metadata.labels?.[key];
    const values = label === undefined ? null : labelValues(label);
    return values === null ? [] : [{ key, values }];
  });
}

function topologyText(volume: unknown): string {
  const topologies = topologiesOf(volume as PersistentVolumeV1);
  return JSON.stringify(topologies.map(({ key, values }) => [key, [...values].sort()]));
}

function usesByName(pod: Pod, { metadata }: PersistentVolumeClaimV1): boolean {
  return metadata.namespace === pod.namespace && namedClaimsOf(pod).includes(metadata.name ?? '');
}

function queueIf(helps: boolean): QueueingHint {
  return helps ? 'Queue' : 'QueueSkip';
}
