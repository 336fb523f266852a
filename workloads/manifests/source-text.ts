/** A text that was read: its name, and where in it a field stands. */
import { ConfigError } from '../../engine/index.js';

/** Where an object was read. */
export interface SourceRef {
  /** "shop.yaml", "stdin". */
  readonly name: string;
  /** "shop.yaml:12:7" of a field of the object ("spec.replicas"); of the object itself for "". */
  locate(path: string): string;
}

/** A mistake at a field of something that was read. */
export function mistake(
  source: SourceRef,
  details: { path?: string; value?: unknown; problem: string; remedy?: string },
): ConfigError {
  return new ConfigError({ ...details, source: source.locate(details.path ?? '') });
}
