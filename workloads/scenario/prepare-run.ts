/** From what a command asks to a RunSpec: reads everything, fills in the defaults, says what it assumed. */
import { basename } from 'node:path';
import { ConfigError, type KubeObject, type NodeGroup, type RunSpec } from '../../engine/index.js';
import { type LoadedObject, type LoadedObjects, loadObjects, readPaths } from '../manifests/index.js';
import { arrivalProcess, distributionUs, us } from './durations.js';
import { missingReferences } from './missing-references.js';
import { defaultShape, parseShape, shapeTemplate } from './node-shape.js';
import { type ReadScenario, readConfigurationFile, readScenario } from './read-scenario.js';
import type { PreparedRun, RunRequest } from './run-request.js';
import type { NodeGroupV1 } from './scenario.js';
import { timelineOf } from './timeline.js';

/** Nodes of a run whose input has none. */
const defaultNodes = 3;
/** Kinds that a user's files describe rather than start: they are there from the beginning. */
const surroundings = new Set([
  'Node',
  'Namespace',
  'PriorityClass',
  'StorageClass',
  'PersistentVolume',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
]);

export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const scenario = request.scenario === undefined ? null : await readScenario(request.scenario);
  if (scenario === null && request.files.length === 0 && !request.applied?.length) {
    throw new ConfigError({
      source: 'seatrial',
      problem: 'there is nothing to run',
      remedy: 'name a scenario, or give manifests with -f FILE',
    });
  }
  const cluster = loadObjects(scenario?.clusterDocuments ?? []);
  const workloads = loadObjects([...(scenario?.workloadDocuments ?? []), ...(await readPaths(request.files))]);
  const all = [...cluster.objects, ...workloads.objects, ...(request.applied ?? [])];
  refuseTwice(cluster.objects, workloads.objects);
  const notes = [...notesOn(cluster), ...notesOn(workloads), ...missingReferences(all.map((o) => o.object))];
  const nodeGroups = nodeGroupsOf(request, scenario, all, notes);
  const there = new Set<LoadedObject>([...cluster.objects, ...workloads.objects.filter(existsAlready)]);
  const applied = all.filter((o) => !there.has(o));
  const configuration =
    request.config === undefined ? (scenario?.configuration ?? null) : await readConfigurationFile(request.config);
  const spec: RunSpec = {
    ...settingsOf(request, scenario),
    objects: [...there].map((o) => o.object),
    nodeGroups,
    timeline: [
      ...applied.map(({ object }) => ({ atUs: 0, action: 'apply' as const, object })),
      ...(scenario ? timelineOf(scenario, all) : []),
    ],
    arrivals: (scenario?.spec.workloads?.arrivals ?? []).map(arrivalOf),
    replays: [],
    lifetimes: (scenario?.spec.workloads?.lifetimes ?? []).map(({ lifetime, ...rule }) => ({
      ...rule,
      lifetimeUs: distributionUs(lifetime),
    })),
    scheduler: {
      configuration: configuration?.value ?? enabling(request.pluginNames ?? []),
      configurationSource: configuration?.source ?? 'defaults',
      plugins: request.plugins ?? [],
      executor: request.executor ?? 'auto',
    },
    models: scenario?.spec.models ?? {},
    record: {
      decisions: request.decisions,
      sampleEveryUs: scenario?.spec.sampleEvery ? us(scenario.spec.sampleEvery) : 0,
      explain: request.explain,
    },
  };
  return { spec, notes, title: scenario?.title ?? request.files.map((file) => basename(file)).join(', ') };
}

/** The default configuration with user plugins at all their points; null: the defaults. */
function enabling(names: readonly string[]): unknown {
  if (names.length === 0) return null;
  return {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    profiles: [{ plugins: { multiPoint: { enabled: names.map((name) => ({ name })) } } }],
  };
}

function settingsOf(request: RunRequest, scenario: ReadScenario | null) {
  const from = scenario?.spec;
  return {
    seed: request.seed ?? String(from?.seed ?? '1'),
    kubernetes: request.kubernetes ?? from?.kubernetes ?? '1.36',
    featureGates: { ...from?.featureGates, ...request.featureGates },
    fidelity: request.fidelity ?? from?.fidelity ?? 'full',
    untilUs: request.untilUs ?? (from?.duration === undefined ? null : us(from.duration)),
  } as const;
}

