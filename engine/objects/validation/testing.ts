/** What the tests of validation have in common. */
import type { KubeObject, PodV1 } from '../api.js';
import { withDefaults } from '../defaulting.js';
import { fieldErrorText } from '../field-error.js';
import { validationErrors } from '../validation.js';

/** A plain pod but for what is given. */
export function aPod(spec: object): PodV1 {
  const containers = [{ name: 'c', image: 'i' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers, ...spec } };
}

/** What the API server says against the object, in its order; of each error's path the part that matches is left out. */
export function saidOf(object: KubeObject, path = /^/): string[] {
  return validationErrors(withDefaults(object)).map((error) => fieldErrorText(error).replace(path, ''));
}
