import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { failure, type Pod, skip, success, type UserPlugin, unresolvable, unschedulable, userPlugin } from './index.js';
import { attemptsOf, placesOf, runSmall, smallPod } from './testing-run.js';

const second = 1e6;

/** A score that prefers one node. */
function prefers(nodeName: string): UserPlugin {
  return userPlugin({
    name: 'Prefers',
    score: { score: (_pod, node) => (node.name === nodeName ? 100 : 0) },
  });
}

test('without a configuration a plugin runs at all its points, with weight 1', async () => {
  const pods = [smallPod('web')];
  const explain = [{ kind: 'attempt', pod: 'default/web', attempt: null, all: false } as const];
  const result = await runSmall({ plugins: [prefers('node-2')], pods, explain });
  deepEqual(placesOf(result), { web: 'node-2' });
  const parts = result.explanations[0]!.explanation.nodes['node-2']!.plugins!;
  deepEqual(
    parts.find(({ plugin }) => plugin === 'Prefers'),
    { plugin: 'Prefers', weight: 1, raw: 100, normalized: 100 },
  );
});

test('a configuration enables a plugin like any other, with its weight and its arguments', async () => {
  const seen: unknown[] = [];
  const plugin = userPlugin('Prefers', ['score'], (args, handle) => {
    seen.push(args, handle.profileName);
    const { node } = args as { node: string };
    return { score: { score: (_pod, { name }) => (name === node ? 1 : 0) } };
  });
  const profiles = [
    {
      schedulerName: 'default-scheduler',
      plugins: { score: { enabled: [{ name: 'Prefers', weight: 1000 }] } },
      pluginConfig: [{ name: 'Prefers', args: { node: 'node-1' } }],
    },
  ];
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')], profiles });
  deepEqual(placesOf(result), { web: 'node-1' });
  deepEqual(seen, [{ node: 'node-1' }, 'default-scheduler']);
});

test('a plugin that no profile enables changes nothing', async () => {
  const plain = await runSmall({ pods: [smallPod('web')], profiles: [{}] });
  const besides = await runSmall({ pods: [smallPod('web')], profiles: [{}], plugins: [prefers('node-2')] });
  equal(besides.digest, plain.digest);
});

test('queueSort orders the queue in PrioritySort’s place', async () => {
  const plugin = userPlugin({ name: 'LastNameFirst', queueSort: (a, b) => a.pod.name > b.pod.name });
  // All wait for a node; once one joins they are tried in the plugin's order.
  const pods = ['a', 'c', 'b'].map((name) => smallPod(name, { cpu: '1' }));
  const result = await runSmall({ plugins: [plugin], nodes: 0, late: { count: 1, atUs: 30 * second }, pods });
  const bound = result.decisions.filter(({ result }) => result === 'bound').map(({ pod }) => pod);
  deepEqual(bound, ['default/c', 'default/b', 'default/a']);
});

test('preEnqueue keeps a pod out of the queue', async () => {
  const plugin = userPlugin({
    name: 'OnlyBlue',
    preEnqueue: (pod) => (pod.labels.get('team') === 'blue' ? success : unresolvable('not blue')),
  });
  const pods = [smallPod('red', { labels: { team: 'red' } }), smallPod('blue', { labels: { team: 'blue' } })];
  const result = await runSmall({ plugins: [plugin], pods });
  deepEqual([placesOf(result)['red'], placesOf(result)['blue'] !== ''], ['', true]);
  deepEqual([...result.pods.attempts], [0, 1]);
});

test('preFilter confines a pod to some nodes, by a set or a list', async () => {
  for (const nodeNames of [new Set(['node-1']), ['node-1'] as unknown as Set<string>]) {
    const plugin = userPlugin({ name: 'Confines', preFilter: { check: () => ({ status: success, nodeNames }) } });
    const result = await runSmall({ plugins: [plugin], pods: [smallPod('a'), smallPod('b')] });
    deepEqual(placesOf(result), { a: 'node-1', b: 'node-1' });
  }
});

test('preFilter’s Skip skips the filter; its rejection stops the attempt', async () => {
  const plugin = userPlugin({
    name: 'Picky',
    preFilter: {
      check: ({ name }) => ({ status: name === 'free' ? skip : name === 'none' ? unresolvable('never') : success }),
    },
    filter: { check: () => unschedulable('not here') },
  });
  const result = await runSmall({ plugins: [plugin], pods: ['free', 'none', 'some'].map((name) => smallPod(name)) });
  ok(placesOf(result)['free'] !== '');
  const messages = Object.fromEntries(result.unplaced.map(({ pod, message }) => [pod, message]));
  match(messages['default/none']!, /^0\/3 nodes are available: never\. /);
  match(messages['default/some']!, /^0\/3 nodes are available: 3 not here\. /);
});

