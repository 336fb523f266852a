/** Validation of how containers see volumes. Upstream: ValidateVolumeMounts and ValidateVolumeDevices in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerV1, VolumeV1 } from '../../api.js';
import { type FieldError, forbidden, invalid, notFound, notSupported, required } from '../../field-error.js';
import { backstepErrors, descendingPathErrors } from './paths.js';

interface Mount {
  readonly name?: string;
  readonly mountPath?: string;
  readonly readOnly?: boolean;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly mountPropagation?: string;
  readonly recursiveReadOnly?: string;
}

interface Device {
  readonly name?: string;
  readonly devicePath?: string;
}

type Volumes = ReadonlyMap<string, VolumeV1>;

/** Volumes that a container mounts or uses as devices; each has to be among the valid ones. */
export function containerMountErrors(container: ContainerV1, volumes: Volumes, path: string): FieldError[] {
  const mounts = (container['volumeMounts'] ?? []) as readonly Mount[];
  const devices = (container['volumeDevices'] ?? []) as readonly Device[];
  // Of several under one name the last counts, as in upstream's maps.
  const mounted = new Map(mounts.map(({ name = '', mountPath = '' }) => [name, mountPath]));
  const attached = new Map(devices.map(({ name = '', devicePath = '' }) => [name, devicePath]));
  return [
    ...mounts.flatMap((mount, i) => [
      ...placeErrors(mount, mounts.slice(0, i), volumes, `${path}.volumeMounts[${i}]`),
      ...overlapErrors(mount.name, mount.mountPath, attached, mountWords, `${path}.volumeMounts[${i}]`),
      ...subPathErrors(mount, `${path}.volumeMounts`, i),
      ...propagationErrors(mount, isPrivileged(container), `${path}.volumeMounts.mountPropagation`),
      ...recursiveErrors(mount, `${path}.volumeMounts.recursiveReadOnly`),
    ]),
    ...devices.flatMap((device, i) => [
      ...deviceErrors(device, devices.slice(0, i), volumes, `${path}.volumeDevices[${i}]`),
      ...overlapErrors(device.name, device.devicePath, mounted, deviceWords, `${path}.volumeDevices[${i}]`),
    ]),
  ];
}

function isPrivileged(container: ContainerV1): boolean {
  return container.securityContext?.privileged === true;
}

function placeErrors(
  { name = '', mountPath = '' }: Mount,
  before: readonly Mount[],
  volumes: Volumes,
  path: string,
): FieldError[] {
  const repeated = before.some((other) => (other.mountPath ?? '') === mountPath);
  return [
    ...(name === '' ? [required(`${path}.name`)] : []),
    ...(volumes.has(name) ? [] : [notFound(`${path}.name`, name)]),
    ...(mountPath === '' ? [required(`${path}.mountPath`)] : []),
    ...(repeated ? [invalid(`${path}.mountPath`, mountPath, 'must be unique')] : []),
  ];
}

const mountWords = { pathField: 'mountPath', otherList: 'volumeDevices' } as const;
const deviceWords = { pathField: 'devicePath', otherList: 'volumeMounts' } as const;

/** A container cannot have a volume, or a place, both ways. */
function overlapErrors(
  name = '',
  place = '',
  others: ReadonlyMap<string, string>,
  { pathField, otherList }: typeof mountWords | typeof deviceWords,
  path: string,
): FieldError[] {
  const taken = [...others.values()].includes(place);
  return [
    ...(others.has(name) ? [invalid(`${path}.name`, name, `must not already exist in ${otherList}`)] : []),
    ...(taken ? [invalid(`${path}.${pathField}`, place, `must not already exist as a path in ${otherList}`)] : []),
  ];
}

/** Upstream's errors about the path itself do not say which mount. */
function subPathErrors({ subPath = '', subPathExpr = '' }: Mount, listPath: string, i: number): FieldError[] {
  const both = subPath !== '' && subPathExpr !== '';
  const exclusive = 'subPathExpr and subPath are mutually exclusive';
  return [
    ...descendingPathErrors(subPath, `${listPath}.subPath`),
    ...(both ? [invalid(`${listPath}[${i}].subPathExpr`, subPathExpr, exclusive)] : []),
    ...descendingPathErrors(subPathExpr, `${listPath}.subPathExpr`),
  ];
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function propagationErrors({ mountPropagation: mode }: Mount, privileged: boolean, path: string): FieldError[] {
  if (mode === undefined) return [];
  const problem = 'Bidirectional mount propagation is available only to privileged containers';
  return [
    ...(propagations.includes(mode) ? [] : [notSupported(path, mode, propagations)]),
    ...(mode === 'Bidirectional' && !privileged ? [forbidden(path, problem)] : []),
  ];
}

const recursiveModes = ['Disabled', 'Enabled', 'IfPossible'];

function recursiveErrors({ recursiveReadOnly: mode, readOnly, mountPropagation }: Mount, path: string): FieldError[] {
  if (mode === undefined || mode === 'Disabled') return [];
  if (!recursiveModes.includes(mode)) return [notSupported(path, mode, recursiveModes)];
  const propagates = mountPropagation !== undefined && mountPropagation !== 'None';
  return [
    ...(readOnly ? [] : [forbidden(path, 'may only be specified when readOnly is true')]),
    ...(propagates ? [forbidden(path, 'may only be specified when mountPropagation is None or not specified')] : []),
  ];
}

function deviceErrors(
  { name = '', devicePath = '' }: Device,
  before: readonly Device[],
  volumes: Volumes,
  path: string,
): FieldError[] {
  const volume = volumes.get(name);
  const isClaim = volume?.persistentVolumeClaim !== undefined || volume?.ephemeral !== undefined;
  const onlyClaims = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
  const stepsBack = backstepErrors(devicePath, path).length > 0;
  const repeated = (field: 'name' | 'devicePath', value: string) =>
    before.some((other) => (other[field] ?? '') === value);
  return [
    ...(name === '' ? [required(`${path}.name`)] : []),
    ...(name !== '' && repeated('name', name) ? [invalid(`${path}.name`, name, 'must be unique')] : []),
    ...(volume && !isClaim ? [invalid(`${path}.name`, name, onlyClaims)] : []),
    ...(volume ? [] : [notFound(`${path}.name`, name)]),
    ...(devicePath === '' ? [required(`${path}.devicePath`)] : []),
    ...(!stepsBack && repeated('devicePath', devicePath)
      ? [invalid(`${path}.devicePath`, devicePath, 'must be unique')]
      : []),
    ...(stepsBack ? [invalid(`${path}.devicePath`, devicePath, "can not contain backsteps ('..')")] : []),
  ];
}
