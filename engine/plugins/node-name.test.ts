import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Action } from '../framework/index.js';
import { nodeName } from './node-name.js';
import { aHandle, aNode, aNodeSpec, aPod, askHint } from './testing.js';

const plugin = nodeName.create(undefined, aHandle());
const verdict = (wanted: string, node: string) =>
  plugin.filter!.check(aPod({ spec: { nodeName: wanted } }), aNode({ name: node }), undefined);

test('a pod goes to the node it names and to no other', () => {
  equal(verdict('a', 'a').code, 'Success');
  equal(verdict('a', 'b').code, 'UnschedulableAndUnresolvable');
  deepEqual(verdict('a', 'b').reasons, ["node(s) didn't match the requested node name"]);
});

test('a pod that names no node goes anywhere', () => {
  equal(verdict('', 'b').code, 'Success');
});

test('any new node brings a rejected pod back', () => {
  equal(askHint(plugin, { resource: 'Node', action: Action.Add }, aPod(), undefined, aNodeSpec()), 'Queue');
  equal(
    askHint(plugin, { resource: 'Node', action: Action.UpdateNodeLabel }, aPod(), aNodeSpec(), aNodeSpec()),
    undefined,
  );
});
