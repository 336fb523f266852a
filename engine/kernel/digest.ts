/** A streaming 128-bit digest of numbers and texts: MurmurHash3_x86_128 over their little-endian bytes, in 32-bit arithmetic. */
export interface Digest {
  /** Takes in one float64; −0 counts as 0 and every NaN as one. */
  number(value: number): void;
  /** Takes in a text by its UTF-16 code units, and where it ends. */
  text(value: string): void;
  /** The digest of everything so far as 32 hex digits; more may follow. */
  hex(): string;
}

/** Makes a digest that has seen nothing. */
export function createDigest(): Digest {
  return new Murmur128();
}

/** Turns a text into a whole number below 2⁵³, the same on every machine; for stream ids. */
export function hashString(text: string): number {
  hasher.clear();
  hasher.text(text);
  const words = hasher.finish();
  return (words[0]! & 0x1f_ffff) * 2 ** 32 + (words[1]! >>> 0);
}

/** Numbers enter as pairs of 32-bit words; even pairs feed the lanes h1 and h2, odd pairs h3 and h4. */
class Murmur128 implements Digest {
  private readonly lanes = new Int32Array(4);
  /** The lanes as completed last. */
  private readonly finished = new Int32Array(4);
  private readonly view = new DataView(new ArrayBuffer(8));
  private pairs = 0;
  private tailLow = 0;
  private tailHigh = 0;

  /** Forgets what it has seen. */
  clear(): void {
    this.lanes.fill(0);
    this.pairs = 0;
  }

  number(value: number): void {
    this.view.setFloat64(0, value + 0, true);
    if (Number.isNaN(value)) this.pair(0, NAN_HIGH);
    else this.pair(this.view.getInt32(0, true), this.view.getInt32(4, true));
  }

  text(value: string): void {
    this.pair(value.length, TEXT_HIGH);
    for (let i = 0; i < value.length; i += 4) {
      this.pair(twoUnits(value, i), twoUnits(value, i + 2));
    }
  }

  hex(): string {
    let digits = '';
    for (const word of this.finish()) digits += (word >>> 0).toString(16).padStart(8, '0');
    return digits;
  }

  /** Completes a copy of the lanes as MurmurHash3 does: the open half block, the length in bytes, then the avalanche. */
  finish(): Int32Array {
    const { lanes, finished: h } = this;
    for (let i = 0; i < 4; i++) h[i] = lanes[i]!;
    if (this.pairs % 2 === 1) {
      h[0]! ^= scramble(this.tailLow, C1, 15, C2);
      h[1]! ^= scramble(this.tailHigh, C2, 16, C3);
    }
    for (let i = 0; i < 4; i++) h[i]! ^= 8 * this.pairs;
    addAcross(h);
    for (let i = 0; i < 4; i++) h[i] = avalanche(h[i]!);
    addAcross(h);
    return h;
  }

  private pair(low: number, high: number): void {
    if (this.pairs++ % 2 === 0) {
      this.tailLow = low;
      this.tailHigh = high;
    } else {
      this.block(this.tailLow, this.tailHigh, low, high);
    }
  }

  private block(k1: number, k2: number, k3: number, k4: number): void {
    const h = this.lanes;
    let h1 = h[0]!;
    let h2 = h[1]!;
    let h3 = h[2]!;
    let h4 = h[3]!;
    h1 ^= scramble(k1, C1, 15, C2);
    h1 = (Math.imul(((h1 << 19) | (h1 >>> 13)) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= scramble(k2, C2, 16, C3);
    h2 = (Math.imul(((h2 << 17) | (h2 >>> 15)) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= scramble(k3, C3, 17, C4);
    h3 = (Math.imul(((h3 << 15) | (h3 >>> 17)) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= scramble(k4, C4, 18, C1);
    h4 = (Math.imul(((h4 << 13) | (h4 >>> 19)) + h1, 5) + 0x32ac3b17) | 0;
    h[0] = h1;
    h[1] = h2;
    h[2] = h3;
    h[3] = h4;
  }
}

/** Hashes one text after the other. */
const hasher = new Murmur128();

// The constants of MurmurHash3_x86_128 (Austin Appleby, public domain).
const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

// High words that no canonical float64 has, so a text never reads as numbers do.
const NAN_HIGH = 0x7ff80000;
const TEXT_HIGH = 0xffff0001 | 0;

function scramble(word: number, before: number, turn: number, after: number): number {
  const product = Math.imul(word, before);
  return Math.imul((product << turn) | (product >>> (32 - turn)), after);
}

function avalanche(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function addAcross(h: Int32Array): void {
  h[0] = h[0]! + h[1]! + h[2]! + h[3]!;
  for (let i = 1; i < 4; i++) h[i] = h[i]! + h[0]!;
}

function twoUnits(text: string, at: number): number {
  const first = at < text.length ? text.charCodeAt(at) : 0;
  const second = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  return first | (second << 16);
}
