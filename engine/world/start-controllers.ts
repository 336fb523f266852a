/** Makes the controllers of a run. */
import type { Commons } from './world.js';

export function startControllers(_commons: Commons): {
  nodeFailed(name: string): void;
  nodeRecovered(name: string): void;
} {
  return { nodeFailed() {}, nodeRecovered() {} };
}
