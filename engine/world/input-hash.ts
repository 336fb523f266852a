/** The hash of what a run was made from: everything in the spec that can change what happens. */
import { createDigest, type Digest } from '../kernel/index.js';
import type { RunSpec } from '../run-spec.js';

/** 128 bits in hexadecimal; equal specs, equal hash. What is recorded and who evaluates change nothing, so they are left out. */
export function inputHash(spec: RunSpec): string {
  const { record: _record, scheduler, ...rest } = spec;
  const { executor: _executor, configurationSource: _source, ...deciding } = scheduler;
  const digest = createDigest();
  feed(digest, { ...rest, scheduler: deciding });
  return digest.hex();
}

/** Values in a canonical order: object keys sorted, absent ones left out. */
function feed(digest: Digest, value: unknown): void {
  if (typeof value === 'number') digest.number(value);
  else if (typeof value === 'string') digest.text(value);
  else if (value === null || typeof value !== 'object') digest.text(String(value));
  else if (ArrayBuffer.isView(value)) for (const item of value as Float64Array) digest.number(item);
  else if (Array.isArray(value)) feedList(digest, value);
  else feedObject(digest, value as Record<string, unknown>);
}

function feedList(digest: Digest, items: readonly unknown[]): void {
  digest.number(items.length);
  for (const item of items) feed(digest, item);
}

function feedObject(digest: Digest, fields: Record<string, unknown>): void {
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] === undefined) continue;
    digest.text(key);
    feed(digest, fields[key]);
  }
}
