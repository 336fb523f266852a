import { rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { Action, on, Status, success, type UserPlugin, type UserSteps, userPlugin, wait } from './index.js';
import { runSmall, smallPod } from './testing-run.js';

const oops = (): never => {
  throw new TypeError('oops');
};

/** Steps as a JavaScript user may write them, whatever their types. */
type Loose = Record<string, unknown>;

const name = 'Mine';
const mine = (steps: Loose): UserPlugin => userPlugin({ name, ...steps } as unknown as UserSteps);

/** A mistake, the plugin that makes it, and what is said of it. */
const mistakes: readonly [mistake: string, plugin: UserPlugin, sentence: RegExp][] = [
  [
    'throws in preEnqueue',
    mine({ preEnqueue: oops }),
    /^plugin Mine: preEnqueue\(default\/web\): threw TypeError: oops at user-plugin-mistakes\.test\.[jt]s:\d+:\d+$/,
  ],
  [
    'throws in filter',
    mine({ filter: { check: oops } }),
    /^plugin Mine: filter\.check\(default\/web, node-\d\): threw TypeError: oops/,
  ],
  [
    'throws in score',
    mine({ score: { score: oops } }),
    /^plugin Mine: score\.score\(default\/web, node-\d\): threw TypeError: oops/,
  ],
  [
    'throws in normalize',
    mine({ score: { score: () => 0, normalize: oops } }),
    /^plugin Mine: score\.normalize\(default\/web\): threw/,
  ],
  ['throws in permit', mine({ permit: oops }), /^plugin Mine: permit\(default\/web, node-\d\): threw/],
  [
    'throws what is no error',
    mine({
      postBind: () => {
        throw 'a text';
      },
    }),
    /^plugin Mine: postBind\(default\/web, node-\d\): threw "a text"$/,
  ],
  [
    'throws when called back',
    userPlugin(name, ['preBind'], (_args, { calls }) => ({ preBind: { run: () => calls.after(1, oops) } })),
    /^plugin Mine: handle\.calls\.after: threw TypeError: oops/,
  ],
  ['throws when it is made', userPlugin(name, ['score'], oops), /^plugin Mine: create: threw TypeError: oops/],
  [
    'throws in a hint',
    mine({ filter: { check: () => new Status('Unschedulable') }, requeueOn: [on('Pod', Action.All, oops)] }),
    /^plugin Mine: requeueOn Pod\(default\/web\): threw/,
  ],
  [
    'scores with a text',
    mine({ score: { score: () => '12' } }),
    /^plugin Mine: score\.score\(default\/web, node-\d\): returned "12" where a score is due; return a whole number/,
  ],
  ['scores with NaN', mine({ score: { score: () => Number.NaN } }), /returned NaN where a score is due/],
  [
    'scores with a fraction',
    mine({ score: { score: () => 0.5 } }),
    /returned 0\.5 where a score is due; return a whole number \(Math\.trunc makes one\)$/,
  ],
  ['scores with nothing', mine({ score: { score: () => undefined } }), /returned nothing where a score is due/],
  [
    'scores with Success',
    mine({ score: { score: () => success } }),
    /returned the Status Success where a score is due/,
  ],
  [
    'leaves a fraction',
    mine({ score: { score: () => 1, normalize: (scores: Float64Array) => void scores.fill(0.5) } }),
    /^plugin Mine: score\.normalize\(default\/web, node-\d\): left the score 0\.5; scores are whole numbers/,
  ],
  [
    'filters with nothing',
    mine({ filter: { check: () => undefined } }),
    /^plugin Mine: filter\.check\(default\/web, node-\d\): returned nothing where a Status is due; return success, skip, unschedulable\("why"\)/,
  ],
  ['filters with a boolean', mine({ filter: { check: () => true } }), /returned true where a Status is due/],
  [
    'filters with an unknown code',
    mine({ filter: { check: () => ({ code: 'Maybe' }) } }),
    /returned \{"code":"Maybe"\} where a Status is due/,
  ],
  [
    'filters with a promise',
    mine({ filter: { check: async () => success } }),
    /returned a promise where a Status is due; a run does not wait for real time/,
  ],
  [
    'pre-filters with a bare Status',
    mine({ preFilter: { check: () => success } }),
    /^plugin Mine: preFilter\.check\(default\/web\): returned the Status Success where an object with a status is due; return \{ status: success \}/,
  ],
  [
    'names nodes in a text',
    mine({ preFilter: { check: () => ({ status: success, nodeNames: 'node-1' }) } }),
    /returned nodeNames "node-1"; name the nodes in a Set/,
  ],
  [
    'waits for ever',
    mine({ permit: () => ({ status: wait }) }),
    /^plugin Mine: permit\(default\/web, node-\d\): makes the pod wait with timeoutUs nothing; say how long/,
  ],
  [
    'calls done twice',
    mine({
      preBind: {
        run: (_p: unknown, _n: unknown, _s: unknown, done: () => void) => {
          done();
          done();
        },
      },
    }),
    /^plugin Mine: preBind\.run\(default\/web, node-\d\): called done twice/,
  ],
  [
    'binds in real time',
    mine({ bind: async () => {} }),
    /^plugin Mine: bind\(default\/web, node-\d\): returned a promise where nothing is due/,
  ],
  [
    'sorts with a number',
    mine({ queueSort: () => 1 }),
    /^plugin Mine: queueSort\(default\/\w+\): returned 1 where true or false is due/,
  ],
  [
    'hints with a boolean',
    mine({
      filter: { check: () => new Status('Unschedulable') },
      requeueOn: [on('Pod', Action.All, (() => true) as never)],
    }),
    /^plugin Mine: requeueOn Pod\(default\/web\): returned true where a hint is due; return 'Queue' or 'QueueSkip'/,
  ],
  [
    'gives a function for an object',
    mine({ filter: () => success }),
    /^plugin Mine: filter: is a function and has to be an object; write filter: \{ check \}$/,
  ],
  ['gives an object for a function', mine({ permit: {} }), /^plugin Mine: permit: is \{\} and has to be a function$/],
  [
    'lacks what a point needs',
    mine({ reserve: { reserve: () => {} } }),
    /^plugin Mine: reserve\.unreserve: is missing; write reserve: \{ reserve, unreserve \}$/,
  ],
  [
    'has addPod without clone',
    mine({ preFilter: { check: () => ({ status: success }), addPod: () => {} } }),
    /^plugin Mine: preFilter: has addPod or removePod, and no clone; add clone/,
  ],
  [
    'misspells a step',
    mine({ score: { score: () => 1 }, fliter: {} }),
    /^plugin Mine: fliter: is no step of a plugin; did you mean filter\?$/,
  ],
  [
    'puts a step at the wrong place',
    mine({ score: { score: () => 1 }, normalize: () => {} }),
    /^plugin Mine: normalize: is called by nobody there; write score: \{ score, normalize \}$/,
  ],
  [
    'depends on the weather',
    mine({ score: { score: () => 1, dependsOn: 'weather' } }),
    /^plugin Mine: score\.dependsOn: "weather" is nothing that a verdict can depend on/,
  ],
  [
    'waits for unheard-of events',
    mine({ filter: { check: () => success }, requeueOn: [on('Weather' as never, 1)] }),
    /^plugin Mine: requeueOn\[0\]: names "Weather", of which there are no events/,
  ],
  [
    'promises a step that it lacks',
    userPlugin(name, ['score', 'filter'], () => ({ score: { score: () => 1 } })),
    /^plugin Mine: filter: is among its points, and there is no such step$/,
  ],
  [
    'has a step that it does not promise',
    userPlugin(name, ['score'], () => ({ score: { score: () => 1 }, postBind() {} })),
    /^plugin Mine: postBind: is a step that is not among its points; say \['score','postBind'\]$/,
  ],
  [
    'is made of nothing',
    userPlugin(name, ['score'], () => undefined as never),
    /^plugin Mine: create: returned nothing; return an object with the plugin’s steps$/,
  ],
  [
    'has an in-tree plugin’s name',
    userPlugin({ name: 'NodeName', score: { score: () => 1 } }),
    /NodeName: is the name of an in-tree plugin/,
  ],
];

for (const [mistake, plugin, message] of mistakes) {
  test(`a plugin that ${mistake} ends the run with a sentence`, async () => {
    // Two nodes, so that scores are asked for; none, and two pods, so that the queue has something to sort.
    const sorts = mistake.startsWith('sorts');
    const pods = sorts ? [smallPod('web'), smallPod('api')] : [smallPod('web')];
    const run = runSmall({ plugins: [plugin], nodes: sorts ? 0 : 2, pods });
    await rejects(run, { name: 'ConfigError', message });
  });
}

test('two plugins of one name are refused', async () => {
  const plugin = mine({ score: { score: () => 1 } });
  await rejects(runSmall({ plugins: [plugin, plugin], pods: [] }), /plugins: "Mine" is the name of two plugins/);
});
