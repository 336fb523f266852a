/** Expected outcomes of a plugin's step are values. Upstream: kube-scheduler/framework/interface.go Status and Code, v1.36. */
export type Code = 'Success' | 'Error' | 'Unschedulable' | 'UnschedulableAndUnresolvable' | 'Wait' | 'Skip' | 'Pending';

export class Status {
  private attributed: Status | undefined;

  constructor(
    readonly code: Code,
    readonly reasons: readonly string[] = [],
    /** The plugin that said so; "" until the framework knows. */
    readonly plugin: string = '',
  ) {}

  get isSuccess(): boolean {
    return this.code === 'Success';
  }

  /** Unschedulable, UnschedulableAndUnresolvable or Pending: the pod cannot go there now. */
  get isRejected(): boolean {
    return this.code === 'Unschedulable' || this.code === 'UnschedulableAndUnresolvable' || this.code === 'Pending';
  }

  get message(): string {
    return this.reasons.join(', ');
  }

  /** The same, said by this plugin; remembered, so that a plugin's constant stays one object. */
  by(plugin: string): Status {
    if (this.plugin === plugin) return this;
    if (this.attributed?.plugin !== plugin) this.attributed = new Status(this.code, this.reasons, plugin);
    return this.attributed;
  }
}

export const success = new Status('Success');
export const skip = new Status('Skip');
/** A Permit plugin's: not yet. */
export const wait = new Status('Wait');

/** Not there now, though preemption may help. */
export function unschedulable(...reasons: string[]): Status {
  return new Status('Unschedulable', reasons);
}

/** Not there, whatever is evicted. */
export function unresolvable(...reasons: string[]): Status {
  return new Status('UnschedulableAndUnresolvable', reasons);
}

/** Something went wrong inside; the pod is retried with backoff. */
export function failure(...reasons: string[]): Status {
  return new Status('Error', reasons);
}
