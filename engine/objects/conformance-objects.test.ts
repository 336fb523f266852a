import { deepEqual, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { priorityClassesOf } from './admission.js';
import { admitObject } from './admit-object.js';
import type { KubeObject, NodeV1, PodV1, PriorityClassV1 } from './api.js';
import { compileNode } from './compile-node.js';
import { compilePod } from './compile-pod.js';
import { fieldErrorText } from './field-error.js';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url));
const vectors = join(process.env['SEATRIAL_SHARED'] ?? join(root, '../shared'), 'conformance/vectors');
const kinds = existsSync(vectors) ? readdirSync(vectors) : [];
const skip = kinds.length > 0 ? false : `no conformance vectors at ${vectors}`;

interface Case {
  objects: KubeObject[];
  steps?: { create?: KubeObject[]; update?: KubeObject }[];
}

/** The objects of a case in the order they come, each text once. */
function objectsOf(file: string): KubeObject[] {
  const { objects, steps = [] } = JSON.parse(readFileSync(file, 'utf8')) as Case;
  const later = steps.flatMap(({ create = [], update }) => (update ? [...create, update] : create));
  return [...new Set([...objects, ...later].map((object) => JSON.stringify(object)))].map(
    (text) => JSON.parse(text) as KubeObject,
  );
}

function admitAll(objects: readonly KubeObject[]): string[] {
  const classes: PriorityClassV1[] = [];
  return objects.flatMap((raw) => {
    const { object, errors, unknownFields } = admitObject(raw, {
      priorityClasses: priorityClassesOf(classes),
      asStored: true,
    });
    if (object.kind === 'PriorityClass') classes.push(object as PriorityClassV1);
    if (object.kind === 'Pod') compilePod(object as PodV1);
    if (object.kind === 'Node') compileNode(object as NodeV1);
    return [...errors.map(fieldErrorText), ...unknownFields];
  });
}

test('conformance vectors are there', { skip }, () => ok(kinds.length > 0));

for (const kind of kinds) {
  test(`every object of the ${kind} vectors is taken`, () => {
    for (const name of readdirSync(join(vectors, kind))) {
      if (name.endsWith('.json')) deepEqual(admitAll(objectsOf(join(vectors, kind, name))), [], name);
    }
  });
}
