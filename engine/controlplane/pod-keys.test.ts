import { equal } from 'node:assert/strict';
import test from 'node:test';
import { PodKeys } from './pod-keys.js';

test('a key leads to its pod as long as the pod has it', () => {
  const keyOf = new Map<number, string>();
  const keys = new PodKeys((pod) => keyOf.get(pod));
  const pods = 5000; // the table grows several times
  for (let pod = 0; pod < pods; pod++) {
    keyOf.set(pod, `shop/web-${pod}`);
    keys.add(`shop/web-${pod}`, pod);
  }
  for (let pod = 0; pod < pods; pod += 3) {
    keys.delete(`shop/web-${pod}`, pod);
    keyOf.delete(pod);
  }
  for (let pod = 0; pod < pods; pod++) equal(keys.find(`shop/web-${pod}`), pod % 3 === 0 ? -1 : pod);
  equal(keys.find('shop/other'), -1);
});

test('a key goes to the pod that has it now', () => {
  const keyOf = new Map([[1, 'shop/web']]);
  const keys = new PodKeys((pod) => keyOf.get(pod));
  for (let pod = 1; pod < 3000; pod++) {
    keyOf.clear();
    keyOf.set(pod, 'shop/web');
    keys.add('shop/web', pod);
    equal(keys.find('shop/web'), pod);
    keys.delete('shop/web', pod + 1); // somebody else's
    equal(keys.find('shop/web'), pod);
    keys.delete('shop/web', pod);
  }
  equal(keys.find('shop/web'), -1);
});