/** Read back from a cluster, describing the surroundings, or running on a node already. */
function existsAlready({ object, stored }: LoadedObject): boolean {
  if (stored || surroundings.has(object.kind)) return true;
  return object.kind === 'Pod' && Boolean((object['spec'] as { nodeName?: string }).nodeName);
}

function notesOn({ ignored, unknownFields }: LoadedObjects): string[] {
  const notes: string[] = [];
  if (ignored.size > 0) {
    const kinds = [...ignored].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${count} ${kind}`);
    notes.push(`kinds that are not simulated and change nothing here: ${kinds.join(', ')}`);
  }
  if (unknownFields.length > 0) {
    const more = unknownFields.length > 5 ? ` and ${unknownFields.length - 5} more` : '';
    notes.push(`fields that the API does not have are ignored: ${unknownFields.slice(0, 5).join('; ')}${more}`);
  }
  return notes;
}

function nodeGroupsOf(
  request: RunRequest,
  scenario: ReadScenario | null,
  objects: readonly LoadedObject[],
  notes: string[],
): NodeGroup[] {
  const groups = (scenario?.spec.cluster?.nodeGroups ?? []).map((group, i) =>
    groupOf(group, `${scenario!.document.source.locate(`spec.cluster.nodeGroups[${i}].shape`)}`),
  );
  refuseDuplicateGroups(scenario, groups);
  const shape = request.nodeShape === undefined ? defaultShape : parseShape(request.nodeShape, '--node-shape');
  const anyNode = groups.length > 0 || objects.some(({ object }) => object.kind === 'Node');
  let count = request.nodes ?? 0;
  if (count === 0 && !anyNode) {
    count = defaultNodes;
    const text = Object.entries(shape)
      .map(([name, amount]) => `${name}=${amount}`)
      .join(',');
    notes.push(
      `the input has no nodes, so there are ${count} of shape ${text}; choose with --nodes N --node-shape cpu=8,memory=32Gi`,
    );
  }
  if (count > 0)
    groups.push({ name: 'node', count, template: shapeTemplate(shape, {}, '--node-shape'), zones: [], joinUs: 0 });
  return groups;
}

function groupOf(group: NodeGroupV1, source: string): NodeGroup {
  const { name, count, shape, zones = [], labels, taints, images, joinAt } = group;
  const extra = { ...(labels ? { labels } : {}), ...(taints ? { taints } : {}), ...(images ? { images } : {}) };
  return {
    name,
    count,
    template: shapeTemplate(shape, extra, source),
    zones,
    joinUs: joinAt === undefined ? 0 : us(joinAt),
  };
}

function refuseDuplicateGroups(scenario: ReadScenario | null, groups: readonly NodeGroup[]): void {
  const at = groups.findIndex((group, i) => groups.findIndex((other) => other.name === group.name) < i);
  if (at < 0) return;
  throw new ConfigError({
    source: scenario!.document.source.locate(`spec.cluster.nodeGroups[${at}].name`),
    value: groups[at]!.name,
    problem: 'is the name of two node groups',
  });
}

function refuseTwice(first: readonly LoadedObject[], second: readonly LoadedObject[]): void {
  const keyOf = ({ kind, metadata }: KubeObject) =>
    `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
  const seen = new Set(first.map((o) => keyOf(o.object)));
  const twice = second.find((o) => o.object.metadata.name !== undefined && seen.has(keyOf(o.object)));
  if (twice)
    throw new ConfigError({
      source: twice.source.locate('metadata.name'),
      problem: `${keyOf(twice.object)} is there twice`,
    });
}

function arrivalOf(
  arrival: NonNullable<NonNullable<ReadScenario['spec']['workloads']>['arrivals']>[number],
): RunSpec['arrivals'][number] {
  const { name, process, from, to, count = null, lifetime, template } = arrival;
  return {
    name,
    process: arrivalProcess(process),
    startUs: from === undefined ? 0 : us(from),
    endUs: to === undefined ? Number.MAX_SAFE_INTEGER : us(to),
    count,
    template,
    lifetimeUs: lifetime === undefined ? null : distributionUs(lifetime),
  };
}
