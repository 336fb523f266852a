/** Node shapes — "cpu=8,memory=32Gi,nvidia.com/gpu=1" or the same as a map — as node templates. */
import {
  admitObject,
  ConfigError,
  type FieldError,
  type NodeGroup,
  nearestFirst,
  priorityClassesOf,
  resembles,
} from '../../engine/index.js';
import { remedyFor } from '../manifests/index.js';

/** The shape of nodes about which nothing is said: a small worker with the kubelet's default of 110 pods. */
export const defaultShape: Readonly<Record<string, string>> = { cpu: '4', memory: '16Gi', pods: '110' };

export type NodeTemplate = NodeGroup['template'];

/** Resources that have no domain before their name; those of huge pages name a size. */
const plainResources = ['cpu', 'memory', 'pods', 'ephemeral-storage', 'hugepages-2Mi', 'hugepages-1Gi'];

/** Reads "cpu=8,memory=32Gi"; what it leaves out keeps the default shape's value. */
export function parseShape(text: string, source: string): Record<string, string> {
  const shape: Record<string, string> = { ...defaultShape };
  const given = new Set<string>();
  for (const part of text.split(',')) {
    const [name, amount, ...rest] = part.split('=').map((s) => s.trim());
    if (!name || !amount || rest.length > 0) {
      const value = part === text ? '' : `${JSON.stringify(part)} `;
      throw new ConfigError({
        source,
        value: text,
        problem: `${value}is not RESOURCE=QUANTITY`,
        remedy: 'write a shape as cpu=8,memory=32Gi,pods=110',
      });
    }
    if (given.has(name))
      throw new ConfigError({ source, value: text, problem: `names ${name} twice`, remedy: 'give each resource once' });
    given.add(name);
    shape[name] = amount;
  }
  return shape;
}

/** Where a field of a group stands, for messages. */
export type PlaceOf = (field: string) => { readonly source: string; readonly path?: string };

/** A node template with these allocatable resources, checked as a node would be. */
export function shapeTemplate(
  group: string,
  shape: Readonly<Record<string, string | number>>,
  extra: { labels?: Record<string, string>; taints?: unknown; images?: unknown },
  placeOf: PlaceOf,
): NodeTemplate {
  for (const name of Object.keys(shape)) {
    refuseUnknownResource(name, { ...placeOf('shape'), source: placeOf(`shape[${name}]`).source });
  }
  const allocatable = Object.fromEntries(Object.entries({ ...defaultShape, ...shape }).map(([k, v]) => [k, String(v)]));
  const status = { capacity: allocatable, allocatable, ...(extra.images ? { images: extra.images } : {}) };
  const labels = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...extra.labels };
  const spec = extra.taints ? { taints: extra.taints } : {};
  const template = { labels, spec, status };
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: `${group}-0`, labels }, spec, status };
  const { errors } = admitObject(node, { priorityClasses: priorityClassesOf([]) });
  if (errors.length > 0) throw shapeMistake(errors, placeOf);
  return template;
}

/** What is said of the nodes, said of the group, each once: what a shape gives is both capacity and allocatable. */
function shapeMistake(errors: readonly FieldError[], placeOf: PlaceOf): ConfigError {
  const mistakes = new Map<string, ConfigError>();
  for (const { path, message } of errors) {
    const remedy = remedyFor(message);
    const mistake = new ConfigError({ ...placeOf(fieldOf(path)), problem: message, ...(remedy && { remedy }) });
    mistakes.set(mistake.message, mistake);
  }
  const [first, ...others] = mistakes.values();
  return first!.with(others);
}

function refuseUnknownResource(name: string, place: ReturnType<PlaceOf>): void {
  if (name.includes('/') || name.startsWith('hugepages-') || plainResources.includes(name)) return;
  const [near = ''] = nearestFirst(name, plainResources);
  const meant = resembles(name, near) ? `did you mean ${near}? ` : '';
  throw new ConfigError({
    ...place,
    value: name,
    problem: 'is no resource',
    remedy: `${meant}devices are written with their domain, such as nvidia.com/gpu`,
  });
}

/** The field of a group that a path of its nodes comes from: "status.allocatable[cpu]" is "shape[cpu]". */
function fieldOf(path: string): string {
  const from: readonly (readonly [start: RegExp, field: string])[] = [
    [/^metadata\.name/, 'name'],
    [/^metadata\.labels/, 'labels'],
    [/^spec\.taints/, 'taints'],
    [/^status\.images/, 'images'],
    [/^status\.(capacity|allocatable)/, 'shape'],
  ];
  const match = from.find(([start]) => start.test(path));
  return match ? path.replace(match[0], match[1]) : 'shape';
}
