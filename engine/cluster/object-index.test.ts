import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolumeV1 } from '../objects/index.js';
import { ObjectStore } from './object-store.js';

const classOf = (volume: PersistentVolumeV1) => volume.spec.storageClassName ?? '';

function volume(name: string, storageClassName: string): PersistentVolumeV1 {
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec: { storageClassName } };
}

function names(store: ObjectStore, group: string): (string | undefined)[] {
  return [...store.grouped('PersistentVolume', classOf, group).values()].map(({ metadata }) => metadata.name);
}

test('an index holds what was there before it and follows every change', () => {
  const store = new ObjectStore();
  store.set('PersistentVolume', volume('a', 'x'));
  deepEqual(names(store, 'x'), ['a']);
  store.set('PersistentVolume', volume('b', 'x'));
  store.set('PersistentVolume', volume('a', 'x'));
  deepEqual(names(store, 'x'), ['a', 'b']);
  store.set('PersistentVolume', volume('a', 'y'));
  deepEqual([names(store, 'x'), names(store, 'y')], [['b'], ['a']]);
  store.delete('PersistentVolume', '', 'b');
  deepEqual([names(store, 'x'), names(store, 'y')], [[], ['a']]);
});

test('a group gives the very objects that are stored', () => {
  const store = new ObjectStore();
  store.set('PersistentVolume', volume('a', 'x'));
  const changed = volume('a', 'x');
  names(store, 'x');
  store.set('PersistentVolume', changed);
  equal([...store.grouped('PersistentVolume', classOf, 'x').values()][0], changed);
});
