/** Revisions of a DaemonSet's or StatefulSet's template: the hash that its pods carry as a label. Upstream: pkg/controller/history and {daemon,statefulset}'s ControllerRevisions, v1.36. */
import type { Pod } from '../../cluster/index.js';
import type { PodTemplateV1 } from '../../objects/index.js';
import type { ApiClient } from '../client.js';
import { controllerReference } from '../pod-templates.js';
import type { StoredObject } from '../store.js';
import { safeHash } from './names.js';
import { asOwner } from './owners.js';
import type { Sync } from './sync.js';
import { templateText } from './templates.js';
import type { Toolbox } from './toolbox.js';

/** Says of which revision a pod is. */
export const revisionLabel = 'controller-revision-hash';

/** A template that has had pods. */
export interface Revision {
  /** Value of the pods' label; "" for pods that came without one. */
  readonly hash: string;
  readonly template: PodTemplateV1;
}

/** Invariant: one object and one template, one hash. */
export class Revisions {
  /** By object, then by what the template means. */
  private readonly known = new Map<number, Map<string, Revision>>();

  constructor(
    private readonly tools: Toolbox,
    private readonly client: ApiClient,
    private readonly hashOf: (owner: StoredObject, hash: string) => string,
  ) {}

  /**
   * The revision of the object's current template; a new one is written to the API server. For an object that was there when
   * the run began, the first template is that of its newest pods, or of the hash its status names.
   */
  *current(owner: StoredObject, template: PodTemplateV1, pods: readonly Pod[], named: string | null): Sync<Revision> {
    const text = templateText(template);
    const revisions = this.known.get(owner.index) ?? new Map<string, Revision>();
    this.known.set(owner.index, revisions);
    const found = revisions.get(text);
    if (found) return found;
    const adopted = revisions.size === 0 && owner.createdUs === 0 ? (named ?? newestHash(pods)) : null;
    const revision = { hash: adopted ?? this.hashOf(owner, safeHash(text)), template };
    revisions.set(text, revision);
    if (adopted === null) yield* this.write(owner, revision.hash);
    return revision;
  }

  /** The revision whose pods carry this hash. */
  byHash(owner: StoredObject, hash: string): Revision | undefined {
    for (const revision of this.known.get(owner.index)?.values() ?? []) if (revision.hash === hash) return revision;
    return undefined;
  }

  private *write(owner: StoredObject, hash: string): Sync<void> {
    const name = hash.startsWith(`${owner.name}-`) ? hash : `${owner.name}-${hash}`;
    const ownerReferences = [controllerReference(asOwner(owner))];
    const metadata = { name, namespace: owner.namespace, ownerReferences };
    yield* this.tools.writes.create(this.client, { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata });
  }
}

function newestHash(pods: readonly Pod[]): string | null {
  const newest = [...pods].sort((a, b) => b.createdUs - a.createdUs || b.index - a.index)[0];
  return newest ? revisionOf(newest) : null;
}

/** The pod's hash; "" where it has none. */
export function revisionOf(pod: Pod): string {
  return pod.labels.get(revisionLabel) ?? '';
}
