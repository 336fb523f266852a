/** Objects of one kind grouped by something they say, kept up to date with the store. */
import type { KubeObject } from '../objects/index.js';

const noObjects: ReadonlyMap<string, KubeObject> = new Map();

export class ObjectIndex {
  private readonly groups = new Map<string, Map<string, KubeObject>>();

  constructor(private readonly groupOf: (object: KubeObject) => string) {}

  /** The group's objects by their keys, in the order in which they came to it. */
  group(name: string): ReadonlyMap<string, KubeObject> {
    return this.groups.get(name) ?? noObjects;
  }

  add(key: string, object: KubeObject): void {
    const name = this.groupOf(object);
    const group = this.groups.get(name);
    if (group === undefined) this.groups.set(name, new Map([[key, object]]));
    else group.set(key, object);
  }

  /** The object under this key is another one now. */
  replace(key: string, before: KubeObject, after: KubeObject): void {
    if (this.groupOf(before) !== this.groupOf(after)) this.remove(key, before);
    this.add(key, after);
  }

  remove(key: string, object: KubeObject): void {
    const name = this.groupOf(object);
    const group = this.groups.get(name);
    group?.delete(key);
    if (group?.size === 0) this.groups.delete(name);
  }
}
