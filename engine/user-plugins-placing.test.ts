import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import {
  Action,
  failure,
  on,
  type Pod,
  skip,
  success,
  type UserPlugin,
  type UserSteps,
  unschedulable,
  userPlugin,
  wait,
} from './index.js';
import { attemptsOf, placesOf, runSmall, smallPod } from './testing-run.js';

const second = 1e6;

test('a rejected reservation is undone, and any event brings the pod back', async () => {
  const heard: string[] = [];
  const plugin = userPlugin({
    name: 'Reserves',
    reserve: {
      reserve(pod) {
        heard.push(`reserve ${pod.name}`);
        return pod.name === 'a' && heard.length === 1 ? unschedulable('taken') : undefined;
      },
      unreserve: (pod) => void heard.push(`unreserve ${pod.name}`),
    },
  });
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('a'), smallPod('b', { atUs: second })] });
  // The event is the pod's own new condition, which upstream takes for a general update.
  deepEqual(heard, ['reserve a', 'unreserve a', 'reserve a', 'reserve b']);
  equal(attemptsOf(result)[0], 'a 1 unschedulable 0/1 nodes are available: 1 taken.');
  equal(result.unplaced.length, 0);
});

/** Lets nobody be bound before so many pods have a place. */
function gang(size: number): UserPlugin {
  return userPlugin('Gang', ['permit'], (_args, { calls }) => ({
    permit() {
      const waiting = calls.waitingPods();
      if (waiting.length < size - 1) return { status: wait, timeoutUs: 20 * second };
      for (const other of waiting) calls.allow(other, 'Gang');
      return { status: success };
    },
  }));
}

test('permit lets pods wait for one another', async () => {
  const pods = [0, 4, 8].map((seconds, i) => smallPod(`member-${i}`, { atUs: seconds * second }));
  const result = await runSmall({ plugins: [gang(3)], pods });
  equal(result.unplaced.length, 0);
  ok(Math.min(...result.pods.boundUs) >= 8 * second);
});

test('a pod that nobody permits is rejected once its time is over', async () => {
  const result = await runSmall({ plugins: [gang(2)], pods: [smallPod('lonely')], untilUs: 25 * second });
  equal(
    attemptsOf(result)[0],
    'lonely 1 unschedulable 0/1 nodes are available: 1 rejected due to timeout after waiting 20s at plugin Gang.',
  );
});

test('permit may reject those that wait', async () => {
  const plugin = userPlugin('Refuses', ['permit'], (_args, { calls }) => ({
    permit(pod) {
      if (pod.name === 'a') return { status: wait, timeoutUs: 60 * second };
      for (const other of calls.waitingPods()) calls.reject(other, 'Refuses', 'b is here');
      return { status: unschedulable('so is a') };
    },
  }));
  const pods = [smallPod('a'), smallPod('b', { atUs: 2 * second })];
  const result = await runSmall({ plugins: [plugin], pods, untilUs: 2.5 * second });
  const first = attemptsOf(result).filter((text) => /^[ab] 1 /.test(text));
  deepEqual(first.sort(), [
    'a 1 unschedulable 0/1 nodes are available: 1 b is here.',
    'b 1 unschedulable 0/1 nodes are available: 1 so is a.',
  ]);
});

test('preBind takes its virtual time before the binding', async () => {
  const plugin = userPlugin('Prepares', ['preBind'], (_args, { calls }) => ({
    preBind: { run: (_pod, _nodeName, _state, done) => calls.after(5 * second, () => done()) },
  }));
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')] });
  const boundUs = result.pods.boundUs[0]!;
  ok(boundUs >= 5 * second && boundUs < 6 * second);
});

test('a failed preBind gives the place back', async () => {
  let tries = 0;
  const plugin = userPlugin({
    name: 'Prepares',
    preBind: { run: (_pod, _node, _state, done) => done(tries++ === 0 ? failure('no luck') : success) },
  });
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')] });
  equal(attemptsOf(result)[0], 'web 1 error running PreBind plugin "Prepares": no luck');
  equal(result.unplaced.length, 0);
});

