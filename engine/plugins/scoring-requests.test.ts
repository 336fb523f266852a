import { deepEqual } from 'node:assert/strict';
import test from 'node:test';
import type { PodSpecV1 } from '../objects/index.js';
import { scoringRequests } from './scoring-requests.js';
import { type Amounts, aPod } from './testing.js';

const mebibyte = 1024 * 1024;
const container = (name: string, requests: Amounts) => ({ name, resources: { requests } });

const cases: { what: string; spec: Partial<PodSpecV1>; cpuMilli: number; memoryMebibytes: number }[] = [
  {
    what: 'a container without requests',
    spec: { containers: [container('a', {})] },
    cpuMilli: 100,
    memoryMebibytes: 200,
  },
  {
    what: 'what a container leaves out', // 500 + 100, 200 + 50
    spec: { containers: [container('a', { cpu: '500m' }), container('b', { memory: '50Mi' })] },
    cpuMilli: 600,
    memoryMebibytes: 250,
  },
  {
    what: 'a request of 0 is a request',
    spec: { containers: [container('a', { cpu: 0, memory: 0 })] },
    cpuMilli: 0,
    memoryMebibytes: 0,
  },
  {
    what: 'overhead besides',
    spec: { containers: [container('a', {})], overhead: { cpu: '250m', memory: '120Mi' } },
    cpuMilli: 350,
    memoryMebibytes: 320,
  },
  {
    what: 'not the pod-level requests',
    spec: { containers: [container('a', { cpu: '500m' })], resources: { requests: { cpu: '9', memory: '14Gi' } } },
    cpuMilli: 500,
    memoryMebibytes: 200,
  },
];

for (const { what, spec, cpuMilli, memoryMebibytes } of cases) {
  test(`counted: ${what}`, () => {
    const requests = scoringRequests(aPod({ spec }).spec);
    deepEqual([requests.cpuMilli, requests.memoryBytes], [cpuMilli, memoryMebibytes * mebibyte]);
  });
}
