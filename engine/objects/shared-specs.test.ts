import { equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { PodV1 } from './api.js';
import { SharedSpecs } from './shared-specs.js';

function pod(name: string, labels: Record<string, string>, image = 'app:1'): PodV1 {
  const metadata = { name, namespace: 'default', labels };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'main', image }] } };
}

test('pods that differ in their names alone share a spec; labels and containers tell them apart', () => {
  const specs = new SharedSpecs();
  const first = specs.of(pod('a', { app: 'web' }));
  equal(specs.of(pod('b', { app: 'web' })), first);
  notEqual(specs.of(pod('c', { app: 'db' })), first);
  notEqual(specs.of(pod('d', { app: 'web' }, 'app:2')), first);
});

test('a pod that is being resized has a spec of its own', () => {
  const specs = new SharedSpecs();
  const resources = { requests: { cpu: '1' } };
  const resized: PodV1 = {
    ...pod('a', {}),
    status: { containerStatuses: [{ name: 'main', resources }] },
  };
  notEqual(specs.of(resized), specs.of(resized));
});
