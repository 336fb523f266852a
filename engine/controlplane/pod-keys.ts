/** Which pod has a key: a hash table over numbers, since a million keys as texts would weigh more than the pods. */
import { hashString } from '../kernel/index.js';

const free = 0;
const removed = -1;

/** Invariant: fewer than three quarters of the places are taken, removed pods' included. */
export class PodKeys {
  /** Pod plus one, by place. */
  private places = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  /** Places that are not free. */
  private taken = 0;
  private count = 0;
  /** The key hashed last: whoever adds one looks for it before. */
  private lastKey = '';
  private lastHash = hashString('') | 0;

  constructor(
    /** The key of a pod that was added. */
    private readonly keyOf: (pod: number) => string | undefined,
  ) {}

  /** −1: nobody. */
  find(key: string): number {
    const place = this.placeOf(key);
    return place < 0 ? -1 : this.places[place]! - 1;
  }

  /** Nobody has the key yet. */
  add(key: string, pod: number): void {
    if (4 * (this.taken + 1) > 3 * this.places.length) this.rebuild();
    this.put(this.hashOf(key), pod + 1);
    this.count++;
  }

  /** Called while the pod's key is still known. */
  delete(key: string, pod: number): void {
    const place = this.placeOf(key);
    if (place < 0 || this.places[place] !== pod + 1) return;
    this.places[place] = removed;
    this.count--;
  }

  private placeOf(key: string): number {
    const hash = this.hashOf(key);
    const mask = this.places.length - 1;
    for (let place = hash & mask; this.places[place] !== free; place = (place + 1) & mask) {
      const pod = this.places[place]!;
      if (pod !== removed && this.hashes[place] === hash && this.keyOf(pod - 1) === key) return place;
    }
    return -1;
  }

  private hashOf(key: string): number {
    if (key !== this.lastKey) {
      this.lastHash = hashString(key) | 0;
      this.lastKey = key;
    }
    return this.lastHash;
  }

  private put(hash: number, pod: number): void {
    const mask = this.places.length - 1;
    let place = hash & mask;
    while (this.places[place] !== free) place = (place + 1) & mask;
    this.places[place] = pod;
    this.hashes[place] = hash;
    this.taken++;
  }

  /** Twice the places where they are needed; removed pods' are free again. */
  private rebuild(): void {
    const { places, hashes } = this;
    const length = 2 * this.count >= places.length ? 2 * places.length : places.length;
    this.places = new Int32Array(length);
    this.hashes = new Int32Array(length);
    this.taken = 0;
    for (let place = 0; place < places.length; place++)
      if (places[place]! > 0) this.put(hashes[place]!, places[place]!);
  }
}
