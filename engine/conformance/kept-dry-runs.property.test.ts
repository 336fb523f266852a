/** Preemption with kept dry runs against preemption that tries every node each time, on seeded random clusters. A failure names its seed. */
import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { type Handle, type PluginFactory, releaseOf } from '../framework/index.js';
import { plugins } from '../plugins/index.js';
import type { Outcome } from './case.js';
import { randomCase } from './random-case-testing.js';
import { runCase } from './run-case.js';

/** All plugins, DefaultPreemption with this way to say whether verdicts hang on nodes alone. */
function registry(judgesNodesAlone: (handle: Handle) => Handle['judgesNodesAlone']): Map<string, PluginFactory> {
  return new Map(
    plugins.map((plugin) => {
      if (plugin.name !== 'DefaultPreemption') return [plugin.name, plugin];
      const create: PluginFactory['create'] = (args, handle) =>
        plugin.create(args as never, { ...handle, judgesNodesAlone: judgesNodesAlone(handle) ?? (() => false) });
      return [plugin.name, { name: plugin.name, create }];
    }),
  );
}

test('what is kept of dry runs changes no attempt in 400 clusters', () => {
  let attempts = 0;
  const keeping = registry((handle) => (cycle, pod) => {
    const alone = handle.judgesNodesAlone!(cycle, pod);
    if (alone) attempts++;
    return alone;
  });
  const trying = registry(() => () => false);
  for (let seed = 20_000; seed < 20_400; seed++) {
    const release = releaseOf((['1.35', '1.36', '1.37'] as const)[seed % 3]!);
    const outcome = (of: Map<string, PluginFactory>): Outcome | string => {
      try {
        return runCase(randomCase(seed, { nodes: 7, pods: 24, steps: 12 }), release, undefined, of);
      } catch (error) {
        return String(error);
      }
    };
    deepEqual(outcome(keeping), outcome(trying), `seed ${seed}`);
  }
  ok(attempts > 300, `${attempts} preemptors`);
});