/** At most one pod a team in the whole cluster. */
const onePerTeam = userPlugin<{ others: number }>({
  name: 'OnePerTeam',
  preFilter: {
    check: (pod, { cluster }) => ({
      status: success,
      state: { others: cluster.nodes.flatMap((node) => node.pods).filter((other) => sameTeam(pod, other)).length },
    }),
    clone: (state) => ({ ...state }),
    addPod(state, pod, added) {
      if (sameTeam(pod, added)) state.others++;
    },
    removePod(state, pod, removed) {
      if (sameTeam(pod, removed)) state.others--;
    },
  },
  filter: { check: (_pod, _node, { others }) => (others > 0 ? unschedulable('the team has a pod already') : success) },
});

function sameTeam(a: Pod, b: Pod): boolean {
  return a.labels.get('team') === b.labels.get('team');
}

test('preemption tries what addPod and removePod say', async () => {
  const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 10 };
  const labels = { team: 'red' };
  const pods = [
    smallPod('first', { labels }),
    smallPod('second', { labels, priorityClassName: 'high', atUs: 5 * second }),
  ];
  const result = await runSmall({ plugins: [onePerTeam], objects: [high], pods });
  const attempt = result.decisions.find(({ pod }) => pod === 'default/second')!;
  deepEqual([attempt.result, attempt.victims], ['unschedulable', ['default/first']]);
  equal(attempt.message, '0/3 nodes are available: 3 the team has a pod already.');
  ok(placesOf(result)['second'] !== '');
});

test('a filter’s reasons are counted in the message', async () => {
  const plugin = userPlugin({
    name: 'OddNodes',
    filter: {
      dependsOn: 'node-static',
      check: (_pod, node) => (node.name === 'node-1' ? unresolvable('odd') : unschedulable('even', 'round')),
    },
  });
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')] });
  match(result.unplaced[0]!.message, /^0\/3 nodes are available: 1 odd, 2 even, 2 round\. /);
});

test('an Error from a filter fails the attempt, and the pod is tried again', async () => {
  let calls = 0;
  const plugin = userPlugin({ name: 'Shaky', filter: { check: () => (calls++ === 0 ? failure('broken') : success) } });
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')] });
  equal(attemptsOf(result)[0], 'web 1 error running "Shaky" filter plugin: broken');
  equal(result.decisions[1]!.result, 'bound');
});

test('postFilter may nominate a node', async () => {
  const plugin = userPlugin({
    name: 'Nominates',
    filter: { check: (_pod, node) => (node.name.startsWith('late') ? success : unschedulable('too early')) },
    postFilter: (_pod, _cycle, verdicts) => ({
      status: verdicts.explicit.size === 3 ? success : failure('?'),
      nominatedNode: 'node-2',
    }),
  });
  const pods = [smallPod('web')];
  const profiles = [
    {
      plugins: {
        multiPoint: {
          enabled: [{ name: 'Nominates' }],
          disabled: [{ name: 'DefaultPreemption' }, { name: 'DynamicResources' }],
        },
      },
    },
  ];
  const result = await runSmall({ plugins: [plugin], pods, profiles, late: { count: 1, atUs: 30 * second } });
  equal(result.decisions[0]!.nominated, 'node-2');
  deepEqual(placesOf(result), { web: 'late-0' });
});

test('preScore prepares, score scores, normalize brings the scores into 0 … 100', async () => {
  const plugin = userPlugin<undefined, { base: number }>({
    name: 'Digits',
    preScore: (_pod, nodes) => ({ status: success, state: { base: nodes.length } }),
    score: {
      score: (_pod, node, { base }) => base * 1000 * Number(node.name.at(-1)),
      normalize(scores) {
        const highest = Math.max(...scores);
        for (const [i, score] of scores.entries()) scores[i] = Math.trunc((100 * score) / highest);
      },
    },
  });
  const explain = [{ kind: 'attempt', pod: 'default/web', attempt: null, all: false } as const];
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')], explain });
  // 3 nodes · 1000 · ordinal: 0, 3000, 6000; of the highest 0, 50, 100
  const { nodes } = result.explanations[0]!.explanation;
  const scores = ['node-0', 'node-1', 'node-2'].map(
    (name) => nodes[name]!.plugins!.find((p) => p.plugin === 'Digits')!,
  );
  deepEqual(
    scores.map(({ raw, normalized }) => [raw, normalized]),
    [
      [0, 0],
      [3000, 50],
      [6000, 100],
    ],
  );
});

test('preScore’s Skip skips the scores', async () => {
  const plugin = userPlugin({
    name: 'Skips',
    preScore: () => ({ status: skip }),
    score: {
      score() {
        throw new Error('is not asked');
      },
    },
  });
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')] });
  equal(result.unplaced.length, 0);
});

test('a score out of range fails the attempt in upstream’s words', async () => {
  const plugin = userPlugin({ name: 'Proud', score: { score: () => 101 } });
  const result = await runSmall({ plugins: [plugin], pods: [smallPod('web')], untilUs: 2 * second });
  equal(
    result.unplaced[0]!.message,
    'applying score defaultWeights on Score plugins: plugin "Proud" returns an invalid score 101, it should in the range of [0, 100] after normalizing',
  );
});
