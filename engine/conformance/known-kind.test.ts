import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { understoodKinds } from '../objects/index.js';
import { kindProblem } from './known-kind.js';

const object = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'x' } });

test('a case may hold what the simulator understands, and what no scheduler looks at', () => {
  for (const { apiVersion, kind } of understoodKinds.values()) equal(kindProblem(object(apiVersion, kind)), undefined);
  equal(kindProblem(object('v1', 'ConfigMap')), undefined);
  equal(kindProblem(object('rbac.authorization.k8s.io/v1', 'Role')), undefined);
  equal(kindProblem(object('resource.k8s.io/v1beta2', 'ResourceClaim')), undefined);
});

const problems: readonly (readonly [what: string, raw: unknown, problem: string])[] = [
  ['a kind mistyped', object('v1', 'Podd'), 'Podd x: no kind "Podd" is registered for version "v1"; did you mean Pod?'],
  [
    'a kind of another version',
    object('batch/v1beta1', 'CronJob'),
    'CronJob x: no kind "CronJob" is registered for version "batch/v1beta1"; write apiVersion: batch/v1',
  ],
  [
    'a kind of another group',
    object('apps/v1', 'ConfigMap'),
    'ConfigMap x: no kind "ConfigMap" is registered for version "apps/v1"',
  ],
  [
    'a custom resource',
    object('example.com/v1', 'Widget'),
    'Widget x: no kind "Widget" is registered for version "example.com/v1"',
  ],
  ['no kind', { apiVersion: 'v1', metadata: { name: 'x' } }, 'an object has no kind'],
  ['no version', { kind: 'Pod', metadata: { name: 'x' } }, 'the Pod has no apiVersion'],
  ['nothing', null, 'null is no object: it has no kind'],
  ['a text', 'Pod', '"Pod" is no object: it has no kind'],
];

for (const [what, raw, problem] of problems) test(`refused: ${what}`, () => equal(kindProblem(raw), problem));
