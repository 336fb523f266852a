/** A template whose objects are admitted one by one only where the answer may be another: the rest differ from one that was admitted in known texts. */
import type { KubeObject } from '../../objects/index.js';
import type { ObjectTemplate } from '../../run-spec.js';
import { objectOf, textOf, valueAt } from './fill-places.js';

/** Where the texts with places are: the text itself, or what is below keys or indexes. */
type Texts = string | ReadonlyMap<string, Texts>;

/** What is below these, defaulting rewrites: quantities are brought into one form, label keys go into selectors. */
const rewritten = new Set(['resources', 'overhead', 'capacity', 'allocatable', 'matchLabelKeys', 'mismatchLabelKeys']);

const none: ReadonlyMap<string, Texts> = new Map();

/** Invariant: a text of `known` differs from that of another ordinal in a number alone, which is not longer there. */
export class AdmittedTemplate {
  /** Null where each object has to be admitted. */
  private readonly texts: ReadonlyMap<string, Texts> | null;
  private known: KubeObject | null = null;
  /** The longest value of each place so far. */
  private readonly longest: number[];

  constructor(
    private readonly template: ObjectTemplate,
    private readonly admit: (object: KubeObject) => KubeObject,
  ) {
    const texts = template.numbers?.length ? null : textsIn(template.object, template);
    this.texts = texts === null || typeof texts === 'string' ? null : texts;
    this.longest = template.places.map(() => 0);
  }

  /** What differs between objects: their names, these and labels, or more. */
  get differing(): 'name' | 'labels' | 'more' {
    const metadata = this.texts?.get('metadata') ?? none;
    if (this.texts === null || this.texts.size !== Number(this.texts.has('metadata')) || typeof metadata === 'string')
      return 'more';
    const fields = [...metadata.keys()].filter((field) => field !== 'name');
    if (fields.length === 0) return 'name';
    return fields.every((field) => field === 'labels') ? 'labels' : 'more';
  }

  /** The object of an ordinal as the API server stores it. */
  of(ordinal: number): KubeObject {
    const { template, texts } = this;
    if (texts === null) return this.admit(objectOf(template, ordinal));
    if (this.isNews(ordinal) || this.known === null) this.known = this.admit(objectOf(template, ordinal));
    return filled(this.known, texts, template, ordinal) as KubeObject;
  }

  /** Whether a place has a value such as it has not had: a longer one, or one of its own values. */
  private isNews(ordinal: number): boolean {
    let news = false;
    for (const [i, place] of this.template.places.entries()) {
      const { length } = valueAt(place, ordinal);
      if (place.values === undefined && length <= this.longest[i]!) continue;
      this.longest[i] = length;
      news = true;
    }
    return news;
  }
}

/** The texts that hold places; null where keys do, or what is rewritten. */
function textsIn(value: unknown, template: ObjectTemplate): Texts | null {
  const holds = (text: string) => template.places.some((place) => text.includes(place.text));
  if (typeof value === 'string') return holds(value) ? value : none;
  if (typeof value !== 'object' || value === null) return none;
  const texts = new Map<string, Texts>();
  for (const [key, item] of Object.entries(value)) {
    const below = holds(key) ? null : textsIn(item, template);
    if (below === null) return null;
    if (below === none) continue;
    if (rewritten.has(key)) return null;
    texts.set(key, below);
  }
  return texts.size === 0 ? none : texts;
}

/** The value with the ordinal's texts in it; what has none is shared. */
function filled(value: unknown, texts: Texts, template: ObjectTemplate, ordinal: number): unknown {
  if (typeof texts === 'string') return textOf(texts, template.places, ordinal);
  if (texts.size === 0) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) };
  const fields = copy as Record<string, unknown>;
  for (const [key, below] of texts) fields[key] = filled(fields[key], below, template, ordinal);
  return copy;
}
