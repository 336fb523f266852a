import { equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { Action, on, success, type UserPlugin, type UserSteps, unschedulable, userPlugin } from './index.js';
import { placesOf, runSmall, smallPod } from './testing-run.js';

const name = 'Mine';
const mine = (steps: Omit<UserSteps<number>, 'name'>): UserPlugin => userPlugin({ name, ...steps });

/** With its default constraints PodTopologySpread signs no pod, and nothing would be kept. */
const profileOf = ({ points }: UserPlugin) => ({
  plugins: Object.fromEntries(points.map((point) => [point, { enabled: [{ name }] }])),
  pluginConfig: [{ name: 'PodTopologySpread', args: { defaultingType: 'List' } }],
});
const pods = ['a', 'b', 'c'].map((pod, i) => smallPod(pod, { atUs: i * 1e6 }));
const verified = (plugin: UserPlugin) =>
  runSmall({ plugins: [plugin], profiles: [profileOf(plugin)], pods, verify: true });

/** Counts its own calls: 0, 1, 2, … */
function counter(): () => number {
  let calls = 0;
  return () => calls++;
}

const count = counter();
const slow = counter();
const ofState = counter();
const bound: string[] = [];

/** What makes a plugin impossible to repeat, the plugin, and what is said of it. */
const impure: readonly [habit: string, plugin: UserPlugin, sentence: RegExp][] = [
  [
    'scores by chance',
    mine({ score: { score: () => Math.trunc(Math.random() * 2 ** 40) % 101, normalize: () => {} } }),
    /^plugin Mine: score\.score\(default\/a, node-\d\): answered \d+, and \d+ when it was asked the same again; a step answers by what it is given alone: draw chance from handle\.random\(pod, nodeName, attempt\), read no clock, keep no state between calls$/,
  ],
  [
    'normalizes by chance',
    mine({ score: { score: () => 1, normalize: (scores) => void scores.fill(count() % 101) } }),
    /^plugin Mine: score\.normalize\(default\/a, node-\d\): answered 0, and 1 when/,
  ],
  [
    'counts its calls in filter',
    mine({ filter: { check: () => (count() % 2 === 0 ? success : unschedulable('odd')) } }),
    /^plugin Mine: filter\.check\(default\/a, node-\d\): answered (Success, and Unschedulable \(odd\)|Unschedulable \(odd\), and Success) when/,
  ],
  [
    'counts its calls in preFilter',
    mine({ preFilter: { check: () => ({ status: success, nodeNames: new Set([`node-${count() % 3}`]) }) } }),
    /^plugin Mine: preFilter\.check\(default\/a\): answered Success and the nodes \{"node-\d"\}, and Success and the nodes \{"node-\d"\} when/,
  ],
  [
    'counts its calls in preEnqueue',
    mine({ preEnqueue: () => (count() % 2 === 0 ? success : unschedulable('odd')) }),
    /^plugin Mine: preEnqueue\(default\/a\): answered /,
  ],
  [
    'hints by chance',
    mine({
      filter: { check: () => unschedulable('never') },
      requeueOn: [on('Pod', Action.All, () => (count() % 2 === 0 ? 'Queue' : 'QueueSkip'))],
    }),
    /^plugin Mine: requeueOn Pod\(default\/\w\): answered "Queue"/,
  ],
  [
    'signs by chance',
    mine({ signs: () => count(), score: { dependsOn: 'node-static', score: () => 1 } }),
    /^plugin Mine: signs\(default\/a\): answered \d+, and \d+ when/,
  ],
  [
    // Three nodes and two answers to each: the executor hears 0, 0, 0 where the reference hears 1, 1, 1.
    'changes its mind slowly',
    mine({ score: { score: () => Math.trunc(slow() / 6) } }),
    /^plugin Mine: score\.score\(default\/a, node-\d\): answered 0, and 1 when/,
  ],
  [
    'lets PreFilter leave a state of chance',
    mine({
      preFilter: { check: () => ({ status: success, state: ofState() }) },
      score: { score: (_pod, _node, _state, filterState) => filterState as number },
    }),
    /^plugin Mine: score\.score\(default\/a, node-\d\): answered \d, and \d when/,
  ],
  [
    'keeps a state of its own between calls',
    mine({
      signs: () => null,
      postBind: (pod) => void bound.push(pod.name),
      score: { dependsOn: 'node-static', score: () => bound.length },
    }),
    /^plugin Mine: score\.score\(default\/[bc], node-\d\): said \d and says \d now, though nothing changed that it declares: it depends on more than node-static, or keeps a state of its own;/,
  ],
];

for (const [habit, plugin, message] of impure) {
  test(`a plugin that ${habit} is named where decisions are verified`, async () => {
    await rejects(verified(plugin), { name: 'ConfigError', message });
  });
}

/** Signs nothing and scores by what runs on the node, whatever it declares. */
const byPods = (dependsOn: 'node-static' | 'node-usage') =>
  mine({ signs: () => null, score: { dependsOn, score: (_pod, node) => 100 - 10 * node.pods.length } });

test('a plugin that depends on more than it declares is found where decisions are verified', async () => {
  await verified(byPods('node-usage'));
  await rejects(verified(byPods('node-static')), {
    name: 'ConfigError',
    message:
      /^plugin Mine: score\.score\(default\/\w, node-\d\): said 100 and says 90 now, though nothing changed that it declares: it depends on more than node-static, .*; let dependsOn list all that it looks at/,
  });
});

/** Reads the pod's name. */
const byName = (signs: UserSteps['signs']) =>
  mine({
    ...(signs && { signs }),
    score: {
      dependsOn: 'node-static',
      score: (pod, node) => (node.name === 'node-2' ? 10 * pod.name.charCodeAt(0) - 970 : 0),
    },
  });

test('a plugin that reads more of a pod than it signs is found where decisions are verified', async () => {
  await verified(byName((pod) => pod.name));
  await verified(byName(undefined));
  await rejects(verified(byName(() => null)), {
    name: 'ConfigError',
    // 10 · "a" − 970 = 0, "b" gives 10, "c" 20
    message:
      /^plugin Mine: score\.score\(default\/[bc], node-2\): says \d0, and 0 about default\/a, which it signs alike: it reads more of a pod than it signs; let signs return all that it reads/,
  });
});

test('chance that is drawn by key is repeated when it is asked again', async () => {
  const plugin = userPlugin(name, ['score'], (_args, handle) => ({
    score: { score: (pod, node) => Math.trunc(101 * handle.random(pod, node.name, 1)) },
  }));
  equal(Object.values(placesOf(await verified(plugin))).filter((node) => node !== '').length, 3);
});
