import { equal } from 'node:assert/strict';
import test from 'node:test';
import { canonicalName, repositoryOf } from './image-name.js';

const cases = [
  ['nginx', 'docker.io/library/nginx:latest', 'docker.io/library/nginx'],
  ['nginx:1.27', 'docker.io/library/nginx:1.27', 'docker.io/library/nginx'],
  ['grafana/loki:3', 'docker.io/grafana/loki:3', 'docker.io/grafana/loki'],
  ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10', 'registry.k8s.io/pause'],
  ['localhost/app', 'localhost/app:latest', 'localhost/app'],
  ['registry:5000/app', 'registry:5000/app:latest', 'registry:5000/app'],
  ['quay.io/a/b@sha256:abc', 'quay.io/a/b@sha256:abc', 'quay.io/a/b'],
  ['quay.io/a/b:1@sha256:abc', 'quay.io/a/b:1@sha256:abc', 'quay.io/a/b'],
] as const;

for (const [image, full, repository] of cases) {
  test(`${image} is ${full} of the repository ${repository}`, () => {
    equal(canonicalName(image), full);
    equal(repositoryOf(canonicalName(image)), repository);
  });
}
