import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { createStream } from '../../kernel/index.js';
import { Heap, type HeapItem } from './heap.js';

interface Item extends HeapItem {
  readonly name: string;
  key: number;
}

function item(name: string, key: number): Item {
  return { name, key, heap: null, heapAt: 0 };
}

function popAll(heap: Heap<Item>): string {
  let names = '';
  for (let next = heap.pop(); next !== undefined; next = heap.pop()) names += next.name;
  return names;
}

const byKey = (a: Item, b: Item) => a.key < b.key;

test('among equal items the order is the one of Go container/heap', () => {
  const heap = new Heap<Item>(byKey);
  for (const name of 'abcdefghijkl') heap.addOrUpdate(item(name, 7));
  equal(popAll(heap), 'alkjihgfedcb'); // printed by a Go program that pushes and pops the same
});

test('removal and a changed key keep the order of Go container/heap', () => {
  const heap = new Heap<Item>(byKey);
  const items = [3, 1, 1, 2, 1, 3, 1, 2, 1, 1].map((key, i) => item('abcdefghij'[i]!, key));
  for (const each of items) heap.addOrUpdate(each);
  heap.delete(items[2]!);
  items[5]!.key = 1;
  heap.addOrUpdate(items[5]!);
  equal(popAll(heap), 'beijfghda'); // heap.Remove of c, heap.Fix of f after its key became 1
});

test('keys in numbers order a heap as asking about pairs does, ties included', () => {
  const asked = new Heap<Item>(byKey);
  const keyed = new Heap<Item>(byKey, { first: ({ key }) => key >> 1, second: ({ key }) => key & 1 });
  const stream = createStream('heap', 'keys');
  const items = Array.from({ length: 400 }, (_, i) => [item(`${i} `, 0), item(`${i} `, 0)] as const);
  let names = ['', ''];
  for (let step = 0; step < 4000; step++) {
    const pair = items[stream.below(items.length, step)]!;
    const key = stream.below(8, step, 1);
    const verb = stream.below(4, step, 2);
    if (verb === 0) names = [names[0]! + asked.pop()?.name, names[1]! + keyed.pop()?.name];
    else if (verb === 1) equal(asked.delete(pair[0]), keyed.delete(pair[1]));
    else {
      for (const each of pair) each.key = key;
      asked.addOrUpdate(pair[0]);
      keyed.addOrUpdate(pair[1]);
    }
  }
  equal(names[1], names[0]);
  equal(popAll(keyed), popAll(asked));
});

test('an item knows whether it is in the heap', () => {
  const heap = new Heap<Item>(byKey);
  const one = item('a', 1);
  equal(heap.has(one), false);
  heap.addOrUpdate(one);
  equal(heap.has(one), true);
  equal(heap.delete(one), true);
  equal(heap.delete(one), false);
  equal(heap.size, 0);
});

test('a heap of another kind does not own the item', () => {
  const mine = new Heap<Item>(byKey);
  const other = new Heap<Item>(byKey);
  const one = item('a', 1);
  other.addOrUpdate(one);
  equal(mine.delete(one), false);
  equal(other.peek(), one);
});
