/** Small runs for tests: a few nodes, pods that are applied at given moments, users' plugins. */
import type { UserPlugin } from './framework/index.js';
import { type RunResult, textAt } from './metrics/index.js';
import type { KubeObject } from './objects/index.js';
import type { ExplainRequest, NodeGroup, RunSpec } from './run-spec.js';
import { simulate } from './simulate.js';

export interface RunOptions {
  readonly plugins?: readonly UserPlugin[];
  /** How many nodes there are: node-0, node-1, … of 4 CPU and 8Gi; default: 3. */
  readonly nodes?: number;
  /** How many more, late-0, …, join later, and when. */
  readonly late?: { readonly count: number; readonly atUs: number };
  /** Applied at the beginning, or at `atUs`. */
  readonly pods: readonly (KubeObject & { readonly atUs?: number })[];
  readonly objects?: readonly KubeObject[];
  readonly profiles?: readonly unknown[];
  readonly seed?: string;
  readonly explain?: readonly ExplainRequest[];
  readonly untilUs?: number | null;
  readonly verify?: boolean;
}

/** A run up to the pods' bindings in which nothing happens, for tests to say more. */
export const emptyRun: RunSpec = {
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
  scheduler: { configuration: null, configurationSource: 'test', plugins: [], executor: 'auto' },
  models: {},
  record: { decisions: false, sampleEveryUs: 0, explain: [] },
};

/** Runs up to the pods' bindings. */
export function runSmall(options: RunOptions): Promise<RunResult> {
  return simulate(specOf(options), { plugins: options.plugins ?? [], verify: options.verify ?? false });
}

function specOf({
  nodes = 3,
  late,
  pods,
  objects = [],
  profiles,
  seed = emptyRun.seed,
  explain = [],
  untilUs = null,
}: RunOptions): RunSpec {
  return {
    ...emptyRun,
    seed,
    untilUs,
    objects,
    nodeGroups: [groupOf('node', nodes, 0), ...(late ? [groupOf('late', late.count, late.atUs)] : [])],
    timeline: pods
      .map(({ atUs = 0, ...object }) => ({ atUs, action: 'apply' as const, object: object as KubeObject }))
      .sort((a, b) => a.atUs - b.atUs),
    scheduler: { ...emptyRun.scheduler, configuration: configurationOf(profiles) },
    record: { ...emptyRun.record, decisions: true, explain },
  };
}

function groupOf(name: string, count: number, joinUs: number): NodeGroup {
  const amounts = { cpu: '4', memory: '8Gi', pods: '110' };
  return { name, count, template: { status: { allocatable: amounts, capacity: amounts } }, zones: [], joinUs };
}

function configurationOf(profiles: readonly unknown[] | undefined): unknown {
  if (profiles === undefined) return null;
  return { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration', profiles };
}

export interface SmallPod {
  readonly labels?: Record<string, string>;
  readonly cpu?: string;
  readonly priorityClassName?: string;
  readonly nodeName?: string;
  readonly atUs?: number;
}

/** A pod that asks for a little CPU. */
export function smallPod(name: string, options: SmallPod = {}): KubeObject & { readonly atUs?: number } {
  const { labels = {}, cpu = '100m', priorityClassName, nodeName, atUs } = options;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: {
      containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu } } }],
      ...(priorityClassName && { priorityClassName }),
      ...(nodeName && { nodeName }),
    },
    ...(atUs !== undefined && { atUs }),
  };
}

/** Where the pods went, by name; "" for nowhere. */
export function placesOf({ pods }: RunResult): Readonly<Record<string, string>> {
  const rows = Array.from({ length: pods.count }, (_, row) => [textAt(pods.name, row), textAt(pods.node, row)]);
  return Object.fromEntries(rows);
}

/** How the attempts went: "web 1 bound node-0", "web 1 unschedulable <message>". */
export function attemptsOf({ decisions }: RunResult): string[] {
  return decisions.map(({ pod, attempt, result, node, message }) =>
    [pod.replace('default/', ''), attempt, result, result === 'bound' ? node : message].join(' '),
  );
}
