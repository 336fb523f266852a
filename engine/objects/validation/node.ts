/** Validation of nodes. Upstream: ValidateNode in pkg/apis/core/validation/validation.go, v1.36. */
import type { NodeV1, ResourceListV1 } from '../api.js';
import { duplicate, type FieldError, invalid } from '../field-error.js';
import { subdomainProblems } from '../names.js';
import { metadataErrors } from './metadata.js';
import { quantityErrors } from './resources.js';
import { taintErrors } from './tolerations.js';

/** What the API server says against a node. Upstream reports taints under metadata. */
export function nodeErrors({ metadata, spec, status }: NodeV1): FieldError[] {
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...taintErrors(spec?.taints ?? [], 'metadata.taints'),
    ...resourceErrors(status?.capacity, 'status.capacity'),
    ...resourceErrors(status?.allocatable, 'status.allocatable'),
    ...featureErrors(status?.declaredFeatures ?? [], 'status.declaredFeatures'),
  ];
}

function resourceErrors(list: ResourceListV1 | undefined, path: string): FieldError[] {
  return Object.entries(list ?? {}).flatMap(([name, text]) => quantityErrors(name, text, `${path}.${name}`));
}

/** Features are sorted, each there once. */
function featureErrors(features: readonly string[], path: string): FieldError[] {
  return features.flatMap((feature, i) => {
    const problem = featureProblem(feature);
    const errors = problem === null ? [] : [invalid(`${path}[${i}]`, feature, problem)];
    const before = features[i - 1];
    if (before === feature) return [duplicate(`${path}[${i}]`, feature), ...errors];
    if (before !== undefined && before > feature)
      return [invalid(`${path}[${i}]`, feature, 'list must be sorted alphabetically'), ...errors];
    return errors;
  });
}

function featureProblem(feature: string): string | null {
  if (feature.length > 253) return `invalid feature name "${feature}": must be no more than 253 characters`;
  if (/^[A-Z][a-zA-Z0-9]*(\/[a-zA-Z][a-zA-Z0-9]*)*$/.test(feature)) return null;
  const rule =
    "must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes";
  return `invalid feature name "${feature}": ${rule}`;
}
