/** Validation of a pod's volumes, as far as the simulator reads them. Upstream: ValidateVolumes in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerV1, ObjectMeta, PodSpecV1, VolumeV1 } from '../api.js';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notFound,
  required,
  tooLong,
} from '../field-error.js';
import { dnsLabelProblems, subdomainProblems } from '../names.js';
import { claimSpecErrors } from './claims.js';
import { annotationErrors, labelErrors } from './metadata.js';

/** What is wrong with a pod's volumes, and the names of those that are right. */
export interface CheckedVolumes {
  readonly errors: readonly FieldError[];
  readonly names: ReadonlySet<string>;
}

/** The pod's volumes; `podName` is "" for a template. */
export function checkVolumes(volumes: readonly VolumeV1[], podName: string, path: string): CheckedVolumes {
  const names = new Set<string>();
  const created = new Set(volumes.filter((v) => v.ephemeral && podName).map((v) => `${podName}-${v.name}`));
  const errors = volumes.flatMap((volume, i) => {
    const at = `${path}[${i}]`;
    const own = [...sourceErrors(volume, podName, at), ...volumeNameErrors(volume, names, `${at}.name`)];
    if (own.length === 0) names.add(volume.name);
    return [...own, ...createdClaimErrors(volume, created, at)];
  });
  return { errors, names };
}

function createdClaimErrors(volume: VolumeV1, created: ReadonlySet<string>, path: string): FieldError[] {
  const claimName = volume.persistentVolumeClaim?.claimName ?? '';
  if (!created.has(claimName)) return [];
  const problem = 'must not reference a PVC that gets created for an ephemeral volume';
  return [invalid(`${path}.persistentVolumeClaim.claimName`, claimName, problem)];
}

function volumeNameErrors({ name = '' }: VolumeV1, taken: ReadonlySet<string>, path: string): FieldError[] {
  const errors = name === '' ? [required(path)] : invalidEach(path, name, dnsLabelProblems(name));
  return taken.has(name) ? [...errors, duplicate(path, name)] : errors;
}

/** All sources in the order upstream looks at them: of several the first stands. */
const sourceOrder = [
  ...['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi'],
  ...['glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc'],
  ...['flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk'],
  ...['storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'],
];

/** Sources that upstream's errors spell otherwise than the API does. */
const printedSources: ReadonlyMap<string, string> = new Map([
  ['cephfs', 'cephFS'],
  ['downwardAPI', 'downwarAPI'],
]);

function sourceErrors(volume: VolumeV1, podName: string, path: string): FieldError[] {
  const sources = sourceOrder.filter((source) => volume[source] !== undefined);
  if (sources.length === 0) return [required(path, 'must specify a volume type')];
  return [
    ...sources
      .slice(1)
      .map((source) =>
        forbidden(`${path}.${printedSources.get(source) ?? source}`, 'may not specify more than 1 volume type'),
      ),
    ...(volume.persistentVolumeClaim && !volume.persistentVolumeClaim.claimName
      ? [required(`${path}.persistentVolumeClaim.claimName`)]
      : []),
    ...requiredSourceFields(volume, path),
    ...(volume.csi ? csiDriverNameErrors(volume.csi.driver, `${path}.csi.driver`) : []),
    ...(volume.ephemeral ? ephemeralErrors(volume, podName, path) : []),
  ];
}

/** What the sources that name something on the node or in the cluster cannot do without. */
const requiredFields: readonly (readonly [source: string, field: string])[] = [
  ['hostPath', 'path'],
  ['secret', 'secretName'],
  ['configMap', 'name'],
  ['nfs', 'server'],
  ['nfs', 'path'],
];

function requiredSourceFields(volume: VolumeV1, path: string): FieldError[] {
  return requiredFields
    .filter(([source, field]) => volume[source] && !(volume[source] as Record<string, unknown>)[field])
    .map(([source, field]) => required(`${path}.${source}.${field}`));
}

/** The name of a CSI driver. */
export function csiDriverNameErrors(name: string | undefined, path: string): FieldError[] {
  if (!name) return [required(path)];
  return [
    ...(name.length > 63 ? [tooLong(path, 63)] : []),
    ...invalidEach(path, name, subdomainProblems(name.toLowerCase())),
  ];
}

function ephemeralErrors({ name = '', ephemeral }: VolumeV1, podName: string, path: string): FieldError[] {
  const template = ephemeral?.volumeClaimTemplate;
  const at = `${path}.ephemeral.volumeClaimTemplate`;
  const claimName = `${podName}-${name}`;
  const problems = podName === '' || name === '' ? [] : subdomainProblems(claimName);
  return [
    ...(template
      ? [
          ...claimMetadataErrors(template.metadata ?? {}, `${at}.metadata`),
          ...claimSpecErrors(template.spec ?? {}, `${at}.spec`),
        ]
      : [required(at)]),
    ...problems.map((problem) => invalid(`${path}.name`, name, `PVC name "${claimName}": ${problem}`)),
  ];
}

function claimMetadataErrors(meta: ObjectMeta, path: string): FieldError[] {
  const others = Object.keys(meta).filter((field) => field !== 'labels' && field !== 'annotations');
  return [
    ...annotationErrors(meta.annotations, `${path}.annotations`),
    ...labelErrors(meta.labels, `${path}.labels`),
    ...others.map((field) => forbidden(`${path}.${field}`, 'cannot be set')),
  ];
}

interface Mount {
  name?: string;
  mountPath?: string;
}

/** Volumes that containers mount; each has to be among the valid ones. */
export function mountErrors(spec: PodSpecV1, names: ReadonlySet<string>, path: string): FieldError[] {
  const lists: [string, readonly ContainerV1[]][] = [
    ['containers', spec.containers ?? []],
    ['initContainers', spec.initContainers ?? []],
  ];
  return lists.flatMap(([field, containers]) =>
    containers.flatMap((container, i) => {
      const mounts = (container['volumeMounts'] ?? []) as Mount[];
      return containerMountErrors(mounts, names, `${path}.${field}[${i}].volumeMounts`);
    }),
  );
}

function containerMountErrors(mounts: readonly Mount[], volumes: ReadonlySet<string>, path: string): FieldError[] {
  return mounts.flatMap(({ name = '', mountPath = '' }, i) => {
    const at = `${path}[${i}]`;
    const repeated = mounts.slice(0, i).some((other) => (other.mountPath ?? '') === mountPath);
    return [
      ...(name === '' ? [required(`${at}.name`)] : []),
      ...(volumes.has(name) ? [] : [notFound(`${at}.name`, name)]),
      ...(mountPath === '' ? [required(`${at}.mountPath`)] : []),
      ...(repeated ? [invalid(`${at}.mountPath`, mountPath, 'must be unique')] : []),
    ];
  });
}
