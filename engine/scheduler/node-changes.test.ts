import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeV1 } from '../objects/index.js';
import { nodeChanges } from './node-changes.js';
import { labelOf } from './queue/index.js';
import { aNode } from './testing.js';

const status = (allocatable: Record<string, string>, more: object = {}) => ({ status: { allocatable, ...more } });
const taint = { key: 'k', value: 'v', effect: 'NoSchedule' };
const ready = (value: string, message: string) => ({ conditions: [{ type: 'Ready', status: value, message }] });

const table: { what: string; before: Partial<NodeV1>; after: Partial<NodeV1>; events: string[] }[] = [
  { what: 'nothing', before: {}, after: {}, events: [] },
  { what: 'a cordon', before: {}, after: { spec: { unschedulable: true } }, events: [] },
  { what: 'an uncordon', before: { spec: { unschedulable: true } }, after: {}, events: ['UpdateNodeTaint'] },
  {
    what: 'a taint while uncordoned',
    before: { spec: { unschedulable: true } },
    after: { spec: { taints: [taint] } },
    events: ['UpdateNodeTaint', 'UpdateNodeTaint'],
  },
  {
    what: 'the same amount written otherwise',
    before: status({ cpu: '1' }),
    after: status({ cpu: '1000m' }),
    events: [],
  },
  {
    what: 'less of a resource',
    before: status({ cpu: '2' }),
    after: status({ cpu: '1' }),
    events: ['UpdateNodeAllocatable'],
  },
  {
    what: 'a new resource',
    before: status({ cpu: '2' }),
    after: status({ cpu: '2', 'example.com/gpu': '0' }),
    events: ['UpdateNodeAllocatable'],
  },
  {
    what: 'labels',
    before: {},
    after: { metadata: { name: 'node', labels: { a: 'b' } } },
    events: ['UpdateNodeLabel'],
  },
  {
    what: 'annotations',
    before: {},
    after: { metadata: { name: 'node', annotations: { a: '' } } },
    events: ['UpdateNodeAnnotation'],
  },
  {
    what: "a condition's status",
    before: status({}, ready('True', '')),
    after: status({}, ready('False', '')),
    events: ['UpdateNodeCondition'],
  },
  {
    what: "a condition's message",
    before: status({}, ready('True', 'a')),
    after: status({}, ready('True', 'b')),
    events: [],
  },
  {
    what: 'declared features',
    before: {},
    after: status({ cpu: '4', memory: '8Gi', pods: '110' }, { declaredFeatures: ['A'] }),
    events: ['UpdateNodeDeclaredFeature'],
  },
];
for (const { what, before, after, events } of table) {
  test(`of a node, ${what}: ${events.join(', ') || 'no event'}`, () => {
    deepEqual(
      nodeChanges(aNode('node', before), aNode('node', after)).map(labelOf),
      events.map((event) => `Node${event}`),
    );
  });
}
