import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { createKernel } from '../kernel/index.js';
import { type Endpoint, ServiceSlices } from './service-slices.js';

function ready(from: number, count: number): Map<number, Endpoint> {
  return new Map(Array.from({ length: count }, (_, i) => [from + i, 'ready']));
}

function sizes(slices: ServiceSlices): number[] {
  return slices.slices.map(({ endpoints }) => endpoints.size);
}

test('a Service without endpoints has one empty slice', () => {
  const slices = new ServiceSlices(100);
  equal(slices.apply(new Map()).written.length, 1);
  deepEqual(sizes(slices), [0]);
});

test('the empty slice is filled, not replaced', () => {
  const slices = new ServiceSlices(100);
  slices.apply(new Map());
  const plan = slices.apply(ready(0, 3));
  deepEqual([plan.written.length, plan.deleted.length, sizes(slices)], [1, 0, [3]]);
});

test('slices hold no more endpoints than they may', () => {
  const slices = new ServiceSlices(100);
  equal(slices.apply(ready(0, 250)).written.length, 3);
  deepEqual(sizes(slices), [100, 100, 50]);
});

test('a change is written to the slice that holds the pod alone', () => {
  const slices = new ServiceSlices(100);
  slices.apply(ready(0, 250));
  const { written } = slices.apply(new Map([[120, 'not ready']]));
  deepEqual(
    written.map(({ ordinal }) => ordinal),
    [1],
  );
  equal(written[0]!.endpoints.get(120), false);
});

test('what changes nothing is not written', () => {
  const slices = new ServiceSlices(100);
  slices.apply(ready(0, 5));
  const plan = slices.apply(
    new Map<number, Endpoint>([
      [3, 'ready'],
      [77, 'none'],
    ]),
  );
  deepEqual(plan, { written: [], deleted: [] });
});

test('new endpoints go into slices that are written anyway', () => {
  const slices = new ServiceSlices(100);
  slices.apply(ready(0, 150)); // 100 and 50
  const { written } = slices.apply(
    new Map<number, Endpoint>([
      [7, 'none'],
      [500, 'ready'],
    ]),
  );
  deepEqual(
    written.map(({ ordinal }) => ordinal),
    [0],
  );
  deepEqual(sizes(slices), [100, 50]);
});

test('else into the fullest slice that takes all of them', () => {
  const slices = new ServiceSlices(10);
  slices.apply(ready(0, 20));
  slices.apply(
    new Map<number, Endpoint>([
      [0, 'none'],
      [1, 'none'],
      [2, 'none'],
      [10, 'none'],
    ]),
  ); // 7 and 9
  equal(slices.apply(ready(100, 1)).written[0]!.ordinal, 1);
  equal(slices.apply(ready(200, 2)).written[0]!.ordinal, 0);
});

test('a slice that lost its last endpoint goes, unless it is the last', () => {
  const slices = new ServiceSlices(2);
  slices.apply(ready(0, 4));
  equal(
    slices.apply(
      new Map<number, Endpoint>([
        [0, 'none'],
        [1, 'none'],
      ]),
    ).deleted.length,
    1,
  );
  equal(
    slices.apply(
      new Map<number, Endpoint>([
        [2, 'none'],
        [3, 'none'],
      ]),
    ).deleted.length,
    0,
  );
  deepEqual(sizes(slices), [0]);
});

test('whatever happens, slices hold each endpoint once, in its state, and none is too full', () => {
  const stream = createKernel({ seed: 'slices' }).stream('test');
  for (let round = 0; round < 50; round++) {
    const slices = new ServiceSlices(5);
    const truth = new Map<number, boolean>();
    for (let step = 0; step < 30; step++) {
      const changes = new Map<number, Endpoint>();
      for (let i = 0; i < 4; i++) {
        const pod = stream.below(25, round, step, 2 * i);
        const endpoint = (['ready', 'not ready', 'none'] as const)[stream.below(3, round, step, 2 * i + 1)]!;
        changes.set(pod, endpoint);
        if (endpoint === 'none') truth.delete(pod);
        else truth.set(pod, endpoint === 'ready');
      }
      slices.apply(changes);
      const held = slices.slices.flatMap(({ endpoints }) => [...endpoints]);
      deepEqual(
        held.sort((a, b) => a[0] - b[0]),
        [...truth].sort((a, b) => a[0] - b[0]),
      );
      ok(slices.slices.every(({ endpoints }) => endpoints.size <= 5));
      ok(slices.slices.length === 1 || slices.slices.every(({ endpoints }) => endpoints.size > 0));
    }
  }
});
