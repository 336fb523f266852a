/** What the tests of validation have in common. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject, ObjectMeta, PodV1 } from '../api.js';
import { withDefaults } from '../defaulting.js';
import { fieldErrorText } from '../field-error.js';
import { validationErrors } from '../validation.js';

/** A plain pod but for what is given. */
export function aPod(spec: object, metadata: ObjectMeta = {}): PodV1 {
  const containers = [{ name: 'c', image: 'i' }];
  const named = { name: 'p', labels: { app: 'a', ver: '1' }, ...metadata };
  return { apiVersion: 'v1', kind: 'Pod', metadata: named, spec: { containers, ...spec } };
}

/** What the API server says against the object, in its order; of each error's path the part that matches is left out. */
export function saidOf(object: KubeObject, path = /^/): string[] {
  return validationErrors(withDefaults(object)).map((error) => fieldErrorText(error).replace(path, ''));
}

/** One test a pod; none is said against one that is taken. */
export function testPods(cases: readonly (readonly [spec: object, metadata: ObjectMeta, errors: string[]])[]): void {
  for (const [spec, metadata, errors] of cases) testObject(aPod(spec, metadata), { ...metadata, ...spec }, errors);
}

/** One test an object of a kind, given by its fields; its name is "x". */
export function testObjects(
  apiVersion: string,
  kind: string,
  cases: readonly (readonly [fields: Record<string, unknown>, metadata: ObjectMeta, errors: string[]])[],
): void {
  for (const [fields, metadata, errors] of cases) {
    const object = { apiVersion, kind, metadata: { name: 'x', ...metadata }, ...fields };
    testObject(object, { kind, ...metadata, ...fields }, errors);
  }
}

function testObject(object: KubeObject, told: object, errors: string[]): void {
  const name = errors.length === 0 ? `taken: ${JSON.stringify(told)}` : errors.join('; ');
  test(name, () => deepEqual(saidOf(object), errors));
}
