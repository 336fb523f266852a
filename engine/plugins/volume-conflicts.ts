/** Disks that two pods on one node cannot both mount. Upstream: isVolumeConflict in plugins/volumerestrictions/volume_restrictions.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { VolumeV1 } from '../objects/index.js';
import { volumesOf } from './volume-sources.js';

type Disk = Readonly<Record<string, unknown>>;

/** Whether two mounts of this kind are of one disk, and whether reading it together is allowed. */
interface DiskKind {
  readonly source: string;
  same(a: Disk, b: Disk): boolean;
  readonly sharedReadOnly: boolean;
}

const diskKinds: readonly DiskKind[] = [
  { source: 'gcePersistentDisk', same: equalIn('pdName'), sharedReadOnly: true },
  { source: 'awsElasticBlockStore', same: equalIn('volumeID'), sharedReadOnly: false },
  { source: 'iscsi', same: equalIn('iqn'), sharedReadOnly: true },
  {
    source: 'rbd',
    same: (a, b) => monitorsOverlap(a, b) && equalIn('pool', 'image')(a, b),
    sharedReadOnly: true,
  },
];

/** The pod's volumes that can conflict with another pod's. */
export function disksOf(pod: Pod): VolumeV1[] {
  return volumesOf(pod).filter((volume) => diskKinds.some((kind) => diskIn(volume, kind) !== undefined));
}

/** Whether one of the disks conflicts with a volume of the pod. */
export function conflictsWith(disks: readonly VolumeV1[], pod: Pod): boolean {
  const others = volumesOf(pod);
  return others.length > 0 && disks.some((disk) => others.some((other) => conflict(disk, other)));
}

function conflict(a: VolumeV1, b: VolumeV1): boolean {
  return diskKinds.some((kind) => {
    const [one, other] = [diskIn(a, kind), diskIn(b, kind)];
    if (one === undefined || other === undefined || !kind.same(one, other)) return false;
    return !(kind.sharedReadOnly && one['readOnly'] === true && other['readOnly'] === true);
  });
}

function diskIn(volume: VolumeV1, { source }: DiskKind): Disk | undefined {
  return (volume[source] as Disk | null | undefined) ?? undefined;
}

function equalIn(...fields: string[]): (a: Disk, b: Disk) => boolean {
  return (a, b) => fields.every((field) => (a[field] ?? '') === (b[field] ?? ''));
}

function monitorsOverlap(a: Disk, b: Disk): boolean {
  const monitors = (disk: Disk) => (disk['monitors'] as readonly string[] | undefined) ?? [];
  return monitors(a).some((monitor) => monitors(b).includes(monitor));
}
