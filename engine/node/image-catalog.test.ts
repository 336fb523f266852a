import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { ApiStore } from '../controlplane/index.js';
import { createKernel } from '../kernel/index.js';
import { resolveModel } from '../models/index.js';
import { ImageCatalog } from './image-catalog.js';
import { imageModel } from './image-model.js';
import { aNode } from './testing.js';

function catalogOf(seed = 'test', images: { names: string[]; sizeBytes: number }[] = []): ImageCatalog {
  const store = new ApiStore();
  store.put(aNode('node-0', {}, { status: { images } }), 0);
  return new ImageCatalog(createKernel({ seed }), store, resolveModel('image', imageModel, {}));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

test('an image weighs what some node says, else what is known of it', () => {
  const catalog = catalogOf('test', [{ names: ['redis:7', 'redis@sha256:abc'], sizeBytes: 123 }]);
  equal(catalog.bytesOf('docker.io/library/redis:7'), 123);
  equal(catalog.bytesOf('docker.io/library/redis:6'), 45e6);
});

test('of an unknown image the repository decides the size, whoever asks first', () => {
  const one = catalogOf();
  const other = catalogOf();
  other.bytesOf('example.com/b:1');
  equal(one.bytesOf('example.com/a:1'), other.bytesOf('example.com/a:2'));
  ok(one.bytesOf('example.com/a:1') !== one.bytesOf('example.com/b:1'));
  ok(one.bytesOf('example.com/a:1') !== catalogOf('another seed').bytesOf('example.com/a:1'));
});

test('layers add up to the image; a tag’s own are 35 %', () => {
  const { shared, own } = catalogOf().layersOf('docker.io/library/python:3');
  equal(Math.round(sum(shared) + sum(own)), 360e6);
  equal(Math.round(sum(own)), 126e6);
  ok(shared.length >= 2 && own.length >= 1);
});

test('tags of one repository share the same layers and have others of their own', () => {
  const catalog = catalogOf();
  const a = catalog.layersOf('example.com/app:1');
  const b = catalog.layersOf('example.com/app:2');
  deepEqual(a.shared, b.shared);
  ok(a.own.join() !== b.own.join());
});
