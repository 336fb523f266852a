import { deepEqual, equal, notEqual } from 'node:assert/strict';
import test from 'node:test';
import type { KubeObject } from '../objects/index.js';
import { ListedGroups } from './controllers/listed-groups.js';
import type { GroupedObject } from './object-group.js';
import { ApiStore, type StoredObject } from './store.js';

const nodeOf = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: {} });
const template = { kind: 'Node', prefix: 'pool', count: 12, make: (ordinal: number) => nodeOf(`pool-${ordinal}`) };

function storeWithGroup(): ApiStore {
  const store = new ApiStore();
  store.put(nodeOf('own'), 0);
  store.adoptGroup(template, 0);
  return store;
}

test('an object of a group is what it would be if it had been put there by itself', () => {
  const single = new ApiStore();
  single.put(nodeOf('own'), 0);
  for (let ordinal = 0; ordinal < 12; ordinal++) single.put(nodeOf(`pool-${ordinal}`), 0);
  const plain = ({ index, kind, namespace, name, uid, current, createdUs, drawId }: StoredObject) => ({
    index,
    kind,
    namespace,
    name,
    uid,
    current,
    createdUs,
    drawId,
  });
  deepEqual(storeWithGroup().list('Node').map(plain), single.list('Node').map(plain));
  equal(storeWithGroup().revision, single.revision);
});

test('only names that the group made are its', () => {
  const store = storeWithGroup();
  equal(store.find('Node', '', 'pool-11')!.index, 12);
  for (const name of ['pool', 'pool-', 'pool-12', 'pool-01', 'pool-1e0', 'pool--1', 'pool-1.0', 'pool-0.5', 'other-1'])
    equal(store.find('Node', '', name), undefined, name);
  equal(store.find('Node', 'shop', 'pool-1'), undefined);
  equal(store.find('Pod', '', 'pool-1'), undefined);
});

test('a version that was written takes the place of the one that was made; a deleted object is gone', () => {
  const store = storeWithGroup();
  const changed = store.put({ ...nodeOf('pool-3'), spec: { unschedulable: true } }, 5);
  equal(changed.index, 4);
  deepEqual(store.find('Node', '', 'pool-3')!.current!['spec'], { unschedulable: true });
  deepEqual((changed as GroupedObject).original['spec'], {});
  store.delete(changed);
  equal(store.find('Node', '', 'pool-3'), undefined);
  const again = store.put(nodeOf('pool-3'), 9);
  notEqual(again.index, 4);
  equal(store.find('Node', '', 'pool-3'), again);
});

test('the first list tells of an object until a change of it is heard, and then where it stood', () => {
  const store = storeWithGroup();
  const listed = new ListedGroups();
  listed.list(store);
  const entry = store.find('Node', '', 'pool-2')!;
  const changed = store.put({ ...nodeOf('pool-2'), spec: { unschedulable: true } }, 5);
  deepEqual(listed.find('Node', '', 'pool-2')!.object['spec'], {});
  listed.changed(changed);
  equal(listed.object(entry.index), undefined);
  const known = (of: StoredObject) => ({ entry: of, object: of.current! });
  const later = store.put(nodeOf('late'), 6);
  const kept = [known(store.find('Node', '', 'own')!), known(changed), known(later)];
  deepEqual(
    [...listed.merge('Node', kept)].map((one) => one.entry.name),
    ['own', ...Array.from({ length: 12 }, (_, i) => `pool-${i}`), 'late'],
  );
});
