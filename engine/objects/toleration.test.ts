import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { TolerationV1 } from './api.js';
import { compileTaint, compileToleration, findUntolerated, tolerates } from './toleration.js';

const taint = compileTaint({ key: 'gpu', value: 'a100', effect: 'NoSchedule' });

const tolerations: [toleration: TolerationV1, tolerated: boolean][] = [
  [{ key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoSchedule' }, true],
  [{ key: 'gpu', value: 'a100', effect: 'NoSchedule' }, true], // no operator means Equal
  [{ key: 'gpu', operator: 'Equal', value: 'a100' }, true], // no effect means any
  [{ key: 'gpu', operator: 'Equal', value: 'h100', effect: 'NoSchedule' }, false],
  [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }, false],
  [{ key: 'gpu', operator: 'Exists' }, true],
  [{ operator: 'Exists' }, true], // no key means any
  [{ key: 'disk', operator: 'Exists' }, false],
  [{ key: 'gpu', operator: 'Near', value: 'a100' }, false],
];

for (const [toleration, tolerated] of tolerations) {
  test(`${JSON.stringify(toleration)} tolerates gpu=a100:NoSchedule: ${tolerated}`, () => {
    equal(tolerates(compileToleration(toleration), taint), tolerated);
  });
}

const age = compileTaint({ key: 'age', value: '5', effect: 'NoSchedule' });
const comparisons: [operator: string, value: string, tolerated: boolean][] = [
  ['Gt', '4', true], // the taint's 5 is above 4
  ['Gt', '5', false],
  ['Lt', '6', true],
  ['Lt', '5', false],
  ['Lt', '06', false], // not how one writes 6
  ['Gt', 'x', false],
];

for (const [operator, value, tolerated] of comparisons) {
  const toleration = compileToleration({ key: 'age', operator, value });
  test(`${operator} ${value} tolerates age=5 with the gate on: ${tolerated}; never with it off, as in 1.36`, () => {
    equal(tolerates(toleration, age, { comparisonOperators: true }), tolerated);
    equal(tolerates(toleration, age), false);
  });
}

test('the first untolerated taint with a wanted effect is found', () => {
  const taints = [
    { key: 'a', value: '', effect: 'PreferNoSchedule' },
    { key: 'b', value: '', effect: 'NoSchedule' },
    { key: 'c', value: '', effect: 'NoExecute' },
  ];
  const b = compileToleration({ key: 'b', operator: 'Exists' });
  equal(findUntolerated(taints, [], ['NoSchedule', 'NoExecute'])?.key, 'b');
  equal(findUntolerated(taints, [b], ['NoSchedule', 'NoExecute'])?.key, 'c');
  equal(findUntolerated(taints, [b], ['NoSchedule']), undefined);
});
