/** The names of a run's nodes: those of its objects, and those that groups will make. */
import { ConfigError, type KubeObject, type NodeGroup, nearestFirst } from '../../engine/index.js';

export interface NodeNames {
  has(name: string): boolean;
  /** Throws the ConfigError of a name that no node has. */
  refuseUnknown(name: string, source: string): void;
}

export function nodeNames(groups: readonly NodeGroup[], objects: Iterable<KubeObject>): NodeNames {
  const names = new Set<string>();
  for (const object of objects) if (object.kind === 'Node') names.add(object.metadata.name!);
  const has = (node: string) => names.has(node) || groups.some(({ name, count }) => isOfGroup(name, count, node));
  return {
    has,
    refuseUnknown(node, source) {
      if (has(node)) return;
      const [near] = nearestFirst(node, [...names, ...groups.map(({ name, count }) => `${name}-${count - 1}`)]);
      const remedy = near === undefined ? 'the run has no nodes' : `the nearest there is: ${near}`;
      throw new ConfigError({ source, value: node, problem: 'is no node of the run', remedy });
    },
  };
}

/** Whether a node's name is one that a group of so many nodes makes: "general-7". */
export function isOfGroup(group: string, count: number, node: string): boolean {
  const ordinal = node.startsWith(`${group}-`) ? node.slice(group.length + 1) : '';
  return /^(0|[1-9]\d*)$/.test(ordinal) && Number(ordinal) < count;
}
