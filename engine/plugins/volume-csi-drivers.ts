/** The in-tree volume plugins that have moved to CSI, and how each names its volumes there. Upstream: csi-translation-lib/plugins/*.go, v0.36. */
import type { PersistentVolumeV1 } from '../objects/index.js';
import { betaZoneLabel, zoneDelimiter, zoneLabel } from './volume-topology-labels.js';

/** A volume source's fields as written. */
export type Source = Readonly<Record<string, unknown>>;
type Handle = string | { readonly problem: string };

export interface InTreePlugin {
  /** "kubernetes.io/aws-ebs". */
  readonly name: string;
  /** The field of a volume (in a pod or a PersistentVolume) that holds its source. */
  readonly source: string;
  readonly driver: string;
  /** The label by which the driver names zones; null if it has none, or the scheduler never needs it. */
  readonly zoneTopologyKey: string | null;
  /** Whether the scheduler counts and places it as a CSI volume where the node says that it has moved. */
  readonly migrates: boolean;
  inlineHandle(source: Source, context: { readonly volumeName: string; readonly podNamespace: string }): Handle;
  volumeHandle(source: Source, volume: PersistentVolumeV1): Handle;
}

/** A driver whose handle is one of the source's fields. */
function named(by: { name: string; source: string; driver: string; field: string; zoneTopologyKey?: string }) {
  const { name, source, driver, field, zoneTopologyKey = null } = by;
  const handle = (volume: Source) => text(volume[field]);
  return { name, source, driver, zoneTopologyKey, migrates: true, inlineHandle: handle, volumeHandle: handle };
}

const awsElasticBlockStore: InTreePlugin = {
  name: 'kubernetes.io/aws-ebs',
  source: 'awsElasticBlockStore',
  driver: 'ebs.csi.aws.com',
  zoneTopologyKey: 'topology.ebs.csi.aws.com/zone',
  migrates: true,
  inlineHandle: (source) => awsVolumeId(text(source['volumeID'])),
  volumeHandle: (source) => awsVolumeId(text(source['volumeID'])),
};

const gcePersistentDisk: InTreePlugin = {
  name: 'kubernetes.io/gce-pd',
  source: 'gcePersistentDisk',
  driver: 'pd.csi.storage.gke.io',
  zoneTopologyKey: 'topology.gke.io/zone',
  migrates: true,
  inlineHandle: (source) => gceHandle('zones', unspecified, source),
  volumeHandle: gceVolumeHandle,
};

const azureDisk: InTreePlugin = {
  name: 'kubernetes.io/azure-disk',
  source: 'azureDisk',
  driver: 'disk.csi.azure.com',
  zoneTopologyKey: null,
  migrates: true,
  inlineHandle: azureDiskHandle,
  volumeHandle: azureDiskHandle,
};

const azureFile: InTreePlugin = {
  name: 'kubernetes.io/azure-file',
  source: 'azureFile',
  driver: 'file.csi.azure.com',
  zoneTopologyKey: null,
  migrates: false,
  inlineHandle: (source, { volumeName, podNamespace }) =>
    azureFileHandle(source, '', volumeName, podNamespace || 'default'),
  volumeHandle: azureFileVolumeHandle,
};

/** All of them. */
export const inTreePlugins: readonly InTreePlugin[] = [
  gcePersistentDisk,
  awsElasticBlockStore,
  named({
    name: 'kubernetes.io/cinder',
    source: 'cinder',
    driver: 'cinder.csi.openstack.org',
    field: 'volumeID',
    zoneTopologyKey: 'topology.cinder.csi.openstack.org/zone',
  }),
  azureDisk,
  azureFile,
  {
    ...named({
      name: 'kubernetes.io/vsphere-volume',
      source: 'vsphereVolume',
      driver: 'csi.vsphere.vmware.com',
      field: 'volumePath',
    }),
    migrates: false,
  },
  named({
    name: 'kubernetes.io/portworx-volume',
    source: 'portworxVolume',
    driver: 'pxd.portworx.com',
    field: 'volumeID',
  }),
];

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** "aws://zone/vol-1", "aws:///vol-1" and "vol-1" name the same volume. */
function awsVolumeId(id: string): Handle {
  if (!id.startsWith('aws://')) return id;
  const path = id.slice('aws://'.length).replace(/^[^/?#]*/, '');
  const awsId = path.replace(/[?#].*$/, '').replace(/^\/+|\/+$/g, '');
  if (/^vol-[^/]*$/.test(awsId)) return awsId;
  return { problem: `failed to translate Kubernetes ID to EBS Volume ID Invalid format for AWS volume (${id})` };
}

const unspecified = 'UNSPECIFIED';

function gceHandle(scope: 'zones' | 'regions', place: string, source: Source): string {
  return `projects/${unspecified}/${scope}/${place}/disks/${text(source['pdName'])}`;
}

/** A disk in one zone, or, where the volume's label lists several, in their region. */
function gceVolumeHandle(source: Source, { metadata }: PersistentVolumeV1): Handle {
  const label = metadata.labels?.[betaZoneLabel] || metadata.labels?.[zoneLabel] || '';
  const zones = label.split(zoneDelimiter);
  if (zones.length === 1) return gceHandle('zones', zones[0] || unspecified, source);
  const region = gceRegion(zones);
  return typeof region === 'string' ? gceHandle('regions', region, source) : region;
}

function gceRegion(zones: readonly string[]): Handle {
  const regions = new Set<string>();
  for (const zone of zones) {
    const parts = zone.split('-');
    const expected = 'zone in unexpected format, expected: {locale}-{region}-{zone}, got';
    if (parts.length !== 3) return { problem: `failed to get region from zones: ${expected}: ${zone}` };
    regions.add(`${parts[0]}-${parts[1]}`);
  }
  if (regions.size === 1) return [...regions][0]!;
  const listed = [...regions].sort().map((region) => `${region}:{}`);
  return {
    problem: `failed to get region from zones: multiple or no regions gotten from zones, got: map[${listed.join(' ')}]`,
  };
}

function azureDiskHandle(source: Source): Handle {
  const kind = source['kind'];
  if (typeof kind === 'string' && kind.toLowerCase() !== 'managed')
    return { problem: `kind(${kind}) is not supported in csi migration` };
  return text(source['diskURI']);
}

function azureFileHandle(source: Source, resourceGroup: string, name: string, secretNamespace: string): string {
  const secret = text(source['secretName']);
  const account = /azure-storage-account-(.+)-secret/.exec(secret)?.[1] ?? secret;
  return [resourceGroup, account, text(source['shareName']), name, secretNamespace].join('#');
}

function azureFileVolumeHandle(source: Source, { metadata, spec }: PersistentVolumeV1): Handle {
  const secretNamespace = text(source['secretNamespace']) || (spec.claimRef?.namespace ?? '');
  if (secretNamespace === '')
    return { problem: 'could not find a secret namespace in PersistentVolumeSource or ClaimRef' };
  const resourceGroup = metadata.annotations?.['kubernetes.io/azure-file-resource-group'] ?? '';
  return azureFileHandle(source, resourceGroup, metadata.name ?? '', secretNamespace);
}
