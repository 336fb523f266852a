/** Builders for tests of the runtime: a profile of made-up plugins over a small cluster. */
import { Cluster, Pod } from '../cluster/index.js';
import { compileNode, compilePod, type NodeV1, type PodV1, withDefaults } from '../objects/index.js';
import { createFramework, type Framework, type FrameworkParts } from './framework.js';
import type { Plugin } from './plugin.js';
import type { Minor } from './release-gates.js';
import { releaseOf } from './release-of.js';
import { implementsPoint, type ResolvedPoints } from './resolved-profile.js';
import { success } from './status.js';

export interface FakeOptions {
  /** Names of the nodes; default: three. */
  readonly nodes?: readonly string[];
  readonly weights?: Readonly<Record<string, number>>;
  readonly percentageOfNodesToScore?: number;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly nominated?: ReadonlyMap<string, readonly Pod[]>;
  readonly nowUs?: () => number;
  readonly parallelism?: number;
  readonly minor?: Minor;
}

/** A framework in which each plugin is enabled wherever it implements something, in this order. */
export function aFramework(plugins: readonly Plugin[], options: FakeOptions = {}): Framework {
  const all: readonly Plugin[] = [{ name: 'Sort', queueSort: (a, b) => a.timestampUs < b.timestampUs }, ...plugins];
  const named = (point: keyof ResolvedPoints) => all.filter((p) => implementsPoint(p, point)).map((p) => p.name);
  const points: ResolvedPoints = {
    queueSort: 'Sort',
    preEnqueue: named('preEnqueue'),
    preFilter: named('preFilter'),
    filter: named('filter'),
    postFilter: named('postFilter'),
    preScore: named('preScore'),
    score: named('score').map((name) => ({ name, weight: options.weights?.[name] ?? 1 })),
    reserve: named('reserve'),
    permit: named('permit'),
    preBind: named('preBind'),
    bind: named('bind'),
    postBind: named('postBind'),
  };
  const { percentageOfNodesToScore } = options;
  const profile = {
    schedulerName: 'fake',
    points,
    args: {},
    ...(percentageOfNodesToScore && { percentageOfNodesToScore }),
  };
  const registry = new Map(all.map((plugin) => [plugin.name, { name: plugin.name, create: () => plugin }]));
  return createFramework(profile, registry, parts(options));
}

function parts(options: FakeOptions): FrameworkParts {
  return {
    cluster: clusterOf(options.nodes ?? ['a', 'b', 'c']),
    release: releaseOf(options.minor ?? '1.36', options.gates ?? {}),
    parallelism: options.parallelism ?? 16,
    nowUs: options.nowUs ?? (() => 0),
    random: () => 0,
    nominatedPods: (nodeName) => options.nominated?.get(nodeName) ?? [],
    latest: (pod) => pod,
    calls: {
      bind: (_pod, _nodeName, done) => done(success),
      preempt: () => {},
      isPreempting: () => false,
      isVictim: () => false,
      update: (_kind, _object, done) => done(success),
      after: () => {},
      activate: () => {},
      waitingPods: () => [],
      allow: () => {},
      reject: () => {},
    },
  };
}

function clusterOf(names: readonly string[]): Cluster {
  const cluster = new Cluster();
  for (const name of names) cluster.addNode(compileNode(nodeManifest(name)));
  cluster.updateSnapshot();
  return cluster;
}

function nodeManifest(name: string): NodeV1 {
  const status = { allocatable: { cpu: '4', memory: '8Gi', pods: 110 } };
  return withDefaults<NodeV1>({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status });
}

/** As many node names as asked: n0, n1, … */
export function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `n${i}`);
}

let podsMade = 0;

/** A waiting pod; each call makes another one. */
export function aPod(options: { name?: string; priority?: number; nominatedNodeName?: string } = {}): Pod {
  const index = podsMade++;
  const { name = `pod-${index}`, priority = 0, nominatedNodeName = '' } = options;
  const spec = compilePod(
    withDefaults<PodV1>({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: { containers: [{ name: 'main' }], priority },
    }),
  );
  return new Pod(index, name, spec, spec.labels, index, '', nominatedNodeName);
}
