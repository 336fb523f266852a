/** Labels as a signature: equal for equal labels, in whatever order they came. */
import type { Labels } from '../objects/index.js';

export function sortedLabels(labels: Labels): readonly (readonly [string, string])[] {
  return [...labels.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
}
