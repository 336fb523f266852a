/** Node selectors, compiled: terms are alternatives, a term's expressions and fields all have to hold. Upstream: component-helpers/scheduling/corev1/nodeaffinity, v1.36. */
import type { LabelSelectorRequirementV1, NodeSelectorTermV1, NodeSelectorV1 } from './api.js';
import { child, type FieldError, invalid, notSupported } from './field-error.js';
import { compileRequirement, requirementErrors } from './label-requirement.js';
import type { Labels } from './labels.js';
import { compileLabelMap, conjunction, type LabelSelector } from './selector.js';

/** What a node selector looks at. */
export interface SelectableNode {
  readonly name: string;
  readonly labels: Labels;
}

/** A required selector, compiled. */
export interface NodeSelector {
  matches(node: SelectableNode): boolean;
  /** Names of the only nodes that can match, where every term names some (as NodeAffinity's PreFilter reads them); empty where the names contradict each other; null where any node might. */
  readonly nodeNames: ReadonlySet<string> | null;
  /** Canonical: equal text, equal meaning and equal nodeNames. */
  readonly text: string;
}

/** One preferred term, compiled. */
export interface PreferredNodeTerm {
  readonly weight: number;
  matches(node: SelectableNode): boolean;
  /** Canonical: equal text and weight, equal meaning. */
  readonly text: string;
}

/** Preferred terms, or what upstream says when it cannot parse one of them. */
export interface PreferredNodeTerms {
  readonly terms: readonly PreferredNodeTerm[];
  readonly problem: string | null;
}

interface Term {
  matches(node: SelectableNode): boolean;
  readonly text: string;
}

/** Compiles spec.nodeSelector and required node affinity together; null where a pod has neither. */
export function compileNodeSelector(
  nodeSelector: Readonly<Record<string, string>> | undefined,
  required: NodeSelectorV1 | undefined,
): NodeSelector | null {
  if (nodeSelector === undefined && required === undefined) return null;
  const labels = compileLabelMap(nodeSelector);
  if (required === undefined) {
    return { matches: (node) => labels.matches(node.labels), nodeNames: null, text: labels.text };
  }
  const affinity = compileTerms(required);
  if (labels.everything) return affinity;
  return {
    matches: (node) => labels.matches(node.labels) && affinity.matches(node),
    nodeNames: affinity.nodeNames,
    text: `${labels.text} && (${affinity.text})`,
  };
}

/** Compiles a node selector alone, as a volume's node affinity and a profile's added affinity have it. A term that cannot be parsed matches nothing. */
export function compileTerms(selector: NodeSelectorV1): NodeSelector {
  const terms = selector.nodeSelectorTerms.filter((term) => !isEmptyTerm(term)).map(compileTerm);
  const names = namedNodes(selector.nodeSelectorTerms);
  // Terms that match nothing may still confine, or free, the nodes that are looked at.
  const confinement = names === null ? '' : ` of {${[...names].sort().join(',')}}`;
  return {
    matches: (node) => terms.some((term) => term.matches(node)),
    nodeNames: names,
    text: (terms.map((term) => term.text).join(' || ') || '<nothing>') + confinement,
  };
}

/** Compiles preferred terms; those without weight or content count nothing. */
export function compilePreferredTerms(
  preferred: readonly { weight: number; preference: NodeSelectorTermV1 }[] | undefined,
): PreferredNodeTerms {
  const terms: PreferredNodeTerm[] = [];
  const errors: FieldError[] = [];
  for (const [i, { weight, preference = {} }] of (preferred ?? []).entries()) {
    if (weight === 0 || isEmptyTerm(preference)) continue;
    errors.push(...termErrors(preference, `[${i}]`));
    terms.push({ weight, ...compileTerm(preference) });
  }
  return errors.length === 0 ? { terms, problem: null } : { terms: [], problem: aggregate(errors) };
}

/** What upstream says against a node selector that it has to parse at once, such as a profile's added affinity; empty if nothing. */
export function nodeSelectorErrors(selector: NodeSelectorV1): FieldError[] {
  return selector.nodeSelectorTerms.flatMap((term, i) =>
    isEmptyTerm(term) ? [] : termErrors(term, `nodeSelectorTerms[${i}]`),
  );
}

/** Several errors in one text, as upstream joins them. */
export function aggregate(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map((error) => `${error.path}: ${error.message}`))];
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

function isEmptyTerm(term: NodeSelectorTermV1): boolean {
  return (term.matchExpressions ?? []).length + (term.matchFields ?? []).length === 0;
}

function compileTerm(term: NodeSelectorTermV1): Term {
  const labels = compileExpressions(term.matchExpressions ?? []);
  const fields = (term.matchFields ?? []).map(compileField);
  if (labels === null || fields.includes(null) || termErrors(term, '').length > 0)
    return { matches: () => false, text: '<unparsable>' };
  const tests = fields.filter((field) => field !== null);
  const text = [labels.text, ...tests.map((field) => field.text).sort()].filter((part) => part !== '').join(' & ');
  if (tests.length === 0) return { matches: (node) => labels.matches(node.labels), text };
  return { matches: (node) => labels.matches(node.labels) && tests.every((field) => field.matches(node)), text };
}

function compileExpressions(expressions: readonly LabelSelectorRequirementV1[]): LabelSelector | null {
  const requirements = expressions.map(compileRequirement);
  return requirements.includes(null) ? null : conjunction(requirements.filter((r) => r !== null));
}

/** A requirement on a field; a node has only one, its name. Fields it has not are empty. */
function compileField({ key, operator, values = [] }: LabelSelectorRequirementV1): Term | null {
  if (values.length !== 1) return null;
  const wanted = values[0]!;
  const field = key === 'metadata.name' ? (node: SelectableNode) => node.name : () => '';
  if (operator === 'In') return { matches: (node) => field(node) === wanted, text: `@${key}=${wanted}` };
  if (operator === 'NotIn') return { matches: (node) => field(node) !== wanted, text: `@${key}!=${wanted}` };
  return null;
}

function termErrors(term: NodeSelectorTermV1, path: string): FieldError[] {
  return [
    ...(term.matchExpressions ?? []).flatMap((r, i) => expressionErrors(r, `${child(path, 'matchExpressions')}[${i}]`)),
    ...(term.matchFields ?? []).flatMap((r, i) => fieldErrors(r, `${child(path, 'matchFields')}[${i}]`)),
  ];
}

const labelOperators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

function expressionErrors(requirement: LabelSelectorRequirementV1, path: string): FieldError[] {
  if (labelOperators.includes(requirement.operator)) return requirementErrors(requirement, path);
  return [notSupported(child(path, 'operator'), requirement.operator, labelOperators)];
}

function fieldErrors({ operator, values }: LabelSelectorRequirementV1, path: string): FieldError[] {
  if (operator !== 'In' && operator !== 'NotIn')
    return [notSupported(child(path, 'operator'), operator, ['In', 'NotIn'])];
  return values?.length === 1 ? [] : [invalid(child(path, 'values'), values, 'must have one element')];
}

/** The union over terms of the names each confines itself to; null as soon as a term names none. */
function namedNodes(terms: readonly NodeSelectorTermV1[]): ReadonlySet<string> | null {
  if (terms.length === 0) return null;
  const names = new Set<string>();
  for (const term of terms) {
    const lists = (term.matchFields ?? [])
      .filter((r) => r.key === 'metadata.name' && r.operator === 'In')
      .map((r) => r.values ?? []);
    if (lists.length === 0) return null;
    for (const name of lists[0]!) if (lists.every((list) => list.includes(name))) names.add(name);
  }
  return names;
}
