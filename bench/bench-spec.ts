/** Specs of runs that are measured. */
import type { RunSpec } from '../engine/index.js';

/** A run up to the pods' bindings in which nothing happens, for others to say more. */
export const emptySpec: RunSpec = {
  seed: '1',
  kubernetes: '1.36',
  featureGates: {},
  fidelity: 'scheduler',
  untilUs: null,
  objects: [],
  nodeGroups: [],
  timeline: [],
  arrivals: [],
  replays: [],
  lifetimes: [],
  scheduler: { configuration: null, configurationSource: 'defaults', plugins: [], executor: 'auto' },
  models: {},
  record: { decisions: false, sampleEveryUs: 0, explain: [] },
};

type Arrivals = RunSpec['arrivals'][number];

/** Equal nodes in three zones, and so many pods of one template that come from the beginning on. */
export function podsOnNodes(
  nodes: { readonly count: number; readonly allocatable: Readonly<Record<string, string>> },
  pods: Pick<Arrivals, 'process' | 'template' | 'lifetimeUs'> & { readonly count: number },
): Pick<RunSpec, 'nodeGroups' | 'arrivals'> {
  const { count, allocatable } = nodes;
  const template = { status: { capacity: allocatable, allocatable } };
  return {
    nodeGroups: [{ name: 'node', count, template, zones: ['a', 'b', 'c'], joinUs: 0 }],
    arrivals: [{ name: 'pod', startUs: 0, endUs: Number.MAX_SAFE_INTEGER, ...pods }],
  };
}
