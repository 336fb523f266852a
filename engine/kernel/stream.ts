/** Named random streams: a draw is the Threefry-4x32-20 hash of (stream key, id, stage, nth), so no draw depends on another. */
import seedrandom from 'seedrandom';
import { broken } from './invariant.js';

/** A source of random numbers that are a function of who asks, in which stage, and for the how-manieth time. */
export interface Stream {
  /** A number in [0, 1) with 53 random bits. `id` is a safe integer; a text becomes one by `hashString`. */
  uniform(id: number, stage?: number, nth?: number): number;
  /** 32 random bits, 0 to 2³² − 1. */
  u32(id: number, stage?: number, nth?: number): number;
  /** A whole number in [0, count). */
  below(count: number, id: number, stage?: number, nth?: number): number;
}

/** Makes the stream that (seed, name) stand for; a new stream moves no other. */
export function createStream(seed: string, name: string): Stream {
  const generator = seedrandom(JSON.stringify([seed, name]));
  return new ThreefryStream(generator.int32(), generator.int32(), generator.int32(), generator.int32());
}

/** Threefry-4x32 with 20 rounds (Salmon et al. 2011): 128-bit key, 128-bit counter. */
export class ThreefryStream implements Stream {
  /** The first two words of the last block. */
  word0 = 0;
  word1 = 0;
  private readonly keys: Int32Array;

  constructor(key0: number, key1: number, key2: number, key3: number) {
    const parity = PARITY ^ key0 ^ key1 ^ key2 ^ key3;
    // The key schedule takes five words in turn, from one place further every four rounds; laid out twice it needs no modulo.
    this.keys = Int32Array.of(key0, key1, key2, key3, parity, key0, key1, key2, key3, parity);
  }

  uniform(id: number, stage = 0, nth = 0): number {
    this.draw(id, stage, nth);
    return ((this.word0 >>> 5) * 2 ** 26 + (this.word1 >>> 6)) / 2 ** 53;
  }

  u32(id: number, stage = 0, nth = 0): number {
    this.draw(id, stage, nth);
    return this.word0 >>> 0;
  }

  below(count: number, id: number, stage = 0, nth = 0): number {
    return Math.floor(this.uniform(id, stage, nth) * count);
  }

  private draw(id: number, stage: number, nth: number): void {
    if (!Number.isSafeInteger(id)) broken(`a stream id must be a safe integer; it is ${id}`);
    this.block(id | 0, Math.floor(id / 2 ** 32) | 0, stage | 0, nth | 0);
  }

  /** Ciphers one counter: five groups of four rounds, two sets of rotations in turn, a key injection after each group. */
  block(counter0: number, counter1: number, counter2: number, counter3: number): void {
    const keys = this.keys;
    let x0 = (counter0 + keys[0]!) | 0;
    let x1 = (counter1 + keys[1]!) | 0;
    let x2 = (counter2 + keys[2]!) | 0;
    let x3 = (counter3 + keys[3]!) | 0;
    for (let group = 1; group <= 5; group++) {
      const r = group & 1 ? ODD_GROUP : EVEN_GROUP;
      x0 = (x0 + x1) | 0;
      x1 = rotate(x1, r[0]!) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = rotate(x3, r[1]!) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = rotate(x3, r[2]!) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = rotate(x1, r[3]!) ^ x2;
      x0 = (x0 + x1) | 0;
      x1 = rotate(x1, r[4]!) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = rotate(x3, r[5]!) ^ x2;
      x0 = (x0 + x3) | 0;
      x3 = rotate(x3, r[6]!) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = rotate(x1, r[7]!) ^ x2;
      x0 = (x0 + keys[group]!) | 0;
      x1 = (x1 + keys[group + 1]!) | 0;
      x2 = (x2 + keys[group + 2]!) | 0;
      x3 = (x3 + keys[group + 3]! + group) | 0;
    }
    this.word0 = x0;
    this.word1 = x1;
  }
}

// Threefry's constants: the parity of the fifth key word, and the rotations of each round's two mixes.
const PARITY = 0x1bd11bda;
const ODD_GROUP = Int32Array.of(10, 26, 11, 21, 13, 27, 23, 5);
const EVEN_GROUP = Int32Array.of(6, 20, 17, 11, 25, 10, 18, 20);

function rotate(word: number, turn: number): number {
  return (word << turn) | (word >>> (32 - turn));
}
