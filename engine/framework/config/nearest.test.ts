import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDistance, nearestFirst, resembles } from './nearest.js';

test('a missing, extra, wrong or swapped letter is one edit', () => {
  for (const written of ['scre', 'scoore', 'scora', 'socre']) assert.equal(editDistance(written, 'score'), 1);
  assert.equal(editDistance('', 'abc'), 3);
});

test('a name that contains what was written comes first', () => {
  assert.equal(nearestFirst('Sidecar', ['NodeSwap', 'SidecarContainers'])[0], 'SidecarContainers');
});

test('equally near names keep their order', () => {
  assert.deepEqual(nearestFirst('x', ['b', 'a', 'x']), ['x', 'b', 'a']);
});

test('what differs in most letters was not meant', () => {
  assert.ok(resembles('paralellism', 'parallelism'));
  assert.ok(!resembles('healthzBindAddress', 'extenders'));
});
