/** Reads a Scenario file and every file it names. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import { ConfigError, type KubeObject, resembles } from '../../engine/index.js';
import {
  mistake,
  type ParsedDocument,
  parseText,
  readPaths,
  readText,
  type SourceRef,
  sourceName,
} from '../manifests/index.js';
import { checkScenario } from './check-schema.js';
import type { ScenarioSpecV1 } from './scenario.js';

export interface ReadScenario {
  readonly title: string;
  readonly spec: ScenarioSpecV1;
  readonly document: ParsedDocument;
  /** What its cluster.files and workloads.files hold, unadmitted. */
  readonly clusterDocuments: readonly ParsedDocument[];
  readonly workloadDocuments: readonly ParsedDocument[];
  /** By timeline position: what its applyFile holds. */
  readonly timelineDocuments: readonly (readonly ParsedDocument[])[];
  /** scheduler.config or what scheduler.configFile holds; null: none. */
  readonly configuration: ReadConfiguration | null;
}

/** A KubeSchedulerConfiguration as it is written. */
export interface ReadConfiguration {
  readonly value: unknown;
  /** What the engine calls it. */
  readonly source: string;
  /** Where it and its fields stand. */
  readonly document: SourceRef;
  /** Before paths in it; "" where it is a file of its own. */
  readonly prefix: string;
}

export async function readScenario(file: string): Promise<ReadScenario> {
  const documents = parseText(sourceName(file), await readText(file));
  const [document] = documents;
  if (document === undefined || documents.length > 1) {
    throw new ConfigError({
      source: file,
      problem: `holds ${documents.length} documents`,
      remedy: 'a scenario is one; give manifests with -f',
    });
  }
  refuseOtherKinds(document);
  const { metadata, spec } = checkScenario(document);
  const folder = dirname(file);
  const resolve = (names: readonly string[] = []) =>
    names.map((name) => (isAbsolute(name) ? name : join(folder, name)));
  const inline = (objects: readonly KubeObject[] = [], path: string) =>
    objects.map((value, i) => part(document, value, `${path}[${i}]`));
  return {
    title: metadata?.name ?? basename(file),
    spec,
    document,
    clusterDocuments: [
      ...(await readPaths(resolve(spec.cluster?.files))),
      ...inline(spec.cluster?.objects, 'spec.cluster.objects'),
    ],
    workloadDocuments: [
      ...(await readPaths(resolve(spec.workloads?.files))),
      ...inline(spec.workloads?.objects, 'spec.workloads.objects'),
    ],
    timelineDocuments: await readTimeline(spec, document, resolve),
    configuration: await readConfiguration(spec, document, resolve),
  };
}

/** Objects written inside a scenario say where in it they stand. */
function part({ source }: ParsedDocument, value: unknown, prefix: string): ParsedDocument {
  return {
    value,
    source: { name: source.name, locate: (path) => source.locate(path === '' ? prefix : `${prefix}.${path}`) },
  };
}

async function readTimeline(spec: ScenarioSpecV1, document: ParsedDocument, resolve: (names: string[]) => string[]) {
  const all: ParsedDocument[][] = [];
  for (const [i, entry] of (spec.timeline ?? []).entries()) {
    const inline = entry.apply === undefined ? [] : [part(document, entry.apply, `spec.timeline[${i}].apply`)];
    all.push(entry.applyFile === undefined ? inline : [...inline, ...(await readPaths(resolve([entry.applyFile])))]);
  }
  return all;
}

async function readConfiguration(
  spec: ScenarioSpecV1,
  { source }: ParsedDocument,
  resolve: (names: string[]) => string[],
): Promise<ReadConfiguration | null> {
  const { config, configFile } = spec.scheduler ?? {};
  const prefix = 'spec.scheduler.config';
  if (config !== undefined && configFile !== undefined)
    throw mistake(source, {
      path: `${prefix}File`,
      problem: 'stands beside spec.scheduler.config',
      remedy: 'give one of them',
    });
  if (config !== undefined) return { value: config, source: `${source.name}: ${prefix}`, document: source, prefix };
  return configFile === undefined ? null : readConfigurationFile(resolve([configFile])[0]!);
}

/** A KubeSchedulerConfiguration file: one document. */
export async function readConfigurationFile(file: string): Promise<ReadConfiguration> {
  const documents = parseText(sourceName(file), await readText(file));
  const [document] = documents;
  if (document === undefined || documents.length > 1) {
    throw new ConfigError({
      source: file,
      problem: `holds ${documents.length} documents`,
      remedy: 'a scheduler configuration is one KubeSchedulerConfiguration',
    });
  }
  return { value: document.value, source: document.source.name, document: document.source, prefix: '' };
}

function refuseOtherKinds({ value, source }: ParsedDocument): void {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (kind === 'Scenario') return;
  throw mistake(source, {
    path: 'kind',
    value: kind,
    problem: 'a scenario has kind Scenario',
    remedy: remedyForKind(kind),
  });
}

function remedyForKind(kind: unknown): string {
  if (typeof kind !== 'string') return 'seatrial init writes an example';
  return resembles(kind, 'Scenario') ? 'write kind: Scenario' : 'give manifests with -f FILE';
}
