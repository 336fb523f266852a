/** How deep a value is nested; what is deeper than any manifest is refused, and so is what contains itself. */
import { ConfigError } from '../../engine/index.js';

/** Levels; the deepest schemas of custom resources have a few dozen. */
const deepest = 200;

/** Throws where the value is nested deeper than manifests are. */
export function refuseDeep(source: string, value: unknown): void {
  if (heightOf(value, 0, new Map()) > deepest) throw tooDeep(source);
}

/** Does work that recurses over a value; where the stack does not hold it, the value is nested too deeply. */
export function withinStack<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(source) : error;
  }
}

function tooDeep(source: string): ConfigError {
  return new ConfigError({
    source,
    problem: `is nested deeper than ${deepest} levels`,
    remedy: 'Kubernetes manifests are YAML or JSON objects of a few levels',
  });
}

/** Levels of the value, at least as many as matter; parts that aliases share are measured once. */
function heightOf(value: unknown, depth: number, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > deepest) return deepest + 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  let height = 0;
  for (const part of Object.values(value)) {
    if (typeof part === 'object') height = Math.max(height, heightOf(part, depth + 1, known));
    if (height >= deepest) break;
  }
  known.set(value, height + 1);
  return height + 1;
}
