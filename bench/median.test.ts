import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { median } from './median.js';

test('the median is the middle one of an odd number of values, by size', () => {
  equal(median([10, 9, 100]), 10);
});

test('of an even number it is the mean of the two in the middle', () => {
  equal(median([4, 1, 100, 2]), 3);
});
