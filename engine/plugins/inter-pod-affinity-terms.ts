/** When a pod matches an affinity term, seen from the pod that has it or from the pods it asks about. Upstream: kube-scheduler/framework/types.go AffinityTerm, v1.36. */
import type { ObjectStore, Pod } from '../cluster/index.js';
import type { ReleaseBehaviour } from '../framework/index.js';
import { type AffinityTerm, type Labels, labelsOf, noLabels, type WeightedAffinityTerm } from '../objects/index.js';

/** A waiting pod's term, its namespaceSelector turned into names. */
export interface ResolvedTerm {
  readonly topologyKey: string;
  readonly selector: AffinityTerm['selector'];
  readonly namespaces: ReadonlySet<string>;
  /** Pods of every namespace count. */
  readonly anyNamespace: boolean;
  /** Of a preferred term, negative for anti-affinity; else 0. */
  readonly weight: number;
}

interface Kept {
  readonly namespaceVersion: number;
  readonly term: ResolvedTerm;
}

/** Resolves waiting pods' terms against the namespaces there are, and looks up namespaces' labels. */
export class AffinityNamespaces {
  private readonly kept = new WeakMap<AffinityTerm, Kept>();
  private labels = new Map<string, Labels>();
  private labelsVersion = -1;

  constructor(
    private readonly objects: ObjectStore,
    private readonly behaviour: ReleaseBehaviour,
  ) {}

  /** A namespace's labels; none where there is no such object. */
  labelsOf(namespace: string): Labels {
    return this.all().get(namespace) ?? noLabels;
  }

  required(terms: readonly AffinityTerm[]): readonly ResolvedTerm[] {
    return terms.map((term) => this.resolved(term, 0));
  }

  preferred(affinity: readonly WeightedAffinityTerm[], antiAffinity: readonly WeightedAffinityTerm[]): ResolvedTerm[] {
    return [
      ...affinity.map(({ term, weight }) => this.resolved(term, weight)),
      ...antiAffinity.map(({ term, weight }) => this.resolved(term, -weight)),
    ];
  }

  private resolved(term: AffinityTerm, weight: number): ResolvedTerm {
    const namespaceVersion = this.objects.version('Namespace');
    let kept = this.kept.get(term);
    if (kept?.namespaceVersion !== namespaceVersion) {
      kept = { namespaceVersion, term: this.resolve(term, weight) };
      this.kept.set(term, kept);
    }
    return kept.term;
  }

  private resolve(term: AffinityTerm, weight: number): ResolvedTerm {
    const { topologyKey, selector, namespaceSelector } = term;
    if (namespaceSelector === null) {
      return { topologyKey, selector, namespaces: term.namespaces, anyNamespace: false, weight };
    }
    const namespaces = new Set(term.namespaces);
    for (const [name, labels] of this.all()) if (namespaceSelector.matches(labels)) namespaces.add(name);
    const stays = this.behaviour.interPodAffinityKeepsNamespaceSelector && namespaceSelector.matches(noLabels);
    return { topologyKey, selector, namespaces, anyNamespace: namespaceSelector.everything || stays, weight };
  }

  private all(): ReadonlyMap<string, Labels> {
    const version = this.objects.version('Namespace');
    if (version === this.labelsVersion) return this.labels;
    this.labels = new Map();
    for (const { metadata } of this.objects.list('Namespace')) {
      this.labels.set(metadata.name ?? '', labelsOf(metadata.labels));
    }
    this.labelsVersion = version;
    return this.labels;
  }
}

/** Whether the other pod matches a waiting pod's term. */
export function matchesResolved(term: ResolvedTerm, other: Pod): boolean {
  return (term.anyNamespace || term.namespaces.has(other.spec.namespace)) && term.selector.matches(other.labels);
}

/** Whether the pod matches all of the terms, and there is one. */
export function matchesAllResolved(terms: readonly ResolvedTerm[], other: Pod): boolean {
  if (terms.length === 0) return false;
  for (const term of terms) if (!matchesResolved(term, other)) return false;
  return true;
}

/** How many of the pods match the term. */
export function countMatchingTerm(term: ResolvedTerm, pods: readonly Pod[]): number {
  let count = 0;
  for (const pod of pods) if (matchesResolved(term, pod)) count++;
  return count;
}

/** How many of the pods match all of the terms. */
export function countMatchingAll(terms: readonly ResolvedTerm[], pods: readonly Pod[]): number {
  let count = 0;
  for (const pod of pods) if (matchesAllResolved(terms, pod)) count++;
  return count;
}

/** Whether the pod, in a namespace with these labels, matches another pod's term. */
export function matchesTerm(term: AffinityTerm, pod: Pod, namespaceLabels: Labels): boolean {
  const inNamespace = term.namespaces.has(pod.spec.namespace) || term.namespaceSelector?.matches(namespaceLabels);
  return inNamespace === true && term.selector.matches(pod.labels);
}
