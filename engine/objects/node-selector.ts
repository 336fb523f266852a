/** Node selectors, compiled: terms are alternatives, a term's expressions and fields all have to hold. */
import type { Labels } from './labels.js';

/** What a node selector looks at. */
export interface SelectableNode {
  readonly name: string;
  readonly labels: Labels;
}

export interface NodeSelector {
  matches(node: SelectableNode): boolean;
}

export interface PreferredNodeTerm {
  readonly weight: number;
  matches(node: SelectableNode): boolean;
}
