/** From what a command asks to a RunSpec: reads everything, fills in the defaults, says what it assumed. */
import { basename } from 'node:path';
import { ConfigError, type KubeObject, type RunSpec } from '../../engine/index.js';
import { type LoadedObject, type LoadedObjects, loadObjects, readPaths } from '../manifests/index.js';
import { readArrivals } from './arrivals.js';
import { checkModelNames } from './check-models.js';
import { us } from './durations.js';
import { missingReferences } from './missing-references.js';
import { nodeGroupsOf } from './node-groups.js';
import { type ReadScenario, readConfigurationFile, readScenario } from './read-scenario.js';
import type { PreparedRun, RunRequest } from './run-request.js';
import { timelineOf } from './timeline.js';

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
  if (scenario) checkModelNames(scenario.document, scenario.spec.models);
  const { there, applied, notes } = await readObjects(request, scenario);
  const all = [...there, ...applied];
  const nodeGroups = nodeGroupsOf(request, scenario, all, notes);
  const { arrivals, lifetimes, unknownFields } = readArrivals(scenario, all);
  if (unknownFields.length > 0) notes.push(noteOnFields(unknownFields));
  const later = scenario ? timelineOf(scenario, all, nodeGroups) : [];
  const spec: RunSpec = {
    ...settingsOf(request, scenario),
    objects: there.map((o) => o.object),
    nodeGroups,
    timeline: [...applied.map(({ object }) => ({ atUs: 0, action: 'apply' as const, object })), ...later],
    arrivals,
    replays: [],
    lifetimes,
    scheduler: await schedulerOf(request, scenario),
    models: scenario?.spec.models ?? {},
    record: {
      decisions: request.decisions,
      sampleEveryUs: scenario?.spec.sampleEvery ? us(scenario.spec.sampleEvery) : 0,
      explain: request.explain,
    },
  };
  return { spec, notes, title: scenario?.title ?? titleOf(request) };
}

function titleOf({ files, applied = [] }: RunRequest): string {
  if (files.length > 0) return files.map((file) => (file === '-' ? 'stdin' : basename(file))).join(', ');
  return applied.map(({ object }) => object.metadata.name).join(', ');
}

interface ReadObjects {
  /** From the beginning. */
  readonly there: readonly LoadedObject[];
  /** By a user, at the beginning. */
  readonly applied: readonly LoadedObject[];
  readonly notes: string[];
}

async function readObjects(request: RunRequest, scenario: ReadScenario | null): Promise<ReadObjects> {
  const cluster = loadObjects(scenario?.clusterDocuments ?? []);
  const workloads = loadObjects([...(scenario?.workloadDocuments ?? []), ...(await readPaths(request.files))]);
  const all = [...cluster.objects, ...workloads.objects, ...(request.applied ?? [])];
  if (scenario === null) refuseNothing(request, all.length + workloads.ignored.size);
  refuseTwice(cluster.objects, workloads.objects);
  const there = new Set<LoadedObject>([...cluster.objects, ...workloads.objects.filter(existsAlready)]);
  const notes = [...notesOn(cluster), ...notesOn(workloads), ...missingReferences(all.map((o) => o.object))];
  return { there: [...there], applied: all.filter((o) => !there.has(o)), notes };
}

function refuseNothing({ files }: RunRequest, found: number): void {
  if (found > 0) return;
  const remedy = 'name a scenario, or give manifests with -f FILE';
  throw files.length === 0
    ? new ConfigError({ source: 'run', problem: 'there is nothing to run', remedy })
    : new ConfigError({ source: files.join(', '), problem: 'holds no Kubernetes object', remedy });
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

async function schedulerOf(request: RunRequest, scenario: ReadScenario | null): Promise<RunSpec['scheduler']> {
  const { config, executor = 'auto' } = request;
  const read = config === undefined ? (scenario?.configuration ?? null) : await readConfigurationFile(config);
  return {
    configuration: read?.value ?? null,
    configurationSource: read?.source ?? 'defaults',
    plugins: [],
    executor,
  };
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
  if (unknownFields.length > 0) notes.push(noteOnFields(unknownFields));
  return notes;
}

function noteOnFields(fields: readonly string[]): string {
  const more = fields.length > 5 ? ` and ${fields.length - 5} more` : '';
  return `fields that the API does not have are ignored: ${fields.slice(0, 5).join('; ')}${more}`;
}

function refuseTwice(first: readonly LoadedObject[], second: readonly LoadedObject[]): void {
  const keyOf = ({ kind, metadata }: KubeObject) =>
    `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
  const seen = new Map(first.map((o) => [keyOf(o.object), o.source]));
  for (const { object, source } of second) {
    const before = object.metadata.name === undefined ? undefined : seen.get(keyOf(object));
    if (before === undefined) continue;
    throw new ConfigError({
      source: source.locate('metadata.name'),
      value: object.metadata.name,
      problem: `${keyOf(object)} is there twice`,
      remedy: `the first is at ${before.locate('metadata.name')}`,
    });
  }
}
