import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { LabelSelectorRequirementV1, NodeSelectorTermV1 } from './api.js';
import { fieldErrorText } from './field-error.js';
import { labelsOf } from './labels.js';
import { compileNodeSelector, compilePreferredTerms, compileTerms, nodeSelectorErrors } from './node-selector.js';

const node = { name: 'n1', labels: labelsOf({ zone: 'a', cores: '8', odd: 'x8', huge: '9223372036854775808' }) };

const expressions: [expression: LabelSelectorRequirementV1, matches: boolean][] = [
  [{ key: 'zone', operator: 'In', values: ['a', 'b'] }, true],
  [{ key: 'zone', operator: 'NotIn', values: ['a'] }, false],
  [{ key: 'gone', operator: 'NotIn', values: ['a'] }, true],
  [{ key: 'zone', operator: 'Exists' }, true],
  [{ key: 'zone', operator: 'DoesNotExist' }, false],
  [{ key: 'cores', operator: 'Gt', values: ['7'] }, true],
  [{ key: 'cores', operator: 'Gt', values: ['8'] }, false],
  [{ key: 'cores', operator: 'Lt', values: ['9'] }, true],
  [{ key: 'cores', operator: 'Lt', values: ['8'] }, false],
  [{ key: 'cores', operator: 'Gt', values: ['-1'] }, false], // no label value may be -1, so it cannot be parsed
  [{ key: 'odd', operator: 'Gt', values: ['1'] }, false],
  [{ key: 'gone', operator: 'Lt', values: ['1'] }, false],
  [{ key: 'huge', operator: 'Gt', values: ['1'] }, false], // 2^63 is no int64
  [{ key: 'cores', operator: 'Gt', values: ['seven'] }, false],
  [{ key: 'zone', operator: 'Near', values: ['a'] }, false],
];

for (const [expression, matches] of expressions) {
  test(`${expression.key} ${expression.operator} ${expression.values ?? ''} is ${matches}`, () => {
    equal(compileTerms({ nodeSelectorTerms: [{ matchExpressions: [expression] }] }).matches(node), matches);
  });
}

const named = (operator: string, ...values: string[]): NodeSelectorTermV1 => ({
  matchFields: [{ key: 'metadata.name', operator, values }],
});

test('terms are alternatives; what is in a term has to hold together', () => {
  const inA = { key: 'zone', operator: 'In', values: ['a'] };
  const inB = { key: 'zone', operator: 'In', values: ['b'] };
  ok(compileTerms({ nodeSelectorTerms: [{ matchExpressions: [inB] }, { matchExpressions: [inA] }] }).matches(node));
  ok(!compileTerms({ nodeSelectorTerms: [{ matchExpressions: [inA, inB] }] }).matches(node));
  ok(!compileTerms({ nodeSelectorTerms: [{ matchExpressions: [inA], ...named('NotIn', 'n1') }] }).matches(node));
});

test('an empty term matches nothing, and so does no term at all', () => {
  ok(!compileTerms({ nodeSelectorTerms: [{}] }).matches(node));
  ok(!compileTerms({ nodeSelectorTerms: [] }).matches(node));
  ok(compileTerms({ nodeSelectorTerms: [{}, named('In', 'n1')] }).matches(node));
});

test('a term that cannot be parsed leaves the others as they are', () => {
  const broken = { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['seven'] }] };
  ok(compileTerms({ nodeSelectorTerms: [broken, named('In', 'n1')] }).matches(node));
});

test('a field other than the name is empty', () => {
  ok(
    !compileTerms({
      nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['x'] }] }],
    }).matches(node),
  );
  ok(
    compileTerms({
      nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.uid', operator: 'NotIn', values: ['x'] }] }],
    }).matches(node),
  );
});

const nodeNames: [what: string, terms: NodeSelectorTermV1[], names: string[] | null][] = [
  ['one term with a name', [named('In', 'n1')], ['n1']],
  ['two terms with names', [named('In', 'n1'), named('In', 'n2')], ['n1', 'n2']],
  [
    'a term without a name beside one with',
    [named('In', 'n1'), { matchExpressions: [{ key: 'zone', operator: 'Exists' }] }],
    null,
  ],
  ['a name that is excluded', [named('NotIn', 'n1')], null],
  [
    'two names in one term',
    [{ matchFields: [named('In', 'n1').matchFields![0]!, named('In', 'n2').matchFields![0]!] }],
    [],
  ],
  ['no terms', [], null],
];

for (const [what, terms, names] of nodeNames) {
  test(`${what}: the nodes are ${names === null ? 'any' : `[${names}]`}`, () => {
    const found = compileTerms({ nodeSelectorTerms: terms }).nodeNames;
    deepEqual(found === null ? null : [...found], names);
  });
}

test('nodeSelector and required affinity have to hold both; with neither there is nothing to compile', () => {
  equal(compileNodeSelector(undefined, undefined), null);
  ok(compileNodeSelector({ zone: 'a' }, { nodeSelectorTerms: [named('In', 'n1')] })!.matches(node));
  ok(!compileNodeSelector({ zone: 'b' }, { nodeSelectorTerms: [named('In', 'n1')] })!.matches(node));
  ok(!compileNodeSelector({ zone: 'a' }, { nodeSelectorTerms: [named('In', 'n2')] })!.matches(node));
  ok(compileNodeSelector({}, undefined)!.matches(node));
});

test('equal selectors have equal texts', () => {
  const text = (...keys: string[]) =>
    compileNodeSelector(Object.fromEntries(keys.map((key) => [key, '1'])), undefined)!.text;
  equal(text('a', 'b'), text('b', 'a'));
  ok(text('a') !== text('b'));
  const ofTerms = (...terms: NodeSelectorTermV1[]) => compileTerms({ nodeSelectorTerms: terms }).text;
  ok(ofTerms() !== compileNodeSelector({}, undefined)!.text); //           nothing, everything
  ok(ofTerms(named('In', 'n1')) !== ofTerms(named('In', 'n1'), {})); //    the same nodes match, others are looked at
});

test('preferred terms without weight or content are left out', () => {
  const inA = { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] };
  const { terms, problem } = compilePreferredTerms([
    { weight: 0, preference: inA },
    { weight: 5, preference: {} },
    { weight: 7, preference: inA },
  ]);
  deepEqual(
    terms.map((term) => [term.weight, term.matches(node)]),
    [[7, true]],
  );
  equal(problem, null);
});

test('one preferred term that cannot be parsed spoils all, as it does upstream', () => {
  const { terms, problem } = compilePreferredTerms([
    { weight: 1, preference: { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['seven'] }] } },
  ]);
  deepEqual(terms, []);
  equal(
    problem,
    `[0].matchExpressions[0].values[0]: Invalid value: "seven": for 'Gt', 'Lt' operators, the value must be an integer`,
  );
});

test('affinity that a profile adds is parsed at once', () => {
  const errors = nodeSelectorErrors({
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'Near', values: ['a'] }] }],
  });
  deepEqual(errors.map(fieldErrorText), [
    'nodeSelectorTerms[0].matchExpressions[0].operator: Unsupported value: "Near": supported values: "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"',
  ]);
});

test('a preferred term with a value that no label has is told with its key', () => {
  const requirement = { key: 'size', operator: 'Lt' as const, values: ['-1'] };
  const { problem } = compilePreferredTerms([{ weight: 1, preference: { matchExpressions: [requirement] } }]);
  equal(problem?.startsWith('[0].matchExpressions[0].values[0][size]: Invalid value: "-1": '), true, problem ?? '');
});
