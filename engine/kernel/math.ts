/** Logarithm, exponential and power from IEEE operations alone, so that every engine gives the same bits. */

/**
 * Natural logarithm, bit for bit what Go's portable math.Log gives (FreeBSD's e_log.c):
 * x = 2^k·(1+f), √½ ≤ 1+f < √2, s = f/(2+f), log x = k·ln2 + f − (f²/2 − s·(f²/2 + R(s²))).
 */
export function log(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return logOfSpecial(x);
  const doubled = Math.SQRT1_2 > fractionOf(x);
  const k = exponentOf(x) - (doubled ? 1 : 0);
  const f = (doubled ? 2 * fractionOf(x) : fractionOf(x)) - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const odd = s2 * (LOG_1 + s4 * (LOG_3 + s4 * (LOG_5 + s4 * LOG_7)));
  const even = s4 * (LOG_2 + s4 * (LOG_4 + s4 * LOG_6));
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + (odd + even)) + k * LN2_LOW) - f);
}

/** e^x (FreeBSD's e_exp.c): x = k·ln2 + r, |r| ≤ ½·ln2, e^x = 2^k·(1 + r + r·c/(2−c)) with c = r − R(r²). */
export function exp(x: number): number {
  if (!(x <= EXP_OVERFLOW)) return x > 0 ? Number.POSITIVE_INFINITY : x;
  if (x < EXP_UNDERFLOW) return 0;
  const k = Math.trunc(LOG2_E * x + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (EXP_1 + t * (EXP_2 + t * (EXP_3 + t * (EXP_4 + t * EXP_5))));
  return scaleByPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}

/** x^y: whole powers up to 1024 by repeated squaring (exact where the result is), others as e^(y·log x). */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x < 0) return Number.isInteger(y) ? (y % 2 === 0 ? pow(-x, y) : -pow(-x, y)) : Number.NaN;
  const exponent = y * log(x);
  if (!Number.isInteger(y) || Math.abs(y) > 1024 || Math.abs(exponent) > SAFE_EXPONENT) return exp(exponent);
  return y > 0 ? wholePower(x, y) : 1 / wholePower(x, -y);
}

function wholePower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result *= square;
    square *= square;
  }
  return result;
}

function logOfSpecial(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x > 0 ? x : Number.NaN;
}

/** The f in x = f·2^e with ½ ≤ f < 1, for finite x > 0. */
function fractionOf(x: number): number {
  bits.setFloat64(0, x < SMALLEST_NORMAL ? x * TWO_52 : x);
  bits.setUint16(0, (bits.getUint16(0) & 0x000f) | 0x3fe0);
  return bits.getFloat64(0);
}

/** The e in x = f·2^e with ½ ≤ f < 1, for finite x > 0. */
function exponentOf(x: number): number {
  bits.setFloat64(0, x < SMALLEST_NORMAL ? x * TWO_52 : x);
  return (bits.getUint16(0) >> 4) - 1022 - (x < SMALLEST_NORMAL ? 52 : 0);
}

/** x·2^k for x near 1; results below the normal range are rounded once. */
function scaleByPowerOfTwo(x: number, k: number): number {
  if (k < -1022) return x * powerOfTwo(k + 64) * powerOfTwo(-64);
  return k > 1023 ? x * 2 * powerOfTwo(k - 1) : x * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  bits.setFloat64(0, 0);
  bits.setUint16(0, (k + 1023) << 4);
  return bits.getFloat64(0);
}

const bits = new DataView(new ArrayBuffer(8));
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_52 = 4503599627370496;

// The published constants of FreeBSD's e_log.c and e_exp.c (Sun Microsystems 1993), as Go's log.go and exp.go have them.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = Math.LOG2E;
const LOG_1 = 0.6666666666666735;
const LOG_2 = 0.3999999999940942;
const LOG_3 = 0.2857142874366239;
const LOG_4 = 0.22222198432149784;
const LOG_5 = 0.1818357216161805;
const LOG_6 = 0.15313837699209373;
const LOG_7 = 0.14798198605116586;
const EXP_1 = 0.16666666666666666;
const EXP_2 = -0.0027777777777015593;
const EXP_3 = 6.613756321437934e-5;
const EXP_4 = -1.6533902205465252e-6;
const EXP_5 = 4.1381367970572385e-8;
const EXP_OVERFLOW = 709.782712893384;
const EXP_UNDERFLOW = -745.1332191019411;
const SAFE_EXPONENT = 700; // |y·log x| below this neither overflows nor loses bits on the way
