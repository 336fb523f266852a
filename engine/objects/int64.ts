/** int64 amounts beside float64: whole numbers below 2⁵³ are both; above, the exact number goes along with the nearest float64. */

/** Whether the amount is 0 … 2⁵³ − 1, so that sums and differences of two such are what they seem. */
export function isSmall(amount: number): boolean {
  return amount >= 0 && amount <= Number.MAX_SAFE_INTEGER;
}

/** What int64 makes of a whole number: it wraps. */
export function int64(amount: bigint): bigint {
  return BigInt.asIntN(64, amount);
}

/** What the number is more than its nearest float64; 0 for most. */
export function beyondFloat64(amount: bigint): number {
  return Number(amount - BigInt(Number(amount)));
}
