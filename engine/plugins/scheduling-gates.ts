/** SchedulingGates keeps a pod out of the queue until its gates are gone. Upstream: plugins/schedulinggates/scheduling_gates.go, v1.36. */
import { Action, definePlugin, on, type PluginFactory, success, unresolvable } from '../framework/index.js';
import { onOwnChange } from './hints.js';

/** Makes SchedulingGates. */
export const schedulingGates: PluginFactory = {
  name: 'SchedulingGates',
  create: () =>
    definePlugin({
      name: 'SchedulingGates',
      preEnqueue(pod) {
        const gates = pod.spec.schedulingGates;
        return gates.length === 0 ? success : unresolvable(`waiting for scheduling gates: [${gates.join(' ')}]`);
      },
      requeueOn: [
        on(
          'Pod',
          Action.UpdatePodSchedulingGatesEliminated,
          onOwnChange(() => true),
        ),
      ],
    }),
};
