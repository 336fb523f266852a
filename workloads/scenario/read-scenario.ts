/** Reads a Scenario file and every file it names. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import { ConfigError, type KubeObject } from '../../engine/index.js';
import { mistake, type ParsedDocument, parseText, readPaths, readText } from '../manifests/index.js';
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
  readonly configuration: { readonly value: unknown; readonly source: string } | null;
}

export async function readScenario(file: string): Promise<ReadScenario> {
  const documents = parseText(file, await readText(file));
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
    configuration: await readConfiguration(spec, file, resolve),
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

async function readConfiguration(spec: ScenarioSpecV1, file: string, resolve: (names: string[]) => string[]) {
  const { config, configFile } = spec.scheduler ?? {};
  if (config !== undefined) return { value: config, source: `${file}: spec.scheduler.config` };
  return configFile === undefined ? null : readConfigurationFile(resolve([configFile])[0]!);
}

/** A KubeSchedulerConfiguration file: one document. */
export async function readConfigurationFile(file: string): Promise<{ value: unknown; source: string }> {
  const documents = parseText(file, await readText(file));
  const [document] = documents;
  if (document === undefined || documents.length > 1) {
    throw new ConfigError({
      source: file,
      problem: `holds ${documents.length} documents`,
      remedy: 'a scheduler configuration is one KubeSchedulerConfiguration',
    });
  }
  return { value: document.value, source: file };
}

function refuseOtherKinds({ value, source }: ParsedDocument): void {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (kind === 'Scenario') return;
  throw mistake(source, {
    path: 'kind',
    value: kind,
    problem: 'a scenario has kind Scenario',
    remedy: typeof kind === 'string' ? 'give manifests with -f FILE' : 'seatrial init writes an example',
  });
}
