/** Tolerations and taints with the API's meaning. Upstream: component-helpers/scheduling/corev1/helpers.go and api/core/v1/toleration.go, v1.36. */
import type { TaintV1, TolerationV1 } from './api.js';
import { parseInt64 } from './label-requirement.js';

/** A toleration, compiled. */
export interface Toleration {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
  /** Seconds a NoExecute taint is tolerated; undefined: for ever. */
  readonly tolerationSeconds: number | undefined;
}

/** A taint, compiled. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** Gate TaintTolerationComparisonOperators, off in 1.36: without it, operators Gt and Lt tolerate nothing. */
export interface TolerationGates {
  readonly comparisonOperators: boolean;
}

/** The gate as it is by default. */
export const defaultTolerationGates: TolerationGates = { comparisonOperators: false };

/** Compiles a toleration; a missing operator means Equal. */
export function compileToleration(t: TolerationV1): Toleration {
  const { key = '', operator, value = '', effect = '' } = t;
  return { key, operator: operator || 'Equal', value, effect, tolerationSeconds: t.tolerationSeconds ?? undefined };
}

/** Compiles a taint. */
export function compileTaint(t: TaintV1): Taint {
  return { key: t.key ?? '', value: t.value ?? '', effect: t.effect ?? '' };
}

/** Whether one toleration tolerates one taint; an empty effect means any effect, an empty key any key. */
export function tolerates(toleration: Toleration, taint: Taint, gates = defaultTolerationGates): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== '' && toleration.key !== taint.key) return false;
  switch (toleration.operator) {
    case 'Equal':
    case '':
      return toleration.value === taint.value;
    case 'Exists':
      return true;
    case 'Gt':
    case 'Lt':
      return gates.comparisonOperators && compares(toleration, taint);
    default:
      return false;
  }
}

/** Whether any of the tolerations tolerates the taint. */
export function toleratesAny(
  tolerations: readonly Toleration[],
  taint: Taint,
  gates = defaultTolerationGates,
): boolean {
  return tolerations.some((toleration) => tolerates(toleration, taint, gates));
}

/** The first taint with one of the effects that nothing tolerates; undefined if all are tolerated. */
export function findUntolerated(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  effects: readonly string[],
  gates = defaultTolerationGates,
): Taint | undefined {
  return taints.find((taint) => effects.includes(taint.effect) && !toleratesAny(tolerations, taint, gates));
}

/** The taint's number above (Gt) or below (Lt) the toleration's. */
function compares(toleration: Toleration, taint: Taint): boolean {
  const bound = canonicalInt64(toleration.value);
  const number = canonicalInt64(taint.value);
  if (bound === null || number === null) return false;
  return toleration.operator === 'Gt' ? number > bound : number < bound;
}

function canonicalInt64(text: string): bigint | null {
  return isDecimalInteger(text) ? parseInt64(text) : null;
}

/** A whole number without sign or leading zeros that need not be there. */
export function isDecimalInteger(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text);
}
