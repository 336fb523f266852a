/** From what a command asks to a RunSpec: reads everything, fills in the defaults, says what it assumed. */
import { basename } from 'node:path';
import {
  type ApiRules,
  type ArrivalSpec,
  apiRulesOf,
  ConfigError,
  defaultApiRules,
  type KubeObject,
  type RunSpec,
  releaseOf,
} from '../../engine/index.js';
import {
  describe,
  type LoadedObject,
  type LoadedObjects,
  loadObjects,
  type PriorityClasses,
  priorityClassesIn,
  readPaths,
  type SourceRef,
  sourceName,
  thereTwice,
} from '../manifests/index.js';
import { readArrivals } from './arrivals.js';
import { checkModelNames } from './check-models.js';
import { us } from './durations.js';
import { endlessArrivals } from './endless-arrivals.js';
import { missingReferences } from './missing-references.js';
import { nodeGroupsOf } from './node-groups.js';
import { nodeNames } from './node-names.js';
import { notesOn } from './notes.js';
import { placing } from './placing.js';
import { type ReadConfiguration, type ReadScenario, readConfigurationFile, readScenario } from './read-scenario.js';
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
  const settings = settingsOf(request, scenario);
  const apiRules = apiRulesIn(settings);
  const { there, applied, priorityClasses, loaded } = await readObjects(request, scenario, apiRules);
  const all = [...there, ...applied];
  const assumed: string[] = [];
  const nodeGroups = nodeGroupsOf(request, scenario, all, assumed);
  const { arrivals, lifetimes, unknownFields } = readArrivals(scenario, { priorityClasses, apiRules });
  const timeline = timelineOf(scenario, { known: all, groups: nodeGroups, priorityClasses, apiRules });
  const objects = [...all, ...timeline.loaded.flatMap((read) => read.objects)].map((o) => o.object);
  const warnings = endlessArrivals(settings.untilUs, arrivals);
  const notes = [
    ...warnings,
    ...notesOn([...loaded, ...timeline.loaded], unknownFields),
    ...assumed,
    ...missingReferences([...objects, ...arrivals.map(podOf)], nodeNames(nodeGroups, objects)),
  ];
  const { config } = request;
  const configuration = config === undefined ? (scenario?.configuration ?? null) : await readConfigurationFile(config);
  const spec: RunSpec = {
    ...settings,
    objects: there.map((o) => o.object),
    nodeGroups,
    timeline: [...applied.map(({ object }) => ({ atUs: 0, action: 'apply' as const, object })), ...timeline.entries],
    arrivals,
    replays: [],
    lifetimes,
    scheduler: schedulerOf(request, configuration),
    models: scenario?.spec.models ?? {},
    record: {
      decisions: request.decisions,
      sampleEveryUs: scenario?.spec.sampleEvery ? us(scenario.spec.sampleEvery) : 0,
      explain: request.explain,
    },
  };
  const placed = placing(request, scenario, configuration);
  return { spec, notes, warnings, title: scenario?.title ?? titleOf(request), placed };
}

/** Gates that are a mistake are told of once the run begins. */
function apiRulesIn({ kubernetes, featureGates }: Pick<RunSpec, 'kubernetes' | 'featureGates'>): ApiRules {
  try {
    return apiRulesOf(releaseOf(kubernetes, featureGates));
  } catch (error) {
    if (error instanceof ConfigError) return defaultApiRules;
    throw error;
  }
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
  readonly priorityClasses: PriorityClasses;
  readonly loaded: readonly LoadedObjects[];
}

/** A pod as an arrival process makes it. */
function podOf({ name, template }: ArrivalSpec): KubeObject {
  const metadata = { namespace: 'default', ...template.metadata, name: `${name}-0` };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec };
}

async function readObjects(
  request: RunRequest,
  scenario: ReadScenario | null,
  apiRules: ApiRules,
): Promise<ReadObjects> {
  const { clusterDocuments = [], workloadDocuments = [], timelineDocuments = [] } = scenario ?? {};
  const fileDocuments = await readPaths(request.files);
  const documents = [...clusterDocuments, ...workloadDocuments, ...fileDocuments];
  const priorityClasses = priorityClassesIn([...documents, ...timelineDocuments.flat()]);
  const { namespace = 'default', applied: more = [] } = request;
  const context = { priorityClasses, apiRules };
  const cluster = loadObjects(clusterDocuments, context);
  const workloads = loadObjects(workloadDocuments, context);
  const files = loadObjects(fileDocuments, { ...context, namespace });
  const all = [...cluster.objects, ...workloads.objects, ...files.objects];
  if (scenario === null && more.length === 0) refuseNothing(request, documents.length, all.length + files.ignored.size);
  refuseTwice(all);
  const described = new Set<LoadedObject>(cluster.objects);
  const there = all.filter((o) => described.has(o) || existsAlready(o));
  const isThere = new Set(there);
  const loaded = [cluster, workloads, files];
  return { there, applied: [...all.filter((o) => !isThere.has(o)), ...more], priorityClasses, loaded };
}

function refuseNothing({ files }: RunRequest, documents: number, found: number): void {
  if (found > 0) return;
  const remedy = 'name a scenario, or give manifests with -f FILE';
  if (files.length === 0) throw new ConfigError({ source: 'run', problem: 'there is nothing to run', remedy });
  const problem = documents === 0 ? 'is empty' : 'holds no Kubernetes object';
  throw new ConfigError({ source: files.map(sourceName).join(', '), problem, remedy });
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

function schedulerOf({ executor = 'auto', plugins = [] }: RunRequest, read: ReadConfiguration | null) {
  return {
    configuration: read?.value ?? null,
    configurationSource: read?.source ?? 'defaults',
    plugins,
    executor,
  } satisfies RunSpec['scheduler'];
}

/** Read back from a cluster, describing the surroundings, or running on a node already. */
function existsAlready({ object, stored }: LoadedObject): boolean {
  if (stored || surroundings.has(object.kind)) return true;
  return object.kind === 'Pod' && Boolean((object['spec'] as { nodeName?: string }).nodeName);
}

/** Objects of the scenario and of the files, which were read apart. */
function refuseTwice(objects: readonly LoadedObject[]): void {
  const seen = new Map<string, SourceRef>();
  for (const { object, source } of objects) {
    const key = describe(object);
    const first = seen.get(key);
    if (first) throw thereTwice(object, source, first);
    seen.set(key, source);
  }
}
