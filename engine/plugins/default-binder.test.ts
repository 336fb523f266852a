import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import type { Pod } from '../cluster/index.js';
import { failure, type Status } from '../framework/index.js';
import { defaultBinder } from './default-binder.js';
import { aHandle, aPod } from './testing.js';

test('it binds through the API and passes the outcome on', () => {
  const asked: [Pod, string][] = [];
  const conflict = failure('the pod is bound already');
  const bind = (pod: Pod, nodeName: string, done: (status: Status) => void) => {
    asked.push([pod, nodeName]);
    done(conflict);
  };
  const plugin = defaultBinder.create(undefined, aHandle({ calls: { bind } }));
  const pod = aPod();
  let outcome: Status | undefined;
  plugin.bind!(pod, 'a', (status) => {
    outcome = status;
  });
  deepEqual(asked, [[pod, 'a']]);
  equal(outcome, conflict);
});
