/** Label selectors, compiled: matchLabels and matchExpressions become a conjunction of requirements. Upstream: apimachinery/pkg/apis/meta/v1/helpers.go, v1.36. */
import type { LabelSelectorV1 } from './api.js';
import { ConfigError } from './config-error.js';
import { compileRequirement, type LabelRequirement } from './label-requirement.js';
import type { Labels } from './labels.js';

/** A selector, compiled. */
export interface LabelSelector {
  matches(labels: Labels): boolean;
  /** True where it selects every object (`{}`). */
  readonly everything: boolean;
  /** A canonical text: equal text, equal meaning. */
  readonly text: string;
}

/** Selects every object. */
export const everything: LabelSelector = { matches: () => true, everything: true, text: '' };

/** Selects no object. */
export const nothing: LabelSelector = { matches: () => false, everything: false, text: '<nothing>' };

/** Compiled selectors by their text, so that equal ones are the same object. */
const compiled = new Map<string, LabelSelector>();
const compiledLimit = 50_000;

/** A selector as the API means it: absent selects nothing, empty everything. */
export function compileSelector(selector: LabelSelectorV1 | null | undefined): LabelSelector {
  if (selector === undefined || selector === null) return nothing;
  const requirements = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(selector.matchExpressions ?? []),
  ];
  return conjunction(
    requirements.map((requirement) => {
      const holds =
        requirement.operator === 'Gt' || requirement.operator === 'Lt' ? null : compileRequirement(requirement);
      if (holds !== null) return holds;
      throw new ConfigError({ source: 'label selector', value: requirement, problem: 'is no requirement on labels' });
    }),
  );
}

/** A plain map of labels, as Services and nodeSelector have it; absent or empty selects everything. */
export function compileLabelMap(labels: Readonly<Record<string, string>> | undefined): LabelSelector {
  return labels === undefined ? everything : compileSelector({ matchLabels: { ...labels } });
}

/** All requirements together; equal conjunctions are one object. */
export function conjunction(requirements: readonly LabelRequirement[]): LabelSelector {
  const byText = new Map(requirements.map((requirement) => [requirement.text, requirement]));
  const text = [...byText.keys()].sort().join(' & ');
  if (text === '') return everything;
  let selector = compiled.get(text);
  if (selector === undefined) {
    selector = { matches: allOf([...byText.values()]), everything: false, text };
    if (compiled.size >= compiledLimit) compiled.clear();
    compiled.set(text, selector);
  }
  return selector;
}

function allOf(requirements: readonly LabelRequirement[]): (labels: Labels) => boolean {
  if (requirements.length === 1) {
    const only = requirements[0]!;
    return (labels) => only.matches(labels);
  }
  return (labels) => {
    for (const requirement of requirements) if (!requirement.matches(labels)) return false;
    return true;
  };
}
