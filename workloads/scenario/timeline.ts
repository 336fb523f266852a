/** A scenario's timeline in the engine's terms. */
import type { KubeObject, TimelineEntry } from '../../engine/index.js';
import { type LoadedObject, loadObjects, mistake, type ParsedDocument } from '../manifests/index.js';
import { us } from './durations.js';
import type { ReadScenario } from './read-scenario.js';
import type { TimelineEntryV1 } from './scenario.js';

const actions = [
  'apply',
  'applyFile',
  'delete',
  'scale',
  'setImage',
  'cordon',
  'uncordon',
  'drain',
  'fail',
  'recover',
] as const;

/** Entries sorted by time; `known` are the objects that are there or applied before. */
export function timelineOf(scenario: ReadScenario, known: readonly LoadedObject[]): TimelineEntry[] {
  const latest = new Map(
    known.map(({ object }) => [keyOf(object.kind, object.metadata.namespace, object.metadata.name), object]),
  );
  const entries = [...(scenario.spec.timeline ?? []).entries()].sort(([, a], [, b]) => us(a.at) - us(b.at));
  return entries.flatMap(([i, entry]) => {
    refuseAmbiguous(scenario.document, i, entry);
    return entryOf(scenario, i, entry, latest);
  });
}

function entryOf(
  scenario: ReadScenario,
  i: number,
  entry: TimelineEntryV1,
  latest: Map<string, KubeObject>,
): TimelineEntry[] {
  const atUs = us(entry.at);
  const applied = loadObjects(scenario.timelineDocuments[i] ?? []).objects.map((o) => o.object);
  if (entry.setImage) applied.push(withImage(scenario.document, i, entry.setImage, latest));
  for (const object of applied) latest.set(keyOf(object.kind, object.metadata.namespace, object.metadata.name), object);
  if (applied.length > 0) return applied.map((object) => ({ atUs, action: 'apply', object }));
  if (entry.delete) return [{ atUs, action: 'delete', ...named(entry.delete) }];
  if (entry.scale) return [{ atUs, action: 'scale', ...named(entry.scale), replicas: entry.scale.replicas }];
  for (const action of ['cordon', 'uncordon', 'drain', 'fail', 'recover'] as const) {
    const node = entry[action];
    if (node !== undefined) return [{ atUs, action, node }];
  }
  return [];
}

function named({ kind, namespace = 'default', name }: { kind: string; namespace?: string; name: string }) {
  return { kind, namespace: kind === 'Node' ? '' : namespace, name };
}

function refuseAmbiguous({ source }: ParsedDocument, i: number, entry: TimelineEntryV1): void {
  const used = actions.filter((action) => entry[action] !== undefined);
  if (used.length === 1) return;
  const problem = used.length === 0 ? 'names no action' : `names ${used.length} actions (${used.join(', ')})`;
  throw mistake(source, { path: `spec.timeline[${i}]`, problem, remedy: `give exactly one of ${actions.join(', ')}` });
}

/** The workload with every container's image replaced: what `kubectl set image` sends. */
function withImage(
  { source }: ParsedDocument,
  i: number,
  change: NonNullable<TimelineEntryV1['setImage']>,
  latest: ReadonlyMap<string, KubeObject>,
): KubeObject {
  const { kind, namespace = 'default', name, image } = change;
  const found = latest.get(keyOf(kind, namespace, name));
  if (found === undefined) {
    throw mistake(source, {
      path: `spec.timeline[${i}].setImage`,
      value: `${kind} ${namespace}/${name}`,
      problem: 'is not among the objects of the scenario',
    });
  }
  const changed = structuredClone(found);
  const template = (changed['spec'] as { template?: { spec?: { containers?: { image?: string }[] } } }).template;
  for (const container of template?.spec?.containers ?? []) container.image = image;
  return changed;
}

function keyOf(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind}/${namespace ?? ''}/${name ?? ''}`;
}
