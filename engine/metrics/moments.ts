/** Moments of pods as offsets from each pod's first one: four bytes each instead of eight. */
import { type Pieces, rowAt, setRow } from './rows.js';

/** A column of moments; `momentAt` reads it. */
export interface MomentColumn {
  /** Offset from the pod's base plus one, µs; 0: never; `elsewhere`: it stands in `far`. */
  readonly offsets: Pieces;
  readonly baseUs: Float64Array;
  /** Moments that are no such offset, by pod. */
  readonly far: ReadonlyMap<number, number>;
}

const elsewhere = 2 ** 32 - 1;

/** The pod's moment, µs; −1 where it never came. */
export function momentAt({ offsets, baseUs, far }: MomentColumn, pod: number): number {
  const offset = rowAt(offsets, pod);
  if (offset === 0) return -1;
  return offset === elsewhere ? far.get(pod)! : baseUs[pod]! + offset - 1;
}

/** A column of these moments, µs; −1: never. */
export function momentColumn(momentsUs: ArrayLike<number>): MomentColumn {
  const moments = new Moments({ baseUs: new Float64Array(momentsUs.length) });
  for (let pod = 0; pod < momentsUs.length; pod++) if (momentsUs[pod]! >= 0) moments.set(pod, momentsUs[pod]!);
  return moments.column();
}

/** A column that grows. Invariant: a pod's base never changes once a moment of it is set. */
export class Moments {
  readonly offsets: (Uint32Array | undefined)[] = [];
  readonly far = new Map<number, number>();

  constructor(
    /** Each pod's first moment; another array where it grew. */
    private readonly owner: { readonly baseUs: Float64Array },
  ) {}

  /** Whether any moment came. */
  get isUsed(): boolean {
    return this.offsets.length > 0;
  }

  get baseUs(): Float64Array {
    return this.owner.baseUs;
  }

  at(pod: number): number {
    return momentAt(this, pod);
  }

  set(pod: number, atUs: number): void {
    const offset = atUs - this.owner.baseUs[pod]! + 1;
    if (offset >= 1 && offset < elsewhere) setRow(this.offsets, pod, offset);
    else {
      setRow(this.offsets, pod, elsewhere);
      this.far.set(pod, atUs);
    }
  }

  column(): MomentColumn {
    const { offsets, baseUs, far } = this;
    return { offsets, baseUs, far };
  }
}
