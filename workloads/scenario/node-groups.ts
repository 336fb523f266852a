/** The nodes that a run makes: a scenario's groups, --nodes of --node-shape, or a few where there would be none. */
import { ConfigError, type NodeGroup } from '../../engine/index.js';
import type { LoadedObject } from '../manifests/index.js';
import { us } from './durations.js';
import { isOfGroup } from './node-names.js';
import { defaultShape, type PlaceOf, parseShape, shapeTemplate } from './node-shape.js';
import type { ReadScenario } from './read-scenario.js';
import type { RunRequest } from './run-request.js';
import type { NodeGroupV1 } from './scenario.js';

/** Nodes of a run whose input has none. */
const defaultNodes = 3;
/** More is a slip of the finger: Kubernetes is tested with 5,000. */
const mostNodes = 1_000_000;

/** Groups whose nodes are not among the objects already; what was assumed is added to the notes. */
export function nodeGroupsOf(
  request: RunRequest,
  scenario: ReadScenario | null,
  objects: readonly LoadedObject[],
  notes: string[],
): NodeGroup[] {
  const groups = (scenario?.spec.cluster?.nodeGroups ?? []).map((group, i) => groupOf(group, placeIn(scenario!, i)));
  const names = new Set(objects.filter(({ object }) => object.kind === 'Node').map((o) => o.object.metadata.name!));
  refuseTaken(scenario, groups, names);
  const added = addedNodes(request, groups, names, notes);
  return added === null ? groups : [...groups, added];
}

/** What --nodes asks for, or a few nodes where the input has none. */
function addedNodes(
  request: RunRequest,
  groups: readonly NodeGroup[],
  names: ReadonlySet<string>,
  notes: string[],
): NodeGroup | null {
  const shape = request.nodeShape === undefined ? defaultShape : parseShape(request.nodeShape, '--node-shape');
  const template = shapeTemplate('node', shape, {}, (field) => ({
    source: '--node-shape',
    path: /^shape[.[](.*?)\]?$/.exec(field)?.[1] ?? '',
  }));
  const isEmpty = groups.length === 0 && names.size === 0;
  const count = request.nodes ?? (isEmpty ? defaultNodes : 0);
  if (count === 0) return null;
  refuseTooMany({ source: '--nodes' }, count);
  if (request.nodes === undefined) notes.push(`the input has no nodes, so there are ${count} of shape ${text(shape)}`);
  return { name: freeName(groups, names), count, template, zones: [], joinUs: 0 };
}

function text(shape: Readonly<Record<string, string>>): string {
  const parts = Object.entries(shape).map(([name, amount]) => `${name}=${amount}`);
  return `${parts.join(',')}; choose with --nodes N --node-shape cpu=8,memory=32Gi`;
}

/** "node", or a name that no node of the input begins with. */
function freeName(groups: readonly NodeGroup[], names: ReadonlySet<string>): string {
  const isTaken = (prefix: string) =>
    groups.some((group) => group.name === prefix) || [...names].some((name) => name.startsWith(`${prefix}-`));
  let name = 'node';
  for (let n = 1; isTaken(name); n++) name = `added-${n}`;
  return name;
}

function placeIn({ document }: ReadScenario, i: number): PlaceOf {
  return (field) => {
    const path = `spec.cluster.nodeGroups[${i}].${field}`;
    return { source: document.source.locate(path), path };
  };
}

function groupOf(group: NodeGroupV1, placeOf: PlaceOf): NodeGroup {
  const { name, count, shape, zones = [], labels, taints, images, joinAt } = group;
  refuseTooMany(placeOf('count'), count);
  const extra = { ...(labels ? { labels } : {}), ...(taints ? { taints } : {}), ...(images ? { images } : {}) };
  return {
    name,
    count,
    template: shapeTemplate(name, shape, extra, placeOf),
    zones,
    joinUs: joinAt === undefined ? 0 : us(joinAt),
  };
}

function refuseTooMany(place: ReturnType<PlaceOf>, count: number): void {
  if (count <= mostNodes) return;
  const problem = `is more than the ${mostNodes.toLocaleString('en')} nodes that a run may have`;
  throw new ConfigError({ ...place, value: count, problem });
}

/** Names of groups are theirs alone, and no node of a group is an object of the input. */
function refuseTaken(scenario: ReadScenario | null, groups: readonly NodeGroup[], names: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const [i, { name, count }] of groups.entries()) {
    const place = placeIn(scenario!, i)('name');
    if (seen.has(name)) throw new ConfigError({ ...place, value: name, problem: 'is the name of two node groups' });
    seen.add(name);
    const twice = [...names].find((known) => isOfGroup(name, count, known));
    if (twice !== undefined) {
      throw new ConfigError({ ...place, value: name, problem: `makes the node ${twice}, which the input has already` });
    }
  }
}
