/** Objects from documents: lists, namespaces, names, and what is refused with its place. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { ConfigError } from '../../engine/index.js';
import { type LoadContext, loadObjects } from './load-objects.js';
import { parseText } from './parse-text.js';

const load = (text: string, context: LoadContext = {}) => loadObjects(parseText('a.yaml', text), context);
const refusal = (text: string): string => {
  try {
    load(text);
  } catch (error) {
    ok(error instanceof ConfigError, String(error));
    return error.message;
  }
  return '';
};
const containers = 'containers: [{ name: c, image: i }]';
const pod = (name: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}${more} }\nspec: { ${containers} }\n`;

const names = (text: string, context: LoadContext = {}) =>
  load(text, context).objects.map(({ object: { kind, metadata } }) => `${kind} ${metadata.namespace}/${metadata.name}`);

test('documents, lists, lists in lists and typed lists all become objects', () => {
  const item = (name: string) => `{ apiVersion: v1, kind: Pod, metadata: { name: ${name} }, spec: { ${containers} } }`;
  const text = [
    pod('a'),
    `apiVersion: v1\nkind: List\nitems:\n  - ${item('b')}\n  - { apiVersion: v1, kind: List, items: [${item('c')}] }\n`,
    `apiVersion: v1\nkind: PodList\nitems: [{ metadata: { name: d }, spec: { ${containers} } }]\n`,
    `[${item('e')}, ${item('f')}]\n`,
  ].join('---\n');
  deepEqual(
    names(text),
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `Pod default/${name}`),
  );
});

test('an object without a namespace is in the given one, one of the cluster in none', () => {
  const text = `${pod('a')}---\n${pod('b', ', namespace: shop')}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: x }\n`;
  deepEqual(names(text, { namespace: 'team' }), ['Pod team/a', 'Pod shop/b', 'Namespace undefined/x']);
});

test('kinds that are not simulated are counted, not refused', () => {
  const text = ['ServiceAccount', 'ServiceAccount', 'Widget']
    .map((kind, i) => `apiVersion: example.org/v1\nkind: ${kind}\nmetadata: { name: x-${i} }\n`)
    .join('---\n');
  const { objects, ignored } = load(text);
  deepEqual(
    [objects.length, [...ignored]],
    [
      0,
      [
        ['ServiceAccount', 2],
        ['Widget', 1],
      ],
    ],
  );
});

test('fields that the API does not have are named', () => {
  deepEqual(load(pod('a').replace('spec: {', 'spec: { nodeNam: x,')).unknownFields, ['Pod default/a: spec.nodeNam']);
});

test('names made up from generateName count up', () => {
  const one = `apiVersion: v1\nkind: Pod\nmetadata: { generateName: job- }\nspec: { ${containers} }\n`;
  deepEqual(names(`${one}---\n${one}`), ['Pod default/job-0', 'Pod default/job-1']);
});

test('what was read back from a cluster is there already; what was written is not', () => {
  const uid = ', uid: 7d1c9a0e-0000-4000-8000-000000000001';
  const created = ', creationTimestamp: "2024-05-01T10:00:00Z"';
  const stored = [pod('a', uid), pod('b', created), pod('c', ', creationTimestamp: null')].map(
    (text) => load(text).objects[0]!.stored,
  );
  deepEqual(stored, [true, true, false]);
});

test('priority classes may stand after the pods that name them', () => {
  const text = `${pod('a').replace('spec: {', 'spec: { priorityClassName: high,')}---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: high }\nvalue: 1000\n`;
  equal((load(text).objects[0]!.object['spec'] as { priority: number }).priority, 1000);
});

const deployment = (selector: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: ${selector}\n  template: { metadata: { labels: { app: web } }, spec: { ${containers} } }\n`;
const requests = (cpu: string) => pod('a').replace('image: i', `image: i, resources: { requests: { cpu: ${cpu} } }`);

test('mistakes are told with file, line, column, path, value and what would be right', () => {
  const cases: readonly (readonly [text: string, message: RegExp])[] = [
    [
      requests('1x'),
      /^a\.yaml:4:73: Pod default\/a: spec\.containers\[0\]\.resources\.requests\[cpu\]: Invalid value: "1x": .*; write a quantity like 250m, 2 or 16Gi$/,
    ],
    [requests('-1'), /^a\.yaml:4:73: .*Invalid value: "?-1"?: must be greater than or equal to 0$/],
    [requests('999999999999999Ei'), /^a\.yaml:4:73: .*"999999999999999Ei".*write a quantity/],
    [requests('.nan'), /^a\.yaml:4:73: .*Invalid value: NaN: .*write a quantity/],
    [
      deployment('{ matchExpressions: [{ key: app, operator: Inn, values: [web] }] }'),
      /^a\.yaml:5:56: Deployment default\/web: spec\.selector\.matchExpressions\[0\]\.operator: Invalid value: "Inn": .*operators are In, NotIn, Exists and DoesNotExist\nalso a\.yaml:5:13: spec\.selector: Invalid value: .*: invalid label selector$/,
    ],
    [deployment('{ matchLabels: { app: wob } }'), /^a\.yaml:6:35: .*`selector` does not match template `labels`/],
    [deployment('{}'), /^a\.yaml:5:13: .*selector/],
    [
      `${pod('a')}---\n${pod('a')}`,
      /^a\.yaml:8:19: metadata\.name: "a" Pod default\/a is there twice; the first is at a\.yaml:3:19$/,
    ],
    [
      'apiVersion: v1\nkind: Node\nmetadata: { name: n }\n',
      /^a\.yaml:1:1: status: Node n has neither capacity nor allocatable; give status\.allocatable/,
    ],
    [
      'apiVersion: v1\nkind: Node\nmetadata: { name: n }\nstatus: { allocatable: { cpu: -4 } }\n',
      /^a\.yaml:4:31: Node n: status\.(allocatable|capacity)/,
    ],
    [
      'just text\n',
      /^a\.yaml:1:1: "just text" is not a Kubernetes object; an object has apiVersion, kind and metadata$/,
    ],
    ['[1]\n', /^a\.yaml:1:2: \[0\]: 1 is not a Kubernetes object/],
    ['metadata: { name: x }\n', /^a\.yaml:1:1: the object has no kind/],
    ['kind: Pod\n', /^a\.yaml:1:1: the Pod has no apiVersion/],
    ['kind: Pod\napiVersion: v1\n', /^a\.yaml:1:1: metadata: the Pod has no metadata/],
    [
      'kind: Scenario\napiVersion: seatrial.dev/v1alpha1\n',
      /^a\.yaml:1:7: kind: "Scenario" is no object of a cluster; give it as the scenario: seatrial run FILE$/,
    ],
    ['kind: KubeSchedulerConfiguration\napiVersion: kubescheduler.config.k8s.io/v1\n', /give it with --config FILE$/],
    [pod('A_b'), /^a\.yaml:3:19: Pod default\/A_b: metadata\.name: Invalid value: "A_b"/],
    [
      pod('a').replace('spec: {', 'spec: { priorityClassName: none,'),
      /^a\.yaml:4:\d+: .*no PriorityClass with name none was found/,
    ],
    [
      `apiVersion: v1\nkind: List\nitems:\n- ${pod('ok').replaceAll('\n', '\n  ')}\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n  spec: {containers: 7}\n`,
      /^a\.yaml:12:\d+: Pod default\/b: spec\.containers/,
    ],
  ];
  const wrong = cases.filter(([text, message]) => !message.test(refusal(text)));
  deepEqual(
    wrong.map(([text]) => refusal(text)),
    [],
  );
});

test('a value that fills the file is told shortened', () => {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: [${'1,'.repeat(10_000)}1]\n`;
  ok(refusal(text).length < 300, refusal(text).slice(0, 400));
});
