import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './differences.js';

test('equal placements do not differ', () => {
  deepEqual(differences(['a', 'b', ''], ['a', 'b', '']), []);
});

test('another node, no node, and a pod too few are differences', () => {
  deepEqual(differences(['a', 'b', 'c', 'd'], ['a', 'x', '']), [
    { pod: 1, expected: 'b', got: 'x' },
    { pod: 2, expected: 'c', got: '' },
    { pod: 3, expected: 'd', got: '' },
  ]);
});
