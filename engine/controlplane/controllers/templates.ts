/** Pod templates as controllers use them: compiled once a template and owner, compared by what they mean. */

import { type PodTemplateV1, parseQuantity, quantityProblem, refusalText } from '../../objects/index.js';
import { objectName } from '../object-name.js';
import type { CompiledTemplate } from '../pod-templates.js';
import type { StoredObject } from '../store.js';
import { asOwner } from './owners.js';
import type { ControllerParts } from './parts.js';

/** The label by which a Deployment tells its ReplicaSets' pods apart. */
export const templateHashLabel = 'pod-template-hash';

/** Invariant: a template object is compiled once; a refusal is said once. */
export class Templates {
  private readonly compiled = new WeakMap<PodTemplateV1, CompiledTemplate>();
  private readonly said = new Set<string>();
  /** Who to wake once a refused template may be granted. */
  private readonly refusedOwners = new Map<number, () => void>();

  constructor(private readonly parts: Pick<ControllerParts, 'compile' | 'refused'>) {}

  /** The template as pods of this object; null where the API server would refuse them, which is said once; `again` is called when it might not any more. */
  of(template: PodTemplateV1, owner: StoredObject, again: () => void): CompiledTemplate | null {
    let compiled = this.compiled.get(template);
    if (compiled === undefined) {
      compiled = this.parts.compile(template, owner.namespace, asOwner(owner));
      if (compiled.errors.length === 0) this.compiled.set(template, compiled);
    }
    if (compiled.errors.length === 0) return compiled;
    this.refusedOwners.set(owner.index, again);
    this.refuse(owner, refusalText(compiled.errors));
    return null;
  }

  /** A priority class came or changed, on which admission depends. */
  tryAgain(): void {
    const waiting = [...this.refusedOwners.values()];
    this.refusedOwners.clear();
    for (const again of waiting) again();
  }

  private refuse(owner: StoredObject, reason: string): void {
    const object = objectName(owner.kind, owner.namespace, owner.name);
    if (this.said.has(`${object} ${reason}`)) return;
    this.said.add(`${object} ${reason}`);
    this.parts.refused(object, reason);
  }
}

const canonicalTexts = new WeakMap<PodTemplateV1, string>();

/** Equal texts, equal templates, whatever their pod-template-hash. Upstream: EqualIgnoreHash in pkg/controller/deployment/util/deployment_util.go, v1.36. */
export function templateText(template: PodTemplateV1): string {
  let text = canonicalTexts.get(template);
  if (text === undefined) {
    const { labels = {}, annotations = {} } = template.metadata ?? {};
    const { [templateHashLabel]: _hash, ...others } = labels;
    text = canonical({ labels: others, annotations, spec: template.spec });
    canonicalTexts.set(template, text);
  }
  return text;
}

/** JSON with sorted keys and without what is empty; amounts by their value. */
function canonical(value: unknown): string {
  return JSON.stringify(meaning(value, '')) ?? '';
}

function meaning(value: unknown, field: string): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => meaning(item, ''));
  if (typeof value !== 'object') return value;
  const amounts = field === 'requests' || field === 'limits';
  const fields = Object.entries(value)
    .map(([name, item]): [string, unknown] => [name, amounts ? amount(item) : meaning(item, name)])
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function amount(value: unknown): string {
  const known = (typeof value === 'string' || typeof value === 'number') && quantityProblem(value) === null;
  return known ? String(parseQuantity(value)) : String(value);
}
