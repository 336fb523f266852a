import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { compileCase } from './compile-case.js';
import { type ExecutorName, executorFor } from './executors.js';
import { kinds } from './kinds.js';
import { makeCase, roomFor } from './make-case.js';
import { decideAll, scheduleAll } from './place-pods.js';

/** More than a hundred nodes, so that not all are looked at: 130 nodes, 130·49 % = 63, at least 100. */
const nodeCount = 130;

for (const kind of kinds) {
  test(`${kind.name}: every pod finds a node, the same one alone and on the whole way, by every executor`, () => {
    const podCount = Math.min(40, roomFor(kind, nodeCount));
    const input = makeCase({ kind, nodeCount, podCount, seed: '3', percentageOfNodesToScore: 0 });
    const compiled = compileCase(input);
    const executor = (name: ExecutorName) => executorFor(name, input);
    const expected = decideAll(compiled, executor('reference')).nodeNames;
    equal(expected.filter((name) => name !== '').length, podCount);
    deepEqual(scheduleAll(compiled, executor('reference')).nodeNames, expected);
    deepEqual(decideAll(compiled, executor('auto')).nodeNames, expected);
    deepEqual(scheduleAll(compiled, executor('auto')).nodeNames, expected);
  });
}

test('a pod that fits nowhere is placed on no node, either way', () => {
  const [kind] = kinds;
  const input = makeCase({ kind: kind!, nodeCount: 1, podCount: 60, seed: '1', percentageOfNodesToScore: 0 });
  const compiled = compileCase(input);
  const alone = decideAll(compiled, executorFor('reference', input)).nodeNames;
  // at most 4000/100 = 40 pods of 100m fit on one node
  equal(alone.at(-1), '');
  deepEqual(scheduleAll(compiled, executorFor('reference', input)).nodeNames, alone);
});
