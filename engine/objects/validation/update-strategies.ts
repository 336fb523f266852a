/** Validation of how workloads replace their pods. Upstream: pkg/apis/apps/validation/validation.go, v1.36. */
import type { DeploymentV1, StatefulSetV1 } from '../api.js';
import { child, type FieldError, forbidden, invalid, notSupported, required } from '../field-error.js';
import { atLeastZero } from './numbers.js';
import { isZero, percentOrCountErrors, upToWhole } from './percent-or-count.js';

/** How many pods an update may have too many or too few. */
export interface RollingUpdate {
  maxSurge?: number | string;
  maxUnavailable?: number | string;
}

/** A strategy as upstream prints it. */
function printed(type: string, rollingUpdate: RollingUpdate | undefined): unknown {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  return { Type: type, RollingUpdate: rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null };
}

/** How a DaemonSet replaces its pods. */
export function daemonStrategyErrors(
  { type = '', rollingUpdate }: { type?: string; rollingUpdate?: RollingUpdate },
  path: string,
): FieldError[] {
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate')
    return [notSupported(path, printed(type, rollingUpdate), ['RollingUpdate', 'OnDelete'])];
  return rollingUpdate
    ? daemonRollingUpdateErrors(rollingUpdate, `${path}.rollingUpdate`)
    : [required(`${path}.rollingUpdate`)];
}

/** How a Deployment replaces its pods. */
export function deploymentStrategyErrors(
  { type = '', rollingUpdate }: NonNullable<DeploymentV1['spec']['strategy']>,
  path: string,
): FieldError[] {
  const at = `${path}.rollingUpdate`;
  if (type === 'Recreate') {
    return rollingUpdate ? [forbidden(at, "may not be specified when strategy `type` is 'Recreate'")] : [];
  }
  if (type !== 'RollingUpdate')
    return [notSupported(path, printed(type, rollingUpdate), ['Recreate', 'RollingUpdate'])];
  const { maxSurge = 0, maxUnavailable = 0 } = rollingUpdate ?? {};
  const stuck = isZero(maxSurge) && isZero(maxUnavailable);
  return [
    ...percentOrCountErrors(maxUnavailable, `${at}.maxUnavailable`),
    ...percentOrCountErrors(maxSurge, `${at}.maxSurge`),
    ...(stuck ? [invalid(`${at}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')] : []),
    ...upToWhole(maxUnavailable, `${at}.maxUnavailable`),
  ];
}

function daemonRollingUpdateErrors({ maxSurge = 0, maxUnavailable = 0 }: RollingUpdate, path: string): FieldError[] {
  const [surges, removes] = [!isZero(maxSurge), !isZero(maxUnavailable)];
  const at = child(path, 'maxUnavailable');
  const both =
    surges && removes
      ? [invalid(child(path, 'maxSurge'), maxSurge, 'may not be set when maxUnavailable is non-zero')]
      : [];
  const neither = !surges && !removes ? [required(at, 'cannot be 0 when maxSurge is 0')] : [];
  return [
    ...percentOrCountErrors(maxUnavailable, at),
    ...percentOrCountErrors(maxSurge, child(path, 'maxSurge')),
    ...upToWhole(maxUnavailable, at),
    ...upToWhole(maxSurge, child(path, 'maxSurge')),
    ...both,
    ...neither,
  ];
}

/** How a StatefulSet replaces its pods. */
export function statefulSetStrategyErrors({ updateStrategy = {} }: StatefulSetV1['spec'], path: string): FieldError[] {
  const { type = '', rollingUpdate } = updateStrategy;
  if (type === '') return [required(path)];
  if (type === 'RollingUpdate') return atLeastZero(`${path}.rollingUpdate.partition`, rollingUpdate?.partition);
  const shown = rollingUpdate ? { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: null } : null;
  if (type !== 'OnDelete') {
    return [invalid(path, { Type: type, RollingUpdate: shown }, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  return rollingUpdate
    ? [invalid(`${path}.rollingUpdate`, shown, "only allowed for updateStrategy 'RollingUpdate'")]
    : [];
}
