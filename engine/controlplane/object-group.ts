/** Objects made from one template when the run begins: kept as a number each until somebody looks at them. */
import { hashString } from '../kernel/index.js';
import type { KubeObject } from '../objects/index.js';
import { objectKey, objectUid, type StoredObject } from './store.js';

/** What makes a group's objects: `<prefix>-<ordinal>`, cluster-scoped. */
export interface ObjectTemplate {
  readonly kind: string;
  readonly prefix: string;
  readonly count: number;
  /** The object as the API server would store it, without a uid; equal each time. */
  make(ordinal: number): KubeObject;
}

export class ObjectGroup {
  constructor(
    readonly template: ObjectTemplate,
    /** Index of the first object in the store; the others follow. */
    readonly first: number,
    readonly createdUs: number,
  ) {}

  /** The index of the object of that name; −1 if it is none of the group's. */
  indexOf(name: string): number {
    const { prefix, count } = this.template;
    if (!name.startsWith(prefix) || name.charCodeAt(prefix.length) !== hyphen) return -1;
    const digits = name.slice(prefix.length + 1);
    const ordinal = Number(digits);
    return /^\d+$/.test(digits) && ordinal < count && String(ordinal) === digits ? this.first + ordinal : -1;
  }
}

const hyphen = 45;

/** Invariant: as long as nobody wrote it, its version is the one that its template makes. */
export class GroupedObject implements StoredObject {
  /** undefined: not looked at yet. */
  private version: KubeObject | null | undefined = undefined;
  private isWritten = false;

  constructor(
    readonly index: number,
    private readonly group: ObjectGroup,
  ) {}

  get kind(): string {
    return this.group.template.kind;
  }
  get namespace(): string {
    return '';
  }
  get name(): string {
    return `${this.group.template.prefix}-${this.index - this.group.first}`;
  }
  get uid(): string {
    return objectUid(this.kind, '', this.name, this.index);
  }
  get createdUs(): number {
    return this.group.createdUs;
  }
  get drawId(): number {
    return hashString(objectKey(this.kind, '', this.name));
  }

  get current(): KubeObject | null {
    if (this.version === undefined) this.version = this.made();
    return this.version;
  }
  set current(version: KubeObject | null) {
    this.version = version;
    this.isWritten = true;
  }

  get isGone(): boolean {
    return this.version === null;
  }

  /** The first version; the stored one itself where it is that still. */
  get original(): KubeObject {
    return this.isWritten ? this.made() : this.current!;
  }

  /** Another copy of the first version, which nobody keeps. */
  made(): KubeObject {
    const object = this.group.template.make(this.index - this.group.first);
    return { ...object, metadata: { ...object.metadata, uid: this.uid } };
  }

  /** What the scheduler reads where it compiled the first version. */
  get raw(): KubeObject {
    return this.made();
  }
}
