import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import type { NodeVerdicts } from '../framework/index.js';
import { dynamicResources } from './dynamic-resources.js';
import { aCluster, aCycle, aHandle, aNode, aPod, type HandleOptions } from './testing.js';

const make = (options: HandleOptions = {}) => dynamicResources.create(undefined, aHandle(options));
const plugin = make();
const cluster = aCluster();
const claiming = { spec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu-0' }] } };

test('a pod without claims is skipped, scores 0 everywhere and has nothing to do before binding', () => {
  const pod = aPod();
  const { status, state } = plugin.preFilter!.check(pod, aCycle(cluster));
  equal(status.code, 'Skip');
  const scores = Float64Array.of(plugin.score!.score(pod, aNode(), undefined, state) as number);
  plugin.score!.normalize!(scores, pod, [], undefined);
  deepEqual([...scores], [0]);
  equal(plugin.reserve!.reserve(pod, 'a', state).code, 'Success');
  equal(plugin.preBind!.preFlight!(pod, 'a', state).code, 'Skip');
});

test('a pod with claims is refused in so many words', () => {
  const pod = aPod(claiming);
  equal(plugin.preEnqueue!(pod).code, 'Success');
  const { status } = plugin.preFilter!.check(pod, aCycle(cluster));
  equal(status.code, 'UnschedulableAndUnresolvable');
  equal(status.message, 'pod has spec.resourceClaims, and resource claims are not simulated');
});

const verdicts: NodeVerdicts = { of: () => undefined as never, explicit: new Map(), withCode: () => [] };

test('PostFilter has nothing to deallocate, which it says up to 1.36', () => {
  const after = (options: HandleOptions) => {
    const made = make(options);
    const { state } = made.preFilter!.check(aPod(), aCycle(cluster));
    return made.postFilter!(aPod(), aCycle(cluster, { DynamicResources: state }), verdicts).status;
  };
  deepEqual([after({}).code, after({}).reasons], ['Unschedulable', ['no new claims to deallocate']]);
  deepEqual([after({ minor: '1.37' }).code, after({ minor: '1.37' }).reasons], ['Unschedulable', []]);
});

test('where another plugin’s PreFilter rejected the pod before, PostFilter finds no state', () => {
  const { status } = plugin.postFilter!(aPod(), aCycle(cluster), verdicts);
  deepEqual([status.code, status.message], ['Error', 'not found']);
});

test('no two pods with claims share verdicts', () => {
  equal(plugin.signs!(aPod(claiming)), undefined);
  deepEqual(plugin.signs!(aPod()), plugin.signs!(aPod()));
});
