/** Volumes and claims as the scheduler assumes them until the API server's version of its own changes arrives. Upstream: plugins/volumebinding/passive_assume_cache.go, v1.36. */
import type { ObjectStore, StoredKinds } from '../cluster/index.js';

interface Assumption<T> {
  /** The stored version that the assumption changes; once another one is stored, the assumption is over. */
  readonly of: T;
  readonly assumed: T;
}

type Assumable = 'PersistentVolume' | 'PersistentVolumeClaim';

const resources = { PersistentVolume: 'persistentvolumes', PersistentVolumeClaim: 'persistentvolumeclaims' } as const;

export class AssumeCache<K extends Assumable> {
  private readonly assumptions = new Map<string, Assumption<StoredKinds[K]>>();

  constructor(
    private readonly kind: K,
    private readonly objects: ObjectStore,
  ) {}

  /** The object as assumed, else as stored. */
  get(namespace: string, name: string): StoredKinds[K] | undefined {
    const stored = this.stored(namespace, name);
    return stored === undefined ? undefined : this.current(stored);
  }

  /** The object as the API server last told it. */
  stored(namespace: string, name: string): StoredKinds[K] | undefined {
    return this.objects.get(this.kind, namespace, name);
  }

  /** The object as assumed, given its stored version. */
  current(stored: StoredKinds[K]): StoredKinds[K] {
    if (this.assumptions.size === 0) return stored;
    const assumption = this.assumptions.get(keyOf(stored));
    if (assumption?.of === stored) return assumption.assumed;
    if (assumption !== undefined) this.assumptions.delete(keyOf(stored));
    return stored;
  }

  /** Takes the object as changed; says what is wrong where it is gone or no longer the one that was changed. */
  assume(from: StoredKinds[K], changed: StoredKinds[K]): string | null {
    const key = keyOf(from);
    const of = this.stored(from.metadata.namespace ?? '', from.metadata.name ?? '');
    if (of === undefined) return `${resources[this.kind]} "${key}" not found`;
    if (of !== from && this.current(of) !== from) return `"${key}" is out of sync`;
    this.assumptions.set(key, { of, assumed: changed });
    this.objects.touch(this.kind);
    return null;
  }

  /** Takes an assumption back, if it is this one that stands. */
  restore(changed: StoredKinds[K]): void {
    const key = keyOf(changed);
    if (this.assumptions.get(key)?.assumed !== changed) return;
    this.assumptions.delete(key);
    this.objects.touch(this.kind);
  }
}

/** namespace/name, or the name alone for what has no namespace. */
function keyOf({ metadata: { namespace, name = '' } }: { metadata: { namespace?: string; name?: string } }): string {
  return namespace ? `${namespace}/${name}` : name;
}
