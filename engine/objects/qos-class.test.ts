import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { PodSpecV1, ResourceRequirementsV1 } from './api.js';
import { qosClass } from './qos-class.js';

const both = { cpu: '1', memory: '1Gi' };

function containers(...resources: ResourceRequirementsV1[]): PodSpecV1 {
  return { containers: resources.map((r, i) => ({ name: `c${i}`, image: 'i', resources: r })) };
}

const classes: [what: string, spec: PodSpecV1, expected: string][] = [
  ['nothing requested', containers({}), 'BestEffort'],
  ['zero requested', containers({ requests: { cpu: 0 } }), 'BestEffort'],
  ['only a device requested', containers({ requests: { 'example.com/gpu': 1 } }), 'BestEffort'],
  ['requests equal to limits', containers({ requests: both, limits: both }), 'Guaranteed'],
  [
    'the same amounts written differently',
    containers({ requests: { cpu: '1000m', memory: '1Gi' }, limits: both }),
    'Guaranteed',
  ],
  ['requests below limits', containers({ requests: { cpu: '1', memory: '1Mi' }, limits: both }), 'Burstable'],
  ['CPU alone', containers({ requests: { cpu: '1' }, limits: { cpu: '1' } }), 'Burstable'],
  ['one container with, one without', containers({ requests: both, limits: both }, {}), 'Burstable'],
  ['pod-level resources decide', { ...containers({}), resources: { requests: both, limits: both } }, 'Guaranteed'],
  ['pod-level requests alone', { ...containers({}), resources: { requests: both } }, 'Burstable'],
];

for (const [what, spec, expected] of classes) {
  test(`${what}: ${expected}`, () => equal(qosClass(spec), expected));
}
