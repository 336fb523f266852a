/** How to test a plugin that waits: lend it the calls that it makes. */
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import gang from './gang.js';

/** Steps for a scheduler in which these pods wait already, and whom they allow. */
function among(waiting, args) {
  const allowed = [];
  const calls = { waitingPods: () => waiting, allow: (pod, plugin) => allowed.push(`${pod} by ${plugin}`) };
  return { ...gang.create(args, { calls }), allowed };
}

test('a pod waits for the others, two being a group by default', () => {
  const { permit, allowed } = among([]);
  equal(permit().status.code, 'Wait');
  deepEqual(allowed, []);
});

test('the last of a group lets all others go on', () => {
  const { permit, allowed } = among(['a', 'b'], { size: 3 });
  equal(permit().status.code, 'Success');
  deepEqual(allowed, ['a by Gang', 'b by Gang']);
});
