/** Names sorted by how close they are to what was written, for "did you mean". */

/** All known names, the most similar first: those that contain what was written, then by edit distance; otherwise in the order given. */
export function nearestFirst(written: string, known: readonly string[]): string[] {
  const text = written.toLowerCase();
  const distances = new Map(known.map((name) => [name, distanceTo(text, name.toLowerCase())]));
  return [...known].sort((a, b) => distances.get(a)! - distances.get(b)!);
}

/** Whether one may have been meant by the other: fewer than half of the letters differ. */
export function resembles(written: string, name: string): boolean {
  return 2 * distanceTo(written.toLowerCase(), name.toLowerCase()) < Math.max(written.length, name.length);
}

/** Fewer letters than this are contained in anything. */
const meaningfulLetters = 4;

function distanceTo(written: string, name: string): number {
  const contained = written.length >= meaningfulLetters && name.includes(written);
  return contained ? 1 + (name.length - written.length) / 100 : editDistance(written, name);
}

/** Fewest single-letter insertions, deletions, replacements and swaps of neighbours that turn a into b. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = swaps ? beforePrevious[j - 2]! + 1 : replaced;
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, replaced, swapped));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}
