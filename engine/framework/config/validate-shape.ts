/** What is wrong with the shape of a score. Upstream: validateFunctionShape in pkg/scheduler/apis/config/validation/validation_pluginargs.go, v1.36. */
import { child, type FieldError, invalid, required } from '../../objects/index.js';
import type { UtilizationShapePoint } from './plugin-args.js';

const maxUtilization = 100;
const maxShapeScore = 10;

/** Points have to be there, in range, and sorted by utilization. */
export function shapeErrors(shape: readonly UtilizationShapePoint[], path: string): FieldError[] {
  if (shape.length === 0) return [required(path, 'at least one point must be specified')];
  const unsorted = shape.findIndex((point, i) => i > 0 && shape[i - 1]!.utilization >= point.utilization);
  const errors: FieldError[] = [];
  if (unsorted >= 0) {
    const at = child(`${path}[${unsorted}]`, 'utilization');
    errors.push(invalid(at, shape[unsorted]!.utilization, 'values must be sorted in increasing order'));
  }
  for (const [i, { utilization, score }] of shape.entries()) {
    errors.push(...rangeErrors(utilization, maxUtilization, child(`${path}[${i}]`, 'utilization')));
    errors.push(...rangeErrors(score, maxShapeScore, child(`${path}[${i}]`, 'score')));
  }
  return errors;
}

function rangeErrors(value: number, greatest: number, path: string): FieldError[] {
  return value < 0 || value > greatest ? [invalid(path, value, `not in valid range [0, ${greatest}]`)] : [];
}
