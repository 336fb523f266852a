/** A run as JSON. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { smallResult } from '../testing.js';
import { runJson, summaryJson } from './index.js';

test('pods are rows, and moments that never came are null', () => {
  const { pods } = JSON.parse(JSON.stringify(runJson(smallResult, 'small', []))) as { pods: unknown[] };
  equal(pods.length, 5);
  deepEqual(pods[4], {
    namespace: 'shop',
    name: 'huge',
    owner: '',
    priority: 0,
    node: '',
    phase: 'Pending',
    attempts: 3,
    preexisting: false,
    createdUs: 8_000,
    boundUs: null,
    runningUs: null,
    readyUs: null,
    finishedUs: null,
    stages: { queue: [9_000, null] },
  });
});

test('what the reading said stands before what the run said', () => {
  deepEqual(runJson(smallResult, 'small', ['read so'])['notes'], ['read so', 'a note of the run']);
});

test('the summary says what it was and leaves out what grows with the pods', () => {
  const summary = summaryJson(smallResult, 'small', []);
  for (const key of [
    'title',
    'seed',
    'digest',
    'inputHash',
    'seatrial',
    'kubernetes',
    'counts',
    'stages',
    'throughput',
  ]) {
    ok(key in summary, key);
  }
  for (const key of ['pods', 'decisions', 'samples', 'nodes', 'journeys']) ok(!(key in summary), key);
});
