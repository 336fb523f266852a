import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeV1 } from '../objects/index.js';
import { aNode, aPod } from './testing.js';
import { TestWorld } from './testing-world.js';

/** Schedules one pod that has no requests on equal nodes, where only the order of the list tells them apart; the call that binds it. */
function boundTo(nodes: readonly string[], outruns: (attempt: number) => boolean, parallelism = 16): string {
  const world = new TestWorld({ nodes, options: { parallelism, outruns: (_pod, attempt) => outruns(attempt) } });
  world.scheduler.events.pod(aPod({}, { name: 'web' }));
  world.scheduler.scheduleOne();
  return world.waiting[0]!;
}

test('the first of equal nodes wins where threads are through in the order they begin', () => {
  equal(
    boundTo(['a', 'b'], () => false),
    'bind default/web to a',
  );
});

test('the second of equal nodes wins where its thread outruns the first', () => {
  equal(
    boundTo(['a', 'b'], (attempt) => attempt === 1),
    'bind default/web to b',
  );
});

test('threads that have several nodes each are not told to outrun each other', () => {
  equal(
    boundTo(['a', 'b', 'c'], () => true, 2),
    'bind default/web to a',
  );
});

test('the next search begins where it would have begun without the race', () => {
  const races = [true, false];
  const world = new TestWorld({ nodes: [], options: { outruns: () => races.shift()! } });
  // Without CPU and memory a node scores the same whatever runs there.
  for (const name of ['a', 'b'])
    world.scheduler.events.node(aNode(name, { status: { allocatable: { pods: '110' } } } as Partial<NodeV1>));
  for (const name of ['one', 'two']) {
    world.scheduler.events.pod(aPod({}, { name }));
    world.scheduler.scheduleOne();
  }
  equal(world.waiting.join(), 'bind default/one to b,bind default/two to a');
});
