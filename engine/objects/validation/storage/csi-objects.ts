/** Validation of what describes CSI drivers: CSINodes, CSIDrivers, CSIStorageCapacities. Upstream: pkg/apis/storage/validation/validation.go, v1.36. */
import type { CSIDriverV1, CSINodeV1, CSIStorageCapacityV1 } from '../../api.js';
import { duplicate, type FieldError, invalid, invalidEach, notSupported, required } from '../../field-error.js';
import { subdomainProblems } from '../../names.js';
import { labelKeyErrors, metadataErrors } from '../metadata.js';
import { atLeastZero, oneOfIfSet } from '../numbers.js';
import { quantityErrors } from '../resources.js';
import { labelSelectorErrors } from '../selectors.js';
import { csiDriverNameErrors } from '../volumes/csi.js';

type NodeDriver = NonNullable<CSINodeV1['spec']['drivers']>[number];

/** What the API server says against a CSINode. */
export function csiNodeErrors({ metadata, spec }: CSINodeV1): FieldError[] {
  const drivers = spec?.drivers ?? [];
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...drivers.flatMap((driver, i) => nodeDriverErrors(driver, drivers.slice(0, i), `spec.drivers[${i}]`)),
  ];
}

const longestNodeId = 256;

function nodeDriverErrors(driver: NodeDriver, before: readonly NodeDriver[], path: string): FieldError[] {
  const { name = '', nodeID = '', allocatable, topologyKeys = [] } = driver;
  const tooLong = nodeID.length > longestNodeId ? [`must be ${longestNodeId} characters or less`] : [];
  return [
    ...csiDriverNameErrors(name, `${path}.name`),
    ...(nodeID === '' ? [required(`${path}.nodeID`)] : invalidEach(`${path}.nodeID`, nodeID, tooLong)),
    ...atLeastZero(`${path}.allocatable.count`, allocatable?.count),
    ...(before.some((other) => (other.name ?? '') === name) ? [duplicate(`${path}.name`, name)] : []),
    ...topologyKeyErrors(topologyKeys, path),
  ];
}

function topologyKeyErrors(keys: readonly string[], path: string): FieldError[] {
  return keys.flatMap((key, i) => [
    ...(key === '' ? [required(path)] : []),
    ...(keys.indexOf(key) < i ? [duplicate(path, key)] : []),
    ...labelKeyErrors(key, path),
  ]);
}

interface TokenRequest {
  readonly audience?: string;
  readonly expirationSeconds?: number;
}

interface DriverFields {
  readonly fsGroupPolicy?: string;
  readonly tokenRequests?: readonly TokenRequest[];
  readonly volumeLifecycleModes?: readonly string[];
  readonly nodeAllocatableUpdatePeriodSeconds?: number;
  readonly serviceAccountTokenInSecrets?: boolean;
}

const fsGroupPolicies = ['File', 'None', 'ReadWriteOnceWithFSType'];
const lifecycleModes = ['Persistent', 'Ephemeral'];
const leastUpdatePeriodSeconds = 10;

/** What the API server says against a CSIDriver. */
export function csiDriverErrors({ metadata, spec }: CSIDriverV1): FieldError[] {
  const fields = spec as DriverFields;
  const { tokenRequests = [], volumeLifecycleModes = [], serviceAccountTokenInSecrets: inSecrets } = fields;
  const period = fields.nodeAllocatableUpdatePeriodSeconds ?? leastUpdatePeriodSeconds;
  const tooShort = `must be greater than or equal to ${leastUpdatePeriodSeconds} seconds`;
  const nothingInSecrets = 'serviceAccountTokenInSecrets is set but no tokenRequests are specified';
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...oneOfIfSet('spec.fsGroupPolicy', fields.fsGroupPolicy, fsGroupPolicies),
    ...tokenRequests.flatMap((request, i) =>
      tokenRequestErrors(request, tokenRequests.slice(0, i), `spec.tokenRequests[${i}]`),
    ),
    ...volumeLifecycleModes
      .filter((mode) => !lifecycleModes.includes(mode))
      .map((mode) => notSupported('spec.volumeLifecycleModes', mode, lifecycleModes)),
    ...(period < leastUpdatePeriodSeconds
      ? [invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, tooShort)]
      : []),
    ...(inSecrets !== undefined && tokenRequests.length === 0
      ? [invalid('spec.serviceAccountTokenInSecrets', inSecrets, nothingInSecrets)]
      : []),
  ];
}

/** Ten minutes. */
const leastTokenSeconds = 600;
const mostTokenSeconds = 2 ** 32;

function tokenRequestErrors(request: TokenRequest, before: readonly TokenRequest[], path: string): FieldError[] {
  const { audience = '', expirationSeconds: seconds = leastTokenSeconds } = request;
  const at = `${path}.expirationSeconds`;
  if (before.some((other) => (other.audience ?? '') === audience)) return [duplicate(`${path}.audience`, audience)];
  if (seconds < leastTokenSeconds) return [invalid(at, seconds, 'may not specify a duration less than 10 minutes')];
  return seconds > mostTokenSeconds
    ? [invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')]
    : [];
}

/** What the API server says against a CSIStorageCapacity. */
export function storageCapacityErrors(capacity: CSIStorageCapacityV1): FieldError[] {
  const { storageClassName = '' } = capacity;
  return [
    ...metadataErrors(capacity.metadata, true, subdomainProblems),
    ...labelSelectorErrors(capacity.nodeTopology, 'nodeTopology'),
    ...invalidEach('storageClassName', storageClassName, subdomainProblems(storageClassName)),
    ...(capacity.capacity === undefined ? [] : quantityErrors('storage', capacity.capacity, 'capacity')),
  ];
}
