import { deepEqual, equal, notDeepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { compileCase } from './compile-case.js';
import { kinds } from './kinds.js';
import { type CaseOptions, makeCase, roomFor } from './make-case.js';

const [basic] = kinds;
const options: CaseOptions = {
  kind: basic!,
  nodeCount: 30,
  podCount: 10,
  seed: '7',
  percentageOfNodesToScore: 0,
};

for (const kind of kinds) {
  test(`${kind.name}: the same seed makes the same case, byte by byte`, () => {
    equal(JSON.stringify(makeCase({ ...options, kind })), JSON.stringify(makeCase({ ...options, kind })));
  });

  test(`${kind.name}: the API server takes every object, and the pods to place come last`, () => {
    const input = makeCase({ ...options, kind });
    const { nodes, waiting } = compileCase(input);
    deepEqual([nodes.length, waiting.length], [30, 10]);
    deepEqual(
      input.objects.slice(-10).map(({ metadata }) => metadata.name),
      waiting.map(({ name }) => name),
    );
  });
}

test('another seed makes another cluster', () => {
  notDeepEqual(makeCase({ ...options, seed: '8' }).objects, makeCase(options).objects);
});

test('more pods to place leave the cluster as it is', () => {
  const few = makeCase(options).objects;
  deepEqual(makeCase({ ...options, podCount: 20 }).objects.slice(0, few.length), few);
});

test('nodes are unevenly used, and none beyond 3.3 of its 4 CPU', () => {
  const usedMilli = new Map<string, number>();
  for (const { nodeName, spec } of compileCase(makeCase(options)).running) {
    usedMilli.set(nodeName, (usedMilli.get(nodeName) ?? 0) + spec.requests.cpuMilli);
  }
  ok(new Set(usedMilli.values()).size > 15, 'of 30 nodes most differ from the others');
  // 4 others of at most 50 + 10·75 = 800m, and one of the kind: 4·800 + 100 = 3300
  ok(Math.max(...usedMilli.values()) <= 3300);
});

test('pods of one template share what is compiled from it; those of twenty sizes do not', () => {
  const specsOf = (name: string) => {
    const kind = kinds.find((each) => each.name === name)!;
    const { waiting } = compileCase(makeCase({ ...options, kind, podCount: 100 }));
    return new Set(waiting.map(({ spec }) => spec)).size;
  };
  equal(specsOf('basic'), 1);
  equal(specsOf('sizes'), 20);
});

test('room is made for at least one pod', () => {
  const antiAffinity = kinds.find(({ name }) => name === 'antiaffinity')!;
  deepEqual(
    [1, 2, 1001].map((nodeCount) => roomFor(antiAffinity, nodeCount)),
    [1, 1, 500],
  );
});