test('bind binds, or leaves it to the next; postBind hears of both', async () => {
  const heard: string[] = [];
  const plugin = userPlugin('Binds', ['bind', 'postBind'], (_args, { calls }) => ({
    bind(pod, nodeName, done) {
      if (pod.name === 'other') return done(skip);
      heard.push(`bind ${pod.name}`);
      calls.bind(pod, nodeName, done);
    },
    postBind: (pod, nodeName) => void heard.push(`${pod.name} on ${nodeName.slice(0, 4)}`),
  }));
  const pods = [smallPod('own'), smallPod('other', { atUs: second })];
  const result = await runSmall({ plugins: [plugin], pods });
  deepEqual(heard, ['bind own', 'own on node', 'other on node']);
  equal(result.unplaced.length, 0);
});

/** Waits for a pod named key on the node that it looks at; asked again as `requeueOn` says. */
function awaitsKey(requeueOn?: UserSteps['requeueOn']): UserPlugin {
  return userPlugin({
    name: 'AwaitsKey',
    filter: {
      check: (pod, node) =>
        pod.name !== 'lock' || node.pods.some(({ name }) => name === 'key') ? success : unschedulable('no key'),
    },
    ...(requeueOn && { requeueOn }),
  });
}

/** Pods at 20, 40, … s, the key at 100 s. */
const keyed = [
  smallPod('lock'),
  ...[20, 40, 60, 80].map((s) => smallPod(`noise-${s}`, { atUs: s * second })),
  smallPod('key', { atUs: 100 * second }),
];

test('a plugin that names no events is asked again on every one', async () => {
  const result = await runSmall({ plugins: [awaitsKey()], pods: keyed });
  // At the beginning, after its own condition was set, after each of the four others was bound, after the key was.
  equal(result.pods.attempts[0], 7);
  ok(placesOf(result)['lock'] !== '');
});

test('a plugin that names events is asked again on those, where its hint says that it may help', async () => {
  const hint = (_pod: Pod, _before: unknown, after: unknown) =>
    (after as Pod).name === 'key' ? ('Queue' as const) : ('QueueSkip' as const);
  const result = await runSmall({ plugins: [awaitsKey([on('Pod', Action.Add, hint)])], pods: keyed });
  equal(result.pods.attempts[0], 2);
  ok(placesOf(result)['lock'] !== '');
});

test('a plugin that names events which never come is not asked again', async () => {
  const result = await runSmall({
    plugins: [awaitsKey([on('StorageClass', Action.Add)])],
    pods: keyed,
    untilUs: 200 * second,
  });
  deepEqual([result.pods.attempts[0], placesOf(result)['lock']], [1, '']);
});

test('a plugin that signs shares its verdicts among pods that sign alike', async () => {
  const asked = async (signs?: (pod: Pod) => unknown) => {
    let filters = 0;
    const plugin = userPlugin({
      name: 'Counts',
      ...(signs && { signs }),
      filter: {
        dependsOn: 'node-static',
        check() {
          filters++;
          return success;
        },
      },
    });
    const pods = Array.from({ length: 6 }, (_, i) => smallPod(`pod-${i}`, { cpu: '3' }));
    const profiles = [
      {
        plugins: { multiPoint: { enabled: [{ name: 'Counts' }] } },
        // With its default constraints PodTopologySpread signs no pod.
        pluginConfig: [{ name: 'PodTopologySpread', args: { defaultingType: 'List' } }],
      },
    ];
    await runSmall({ plugins: [plugin], nodes: 6, pods, profiles });
    return filters;
  };
  const [shared, own] = [await asked(() => null), await asked()];
  ok(shared < own, `${shared} < ${own}`);
});

test('random numbers are drawn by key, so another seed draws others and the same seed the same', async () => {
  const plugin = () =>
    userPlugin('Dice', ['preScore', 'score'], (_args, handle) => ({
      preScore: (_pod, _nodes, _state, { attempt }) => ({ status: success, state: attempt }),
      score: {
        score: (pod, node, attempt) => Math.trunc(100 * handle.random(pod, node.name, attempt as unknown as number)),
      },
    }));
  const pods = Array.from({ length: 12 }, (_, i) => smallPod(`pod-${i}`));
  const profiles = [{ plugins: { multiPoint: { enabled: [{ name: 'Dice', weight: 100 }] } } }];
  const places = async (seed: string) => placesOf(await runSmall({ plugins: [plugin()], pods, profiles, seed }));
  const [once, again, other] = [await places('1'), await places('1'), await places('2')];
  deepEqual(again, once);
  ok(Object.keys(once).some((pod) => once[pod] !== other[pod]));
  ok(new Set(Object.values(once)).size === 3);
});
