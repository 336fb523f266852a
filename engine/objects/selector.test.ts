import { equal, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { LabelSelectorRequirementV1 } from './api.js';
import { labelsOf } from './labels.js';
import { compileLabelMap, compileSelector, everything, nothing } from './selector.js';

const labels = labelsOf({ app: 'web', tier: 'front', empty: '' });

const requirements: [requirement: LabelSelectorRequirementV1, matches: boolean][] = [
  [{ key: 'app', operator: 'In', values: ['web'] }, true],
  [{ key: 'app', operator: 'In', values: ['db', 'web'] }, true],
  [{ key: 'app', operator: 'In', values: ['db'] }, false],
  [{ key: 'gone', operator: 'In', values: ['web'] }, false],
  [{ key: 'empty', operator: 'In', values: [''] }, true],
  [{ key: 'gone', operator: 'In', values: [''] }, false],
  [{ key: 'app', operator: 'NotIn', values: ['web'] }, false],
  [{ key: 'app', operator: 'NotIn', values: ['db'] }, true],
  [{ key: 'gone', operator: 'NotIn', values: ['web'] }, true],
  [{ key: 'app', operator: 'Exists' }, true],
  [{ key: 'gone', operator: 'Exists' }, false],
  [{ key: 'app', operator: 'DoesNotExist' }, false],
  [{ key: 'gone', operator: 'DoesNotExist' }, true],
];

for (const [requirement, matches] of requirements) {
  const { key, operator, values = [] } = requirement;
  test(`${key} ${operator} ${values.join(',')} is ${matches}`, () => {
    equal(compileSelector({ matchExpressions: [requirement] }).matches(labels), matches);
  });
}

test('all requirements have to hold', () => {
  const selector = (tier: string) =>
    compileSelector({
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'tier', operator: 'In', values: [tier] }],
    });
  ok(selector('front').matches(labels));
  ok(!selector('back').matches(labels));
});

test('an absent selector selects nothing, an empty one everything', () => {
  equal(compileSelector(undefined), nothing);
  equal(compileSelector({}), everything);
  equal(compileSelector({ matchLabels: {}, matchExpressions: [] }), everything);
  equal(compileLabelMap(undefined), everything);
  ok(!nothing.matches(labels));
  ok(everything.matches(labels));
  ok(nothing.text !== everything.text);
});

test('selectors that mean the same are the same object', () => {
  const one = compileSelector({ matchLabels: { a: '1', b: '2' } });
  const other = compileSelector({
    matchExpressions: [
      { key: 'b', operator: 'In', values: ['2', '2'] },
      { key: 'a', operator: 'In', values: ['1'] },
    ],
  });
  equal(one, other);
  equal(one.text, 'a=1 & b=2');
  ok(one !== compileSelector({ matchLabels: { a: '1', b: '3' } }));
});

test('labels are called what they like: "constructor" is a label like any other', () => {
  equal(compileSelector({ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }).matches(labels), false);
  equal(compileLabelMap({ constructor: 'x' }).matches(labelsOf({ constructor: 'x' })), true);
});

test('an operator that no label selector has is a configuration error', () => {
  throws(
    () => compileSelector({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] }),
    /is no requirement on labels/,
  );
  throws(
    () => compileSelector({ matchExpressions: [{ key: 'a', operator: 'In', values: [] }] }),
    /is no requirement on labels/,
  );
});
