import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { AttemptOutcome, Outcome } from './case.js';
import { compare, decisionsOf } from './compare.js';

const queues = { active: [], backoff: [], unschedulable: [] };
const bound: AttemptOutcome = { pod: 'default/a', result: 'bound', node: 'n', evaluated: 3, feasible: 2 };
const outcome = (...attempts: AttemptOutcome[]): Outcome => ({ phases: [{ attempts, queues }] });

test('an attempt is a decision, and so are a phase and an explanation', () => {
  equal(decisionsOf(outcome(bound, bound)), 3);
  equal(decisionsOf({ explanations: [{ pod: 'a', nodes: {}, feasible: 0 }] }), 1);
});

test('absent, empty and zero are the same, and so is any order of fields', () => {
  const other = { node: 'n', ...bound, total: 0, scores: {}, victims: [], message: '' };
  equal(compare(outcome(bound), outcome(other)).differing, 0);
});

test('a difference names the decision and the field', () => {
  const { differing, differences } = compare(
    outcome({ ...bound, scores: { Fit: 3 } }),
    outcome({ ...bound, scores: { Fit: 4 } }),
  );
  equal(differing, 1);
  deepEqual(differences, [{ where: 'phase 0, attempt 0 (default/a)', field: 'scores.Fit', expected: 3, got: 4 }]);
});

test('two fields of one decision differ once', () => {
  const { differing, differences } = compare(outcome(bound), outcome({ ...bound, node: 'm', feasible: 1 }));
  deepEqual([differing, differences.length], [1, 2]);
});

test('a missing attempt and one too many are differences', () => {
  equal(compare(outcome(bound, bound), outcome(bound)).differing, 1);
  equal(compare(outcome(bound), outcome(bound, bound)).differing, 1);
});

test('a node that is missing in an explanation is a difference', () => {
  const node = { filter: { code: 'Success' } };
  const explained = (nodes: Record<string, typeof node>): Outcome => ({
    explanations: [{ pod: 'default/a', nodes, feasible: 1 }],
  });
  const { differences } = compare(explained({ n: node, m: node }), explained({ n: node }));
  deepEqual(
    differences.map(({ where }) => where),
    ['default/a on m'],
  );
});

test('the order of names in a list counts', () => {
  const { differences } = compare(
    outcome({ ...bound, plugins: ['A', 'B'] }),
    outcome({ ...bound, plugins: ['B', 'A'] }),
  );
  deepEqual(
    differences.map(({ field }) => field),
    ['plugins'],
  );
});
