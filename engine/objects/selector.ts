/** Label selectors, compiled: matchLabels and matchExpressions become a conjunction of requirements. */
import type { Labels } from './labels.js';

export interface LabelSelector {
  matches(labels: Labels): boolean;
  /** True where it selects every object (`{}`). */
  readonly everything: boolean;
  /** A canonical text: equal text, equal meaning. */
  readonly text: string;
}
