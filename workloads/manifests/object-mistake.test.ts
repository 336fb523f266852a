/** What is said of an object that the API server would refuse: every reason, in its words, where it stands. */
import { deepEqual, equal, match } from 'node:assert/strict';
import test from 'node:test';
import { ConfigError } from '../../engine/index.js';
import { loadObjects } from './load-objects.js';
import { parseText } from './parse-text.js';

const metadata = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: shop }\n';

function said(spec: string): string[] {
  try {
    loadObjects(parseText('a.yaml', `${metadata}spec:\n${spec}`));
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const containers = '  containers: [{ name: c, image: i }]\n';

const reasons: readonly (readonly [what: string, spec: string, lines: readonly string[]])[] = [
  [
    'one reason is one sentence',
    `${containers}  activeDeadlineSeconds: 0\n`,
    [
      'a.yaml:6:26: Pod shop/p: spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    ],
  ],
  [
    'several stand one a line, each at its place',
    `${containers}  tolerations:\n    - { key: a, operator: Exists, value: x, effect: Foo }\n`,
    [
      'a.yaml:7:27: Pod shop/p: spec.tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\'',
      'also a.yaml:7:53: spec.tolerations[0].effect: Unsupported value: "Foo": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    'a value is the one that the API server quotes, not the one at that place',
    '  containers:\n    - { name: c, image: i, ports: [{ containerPort: 80, hostPort: 80 }] }\n    - { name: d, image: i, ports: [{ containerPort: 81, hostPort: 80 }] }\n',
    ['a.yaml:7:67: Pod shop/p: spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    'a resource’s name is quoted, not its amount',
    '  containers:\n    - { name: c, image: i, resources: { requests: { foo: 1 } } }\n',
    [
      'a.yaml:6:58: Pod shop/p: spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'also a.yaml:6:58: spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
    ],
  ],
  [
    'admission’s sentence has the field before it',
    `${containers}  preemptionPolicy: Bad\n`,
    [
      'a.yaml:6:21: Pod shop/p: spec.preemptionPolicy: pods "p" is forbidden: the string value of PreemptionPolicy (Bad) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name',
    ],
  ],
];

for (const [what, spec, lines] of reasons) test(what, () => deepEqual(said(spec), lines));

test('what would be right is said once', () => {
  const amounts = '{ requests: { cpu: 1x, memory: 2x } }';
  const [first, second] = said(`  containers: [{ name: c, image: i, resources: ${amounts} }]\n`);
  match(first!, /; write a quantity like 250m, 2 or 16Gi$/);
  match(second!, /^also a\.yaml:5:\d+: spec\.containers\[0\]\.resources\.requests\[memory\]: .*'$/);
});

test('of more reasons than anybody reads the number is told', () => {
  const lines = said(
    `${containers}  nodeSelector: {${Array.from({ length: 150 }, (_, i) => ` k${i}: ${i}`).join(',')} }\n`,
  );
  equal(lines.length, 101);
  equal(lines.at(-1), 'also a.yaml:1:1: 50 more reasons');
});
