/** Go's int64 sums on whole numbers kept as float64: plain below 2⁵³; above, wrapping as int64 does, where float64 holds the outcome, else refused. */
import { ConfigError } from './config-error.js';

const largest = Number.MAX_SAFE_INTEGER;
const int64End = 2 ** 63;

/** What is said against an amount that float64 has no place for. */
export const uncountable =
  'is too large to be counted exactly (whole numbers to 2^53, then multiples of 2 to 2^54, of 4 to 2^55 and so on below 2^63, of milli-cores or whole units)';

/** Whether the amount is 0 … 2⁵³ − 1, so that sums and differences of two such are what they seem. */
export function isSmall(amount: number): boolean {
  return amount >= 0 && amount <= largest;
}

/** Whether an int64 and a float64 can both be this number. */
export function isCountable(amount: bigint): boolean {
  return amount === int64(amount) && BigInt(Number(amount)) === amount;
}

/** What int64 makes of a whole number: it wraps. */
export function int64(amount: bigint): bigint {
  return BigInt.asIntN(64, amount);
}

/** a + b; a ConfigError where float64 cannot hold it. */
export function plus(a: number, b: number): number {
  const sum = a + b;
  return sum <= largest && sum >= -largest ? sum : largeSum(int64(BigInt(a) + BigInt(b)));
}

/** a + b, rounded to float64 as Go's conversion does. */
export function roundedSum(a: number, b: number): number {
  const sum = a + b;
  return sum < int64End && sum >= -int64End ? sum : Number(int64(BigInt(a) + BigInt(b)));
}

/** amount ≤ has − taken. */
export function leavesRoom(amount: number, has: number, taken: number): boolean {
  const room = has - taken;
  if (room <= largest && room >= -largest) return amount <= room;
  return BigInt(amount) <= int64(BigInt(has) - BigInt(taken));
}

function largeSum(sum: bigint): number {
  if (isCountable(sum)) return Number(sum);
  throw new ConfigError({ source: 'resources', value: String(sum), problem: `requested on one node ${uncountable}` });
}
