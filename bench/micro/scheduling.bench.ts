/** Benchmarks of scheduling: each default plugin by itself, and whole cycles by executor and cluster size. */
import { createIncremental, reference } from '../../engine/hotpath/index.js';
import { schedulingRounds } from './bench-scheduling.js';
import type { MicroBench, Scale } from './micro-bench.js';

/** Plugins that filter or score without objects besides nodes and pods. */
const measuredPlugins = [
  'NodeUnschedulable',
  'NodeName',
  'TaintToleration',
  'NodeAffinity',
  'NodePorts',
  'NodeResourcesFit',
  'NodeResourcesBalancedAllocation',
  'ImageLocality',
  'PodTopologySpread',
  'InterPodAffinity',
];

export function schedulingBenches(scale: Scale): MicroBench[] {
  const isFull = scale === 'full';
  const sizes = isFull ? [100, 1_000, 5_000] : [20];
  const executors = { reference: () => reference, incremental: createIncremental };
  return [
    ...measuredPlugins.map((plugin) => pluginBench(plugin, isFull ? 1_000 : 20, isFull ? 20 : 5)),
    ...Object.entries(executors).flatMap(([name, executor]) =>
      sizes.map((nodes): MicroBench => {
        const ops = isFull ? Math.min(100, 100_000 / nodes) : 5;
        const prepare = () => schedulingRounds(nodes, ops, executor());
        return { name: `scheduling: a cycle, ${name}, ${nodes.toLocaleString('en')} nodes`, prepare, opsPerCall: ops };
      }),
    ),
  ];
}

/** One operation: a cycle in a profile of this plugin alone, by the plain executor. */
function pluginBench(plugin: string, nodes: number, ops: number): MicroBench {
  const configuration = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    percentageOfNodesToScore: 100,
    profiles: [
      {
        plugins: {
          multiPoint: {
            disabled: [{ name: '*' }],
            enabled: ['PrioritySort', 'DefaultBinder', plugin].map((name) => ({ name })),
          },
        },
      },
    ],
  };
  return {
    name: `plugins: a cycle of ${plugin} alone, ${nodes.toLocaleString('en')} nodes`,
    prepare: () => schedulingRounds(nodes, ops, reference, configuration),
    opsPerCall: ops,
  };
}
