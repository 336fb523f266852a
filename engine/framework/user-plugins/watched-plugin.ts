/** Users' plugins as the scheduler takes them: checked once, watched always. */
import type { Pod } from '../../cluster/index.js';
import { ConfigError } from '../../objects/index.js';
import type { Handle, PluginCalls } from '../handle.js';
import type { PluginFactory } from '../plugin.js';
import type { Status } from '../status.js';
import { checkSteps } from './check-steps.js';
import { DoubtingWatch } from './doubting-watch.js';
import type { UserPlugin } from './user-plugin.js';
import { Watch } from './watch.js';
import { watchedSteps } from './watched-steps.js';

/** A factory of the plugin under watch; `doubting`: what it answers is asked twice. */
export function watchedPlugin({ name, points, create }: UserPlugin, doubting: boolean): PluginFactory {
  const watch = doubting ? new DoubtingWatch(name) : new Watch(name);
  return {
    name,
    create(args, handle) {
      const steps = watch.call('create', null, '', () => create(args, lent(handle, watch)));
      checkSteps(steps, points, watch);
      return watchedSteps(name, steps, watch);
    },
  };
}

/** Two plugins of one name could not be told apart. */
export function refuseTwins(plugins: readonly UserPlugin[]): void {
  const names = plugins.map(({ name }) => name);
  const twin = names.find((name, i) => names.indexOf(name) < i);
  if (twin !== undefined)
    throw new ConfigError({ source: 'plugins', value: twin, problem: 'is the name of two plugins' });
}

/** The handle as a user's plugin gets it: what is called back is watched too. */
function lent(handle: Handle, watch: Watch): Handle {
  const { calls } = handle;
  const heard = (step: string, pod: Pod | null, nodeName: string, done: (status: Status) => void) => (status: Status) =>
    watch.act(step, pod, nodeName, () => done(status));
  const watched: PluginCalls = {
    bind: (pod, nodeName, done) => calls.bind(pod, nodeName, heard('handle.calls.bind', pod, nodeName, done)),
    update: (kind, object, done) => calls.update(kind, object, heard('handle.calls.update', null, '', done)),
    after: (delayUs, then) => calls.after(delayUs, () => watch.act('handle.calls.after', null, '', then)),
    preempt: (preemptor, nodeName, victims) => calls.preempt(preemptor, nodeName, victims),
    isVictim: (pod) => calls.isVictim(pod),
    isPreempting: (pod) => calls.isPreempting(pod),
    activate: (pods) => calls.activate(pods),
    waitingPods: () => calls.waitingPods(),
    allow: (pod, plugin) => calls.allow(pod, plugin),
    reject: (pod, plugin, message) => calls.reject(pod, plugin, message),
  };
  return { ...handle, calls: watched };
}
