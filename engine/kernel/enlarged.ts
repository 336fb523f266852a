/** Copies a typed array to the start of a longer one and returns that; how columns grow. */
export function enlarged<T extends { set(from: ArrayLike<number>): void } & ArrayLike<number>>(
  column: T,
  longer: T,
): T {
  longer.set(column);
  return longer;
}
