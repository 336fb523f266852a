import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { aNode, aTemplate, aWorkload, createWorld } from '../testing.js';

const s = 1e6;

test('a DaemonSet has one pod on each node that it may run on, and one on nodes that join', () => {
  const world = createWorld();
  world.addNodes(3);
  world.adopt(aNode('reserved', { spec: { taints: [{ key: 'only', effect: 'NoSchedule' }] } }));
  world.controllers.start();
  world.apply(aWorkload('DaemonSet', 'agent', {}));
  world.apply(aNode('late'), 50 * s);
  world.run();
  deepEqual(
    world
      .podsOf('agent')
      .map((pod) => pod.nodeName)
      .sort(),
    ['late', 'node-0', 'node-1', 'node-2'],
  );
  ok(
    world.podsOf('agent').every((pod) => pod.spec.tolerations.some((t) => t.key === 'node.kubernetes.io/unreachable')),
  );
});

test('pods of one DaemonSet share all but the node they are confined to', () => {
  const world = createWorld();
  world.addNodes(2);
  world.controllers.start();
  world.apply(aWorkload('DaemonSet', 'agent', {}));
  world.run();
  const [a, b] = world.podsOf('agent');
  equal(a!.spec.requests, b!.spec.requests);
  equal(a!.labels, b!.labels);
  deepEqual([...a!.spec.nodeSelector!.nodeNames!], [a!.nodeName]);
});

test('an update leaves no more than maxUnavailable nodes without a ready pod', () => {
  const world = createWorld();
  world.addNodes(6);
  world.controllers.start();
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } };
  world.apply(aWorkload('DaemonSet', 'agent', { updateStrategy }));
  world.apply(aWorkload('DaemonSet', 'agent', { updateStrategy, template: aTemplate('agent', 'image:2') }), 100 * s);
  let least = 6;
  for (let us = 100 * s; us < 160 * s; us += 0.05 * s)
    world.at(us, () => {
      least = Math.min(least, world.podsOf('agent').filter((pod) => pod.ready).length);
    });
  world.run();
  equal(least, 4);
  ok(world.podsOf('agent').every((pod) => pod.spec.images[0] === 'image:2'));
  equal(world.podsOf('agent').length, 6);
});

test('with maxSurge the new pod is ready before the old one goes', () => {
  const world = createWorld();
  world.addNodes(4);
  world.controllers.start();
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };
  world.apply(aWorkload('DaemonSet', 'agent', { updateStrategy }));
  world.apply(aWorkload('DaemonSet', 'agent', { updateStrategy, template: aTemplate('agent', 'image:2') }), 100 * s);
  let least = 4;
  let most = 0;
  for (let us = 100 * s; us < 160 * s; us += 0.05 * s)
    world.at(us, () => {
      const active = world.podsOf('agent').filter((pod) => !pod.isTerminating);
      least = Math.min(least, active.filter((pod) => pod.ready).length);
      most = Math.max(most, active.length);
    });
  world.run();
  deepEqual([least, most], [4, 5]);
  ok(world.podsOf('agent').every((pod) => pod.spec.images[0] === 'image:2'));
});

test('pods leave a node that no longer matches', () => {
  const world = createWorld();
  world.addNodes(2);
  world.controllers.start();
  world.apply(aWorkload('DaemonSet', 'agent', {}));
  world.apply(aNode('node-1', { spec: { taints: [{ key: 'only', effect: 'NoExecute' }] } }), 50 * s);
  world.run();
  deepEqual(
    world.podsOf('agent').map((pod) => pod.nodeName),
    ['node-0'],
  );
});
