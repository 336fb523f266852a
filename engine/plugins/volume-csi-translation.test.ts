import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { CSINodeV1, PersistentVolumeV1, VolumeV1 } from '../objects/index.js';
import {
  affinityOnNode,
  inlinePlugin,
  pluginOfProvisioner,
  translateInline,
  translateVolume,
  volumePlugin,
} from './volume-csi-translation.js';
import { aCsiNode, aVolume, inZones, type VolumeOptions } from './volume-testing.js';

const zone = 'topology.kubernetes.io/zone';
const betaZone = 'failure-domain.beta.kubernetes.io/zone';
const betaRegion = 'failure-domain.beta.kubernetes.io/region';

const ebs = (volumeID: string) => ({ awsElasticBlockStore: { volumeID } });
const pd = { gcePersistentDisk: { pdName: 'd' } };
const file = (secretName: string) => ({ azureFile: { secretName, shareName: 's' } });

const inline: [Record<string, unknown>, unknown][] = [
  [ebs('vol-1'), 'ebs.csi.aws.com/vol-1'],
  [ebs('aws://us-east-1a/vol-1'), 'ebs.csi.aws.com/vol-1'],
  [ebs('aws:///vol-1'), 'ebs.csi.aws.com/vol-1'],
  [
    ebs('aws://a/b/c'),
    'failed to translate Kubernetes ID to EBS Volume ID Invalid format for AWS volume (aws://a/b/c)',
  ],
  [pd, 'pd.csi.storage.gke.io/projects/UNSPECIFIED/zones/UNSPECIFIED/disks/d'],
  [{ azureDisk: { diskURI: '/disks/d', kind: 'Managed' } }, 'disk.csi.azure.com//disks/d'],
  [{ azureDisk: { diskURI: '/disks/d', kind: 'Shared' } }, 'kind(Shared) is not supported in csi migration'],
  [{ cinder: { volumeID: 'c' } }, 'cinder.csi.openstack.org/c'],
  [{ portworxVolume: { volumeID: 'p' } }, 'pxd.portworx.com/p'],
  [{ vsphereVolume: { volumePath: '[ds] v' } }, 'csi.vsphere.vmware.com/[ds] v'],
  [file('azure-storage-account-acc-secret'), 'file.csi.azure.com/#acc#s#v#shop'],
  [file('own'), 'file.csi.azure.com/#own#s#v#shop'],
];
for (const [source, expected] of inline) {
  test(`a pod's volume ${JSON.stringify(source)} is ${expected}`, () => {
    const volume = { name: 'v', ...source } as VolumeV1;
    const translated = translateInline(inlinePlugin(volume)!, volume, 'shop');
    equal('problem' in translated ? translated.problem : `${translated.driver}/${translated.handle}`, expected);
  });
}

test('volumes that never were in-tree disks are not translated', () => {
  equal(inlinePlugin({ name: 'v', csi: { driver: 'd' } }), undefined);
  equal(volumePlugin(aVolume('v') as PersistentVolumeV1), undefined);
  equal(pluginOfProvisioner('csi.example.com'), undefined);
  equal(pluginOfProvisioner('kubernetes.io/gce-pd')?.driver, 'pd.csi.storage.gke.io');
});

test('a GCE disk is named by its zone, or by the region of its zones', () => {
  const handle = (labels: Record<string, string>) => {
    const volume = aVolume('v', { source: pd, metadata: { labels } }) as PersistentVolumeV1;
    const translated = translateVolume(volumePlugin(volume)!, volume);
    return 'problem' in translated ? translated.problem : translated.handle;
  };
  equal(handle({ [zone]: 'us-e1-a' }), 'projects/UNSPECIFIED/zones/us-e1-a/disks/d');
  equal(handle({ [zone]: 'us-e1-a__us-e1-b' }), 'projects/UNSPECIFIED/regions/us-e1/disks/d');
  equal(
    handle({ [zone]: 'us-e1-a__us-e2-b' }),
    'failed to get region from zones: multiple or no regions gotten from zones, got: map[us-e1:{} us-e2:{}]',
  );
  equal(
    handle({ [betaZone]: 'a__us-e2-b' }),
    'failed to get region from zones: zone in unexpected format, expected: {locale}-{region}-{zone}, got: a',
  );
});

test('an Azure share is named by group, account, share, volume and namespace of the secret', () => {
  const volume = aVolume('v', {
    source: file('own'),
    metadata: { annotations: { 'kubernetes.io/azure-file-resource-group': 'rg' } },
    spec: { claimRef: { namespace: 'shop' } },
  }) as PersistentVolumeV1;
  deepEqual(translateVolume(volumePlugin(volume)!, volume), {
    driver: 'file.csi.azure.com',
    handle: 'rg#own#s#v#shop',
  });
});

const migrated = aCsiNode('n', {}, ['kubernetes.io/aws-ebs']) as CSINodeV1;
const ebsZone = 'topology.ebs.csi.aws.com/zone';

function affinity(options: VolumeOptions, csiNode = migrated): unknown {
  const volume = aVolume('v', { source: ebs('vol-1'), ...options }) as PersistentVolumeV1;
  const found = affinityOnNode(volume, csiNode);
  return 'problem' in found ? found.problem : found.affinity;
}

const term = (...requirements: [string, string[]][]) => ({
  nodeSelectorTerms: [{ matchExpressions: requirements.map(([key, values]) => ({ key, operator: 'In', values })) }],
});

test('the zone in the affinity of a migrated volume moves to the key of the driver', () => {
  deepEqual(affinity({ zones: ['a'] }), term([ebsZone, ['a']]));
  deepEqual(affinity({ zones: ['a'] }, aCsiNode('n', {}) as CSINodeV1), inZones('a'));
  deepEqual(affinity({ zones: ['a'] }, aCsiNode('n', {}, ['kubernetes.io/gce-pd']) as CSINodeV1), inZones('a'));
});

test('without a zone there, the zones of the label are asked for', () => {
  deepEqual(affinity({ metadata: { labels: { [zone]: 'b__ a' } } }), term([ebsZone, ['a', 'b']]));
  const host = { nodeAffinity: { required: term(['host', ['h']]) } };
  deepEqual(
    affinity({ metadata: { labels: { [betaZone]: 'a' } }, spec: host }),
    term(['host', ['h']], [ebsZone, ['a']]),
  );
  equal(affinity({}), undefined);
});

test('a beta region becomes a region of today', () => {
  const spec = { nodeAffinity: { required: term([betaZone, ['a']], [betaRegion, ['r']]) } };
  deepEqual(affinity({ spec }), term([ebsZone, ['a']], ['topology.kubernetes.io/region', ['r']]));
});

test('a volume that cannot be translated says why', () => {
  const told = affinity(
    { source: { azureDisk: { diskURI: 'd', kind: 'Dedicated' } } },
    aCsiNode('n', {}, ['kubernetes.io/azure-disk']) as CSINodeV1,
  );
  equal(told, 'could not translate pv: kind(Dedicated) is not supported in csi migration');
});
