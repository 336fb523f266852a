/** A pod as one reader of the API sees it: an immutable version; versions of one pod share its index. */
import type { Labels, PodSpec } from '../objects/index.js';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** No such moment (yet). */
export const never = -1;

export class Pod {
  constructor(
    /** Row of the pod in every per-pod column; equal index, same pod. */
    readonly index: number,
    readonly name: string,
    readonly spec: PodSpec,
    /** The pod's own labels: its template's, unless a controller adds one (a StatefulSet's pod name). */
    readonly labels: Labels,
    readonly createdUs: number,
    /** Assigned (or assumed) node; "" while there is none. */
    readonly nodeName: string = '',
    readonly nominatedNodeName: string = '',
    readonly phase: PodPhase = 'Pending',
    /** status.startTime; `never` before. */
    readonly startTimeUs: number = never,
    /** When deletion was asked for; `never` if it was not. */
    readonly deletionUs: number = never,
    /** metadata.uid where an object brought one; else derived from the index. */
    readonly ownUid: string = '',
    /** Condition Ready. */
    readonly ready: boolean = false,
    /** What random draws are keyed by: owner and ordinal hashed, never creation order. */
    readonly drawId: number = index,
    /** Condition DisruptionTarget by the scheduler: chosen as a victim of preemption. */
    readonly victim: boolean = false,
  ) {}

  get namespace(): string {
    return this.spec.namespace;
  }

  /** namespace/name. */
  get key(): string {
    return `${this.spec.namespace}/${this.name}`;
  }

  get uid(): string {
    return this.ownUid === '' ? `pod-${this.index}` : this.ownUid;
  }

  get priority(): number {
    return this.spec.priority;
  }

  /** Succeeded or Failed: holds no resources any more. */
  get isTerminal(): boolean {
    return this.phase === 'Succeeded' || this.phase === 'Failed';
  }

  get isTerminating(): boolean {
    return this.deletionUs !== never;
  }

  /** The next version of this pod. */
  with(change: PodChange): Pod {
    return new Pod(
      this.index,
      this.name,
      change.spec ?? this.spec,
      change.labels ?? this.labels,
      this.createdUs,
      change.nodeName ?? this.nodeName,
      change.nominatedNodeName ?? this.nominatedNodeName,
      change.phase ?? this.phase,
      change.startTimeUs ?? this.startTimeUs,
      change.deletionUs ?? this.deletionUs,
      this.ownUid,
      change.ready ?? this.ready,
      this.drawId,
      change.victim ?? this.victim,
    );
  }
}

/** What may change of a pod during its life. */
export interface PodChange {
  spec?: PodSpec;
  labels?: Labels;
  nodeName?: string;
  nominatedNodeName?: string;
  phase?: PodPhase;
  startTimeUs?: number;
  deletionUs?: number;
  ready?: boolean;
  victim?: boolean;
}
