import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { admitObject, type KubeObject, priorityClassesOf } from '../../objects/index.js';
import type { ObjectTemplate, Place } from '../../run-spec.js';
import { AdmittedTemplate } from './admitted-template.js';
import { objectOf } from './fill-places.js';

const number: Place = { text: '#', factor: 1, divisor: 1, modulus: 0, offset: 0 };
const zone: Place = { text: '@', factor: 1, divisor: 1, modulus: 2, offset: 0, values: ['east', 'west'] };

function pod(metadata: object, spec: object = {}): KubeObject {
  const containers = [{ name: 'c', image: 'app', resources: { requests: { cpu: '100m' } } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...spec } } as KubeObject;
}

const term = (value: string) => ({
  labelSelector: { matchLabels: { color: value } },
  topologyKey: 'kubernetes.io/hostname',
});

const templates: Readonly<Record<string, ObjectTemplate>> = {
  'a name': { object: pod({ name: 'p-#' }), places: [number] },
  'a label': { object: pod({ name: 'p-#', labels: { batch: 'b-#', zone: '@' } }), places: [number, zone] },
  'a term and a volume': {
    object: pod(
      { name: 'p-#' },
      {
        affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term('yellow-#')] } },
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'pvc-#' } }],
      },
    ),
    places: [number],
  },
  'a quantity': {
    object: pod(
      { name: 'p-#' },
      { containers: [{ name: 'c', image: 'app', resources: { requests: { cpu: '1#00m' } } }] },
    ),
    places: [number],
  },
  'a number': { object: pod({ name: 'p-#' }, { priority: '#0' }), places: [number], numbers: ['#0'] },
  'a key': { object: pod({ name: 'p', labels: { 'k-#': 'v' } }), places: [number] },
};

/** As each object is when it is admitted by itself, and how many of a hundred were. */
function admitting(template: ObjectTemplate) {
  let count = 0;
  const admit = (raw: KubeObject) => {
    count++;
    return admitObject(raw, { priorityClasses: priorityClassesOf([]), asStored: true }).object;
  };
  const objects = new AdmittedTemplate(template, admit);
  const made = Array.from({ length: 100 }, (_, ordinal) => objects.of(ordinal));
  const admitted = count;
  return { objects, made, admitted, alone: made.map((_, ordinal) => admit(objectOf(template, ordinal))) };
}

for (const [what, template] of Object.entries(templates)) {
  test(`objects that differ in ${what} are as if each were admitted`, () => {
    const { made, alone } = admitting(template);
    deepEqual(made, alone);
    equal(JSON.stringify(made), JSON.stringify(alone)); // fields in the same order: sizes are those of the JSON
  });
}

test('an object is admitted itself where a number in it is longer than before', () => {
  equal(admitting(templates['a term and a volume']!).admitted, 2); // 0 and 10
  equal(admitting(templates['a quantity']!).admitted, 100);
});

test('it is told what differs', () => {
  const differing = (name: string) => admitting(templates[name]!).objects.differing;
  deepEqual(['a name', 'a label', 'a term and a volume', 'a key'].map(differing), ['name', 'labels', 'more', 'more']);
});
