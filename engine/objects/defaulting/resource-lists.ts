/** Resource lists as the API stores them: rounded up to thousandths. Upstream: SetDefaults_ResourceList in pkg/apis/core/v1/defaults.go, v1.36. */
import type { ResourceListV1, ResourceRequirementsV1 } from '../api.js';
import { formatQuantity, parseQuantity, quantityProblem, roundUpToMilli } from '../quantity.js';

/** Rounds the amounts in place; a malformed one stays for validation to report. */
export function roundList(list: ResourceListV1 | undefined): void {
  for (const [name, text] of Object.entries(list ?? {})) {
    if (quantityProblem(text) !== null) continue;
    const written = parseQuantity(text);
    const stored = roundUpToMilli(written);
    if (stored !== written) list![name] = formatQuantity(stored);
  }
}

/** Both sides of a container's, pod's or claim's resources. */
export function roundRequirements(resources: ResourceRequirementsV1 | undefined): void {
  roundList(resources?.limits);
  roundList(resources?.requests);
}
