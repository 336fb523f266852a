/** Least squares with no coefficient below zero, by coordinate descent. */

const rounds = 20_000;
/** A round in which no coefficient moved by more is the last, relative. */
const tolerance = 1e-9;

/** The x ≥ 0 that brings Σ (row · x − target)² closest to its least. */
export function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const n = rows[0]!.length;
  const columns = Array.from({ length: n }, (_, i) => i);
  const products = columns.map((i) => columns.map((j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
  const aims = columns.map((i) => rows.reduce((sum, row, k) => sum + row[i]! * targets[k]!, 0));
  const x = columns.map(() => 0);
  for (let round = 0; round < rounds; round++) if (!improve(x, products, aims)) break;
  return x;
}

/** Sets each coefficient to its best, the others as they are; false once nothing moves. */
function improve(x: number[], products: readonly (readonly number[])[], aims: readonly number[]): boolean {
  let moved = false;
  for (const [i, row] of products.entries()) {
    const own = row[i]!;
    if (own === 0) continue;
    const rest = row.reduce((sum, product, j) => (j === i ? sum : sum - product * x[j]!), aims[i]!);
    const best = Math.max(0, rest / own);
    if (Math.abs(best - x[i]!) > tolerance * (best + tolerance)) moved = true;
    x[i] = best;
  }
  return moved;
}
