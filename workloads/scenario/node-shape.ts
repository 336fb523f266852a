/** Node shapes — "cpu=8,memory=32Gi,nvidia.com/gpu=1" or the same as a map — as node templates. */
import { admitObject, ConfigError, type NodeGroup, priorityClassesOf } from '../../engine/index.js';

/** The shape of nodes about which nothing is said: a small worker with the kubelet's default of 110 pods. */
export const defaultShape: Readonly<Record<string, string>> = { cpu: '4', memory: '16Gi', pods: '110' };

export type NodeTemplate = NodeGroup['template'];

/** Reads "cpu=8,memory=32Gi"; what it leaves out keeps the default shape's value. */
export function parseShape(text: string, source: string): Record<string, string> {
  const shape: Record<string, string> = { ...defaultShape };
  for (const part of text.split(',')) {
    const [name, amount, ...rest] = part.split('=').map((s) => s.trim());
    if (!name || !amount || rest.length > 0) {
      throw new ConfigError({
        source,
        value: text,
        problem: `${JSON.stringify(part)} is not RESOURCE=QUANTITY`,
        remedy: 'write a shape as cpu=8,memory=32Gi,pods=110',
      });
    }
    shape[name] = amount;
  }
  return shape;
}

/** A node template with these allocatable resources, checked as a node would be. */
export function shapeTemplate(
  shape: Readonly<Record<string, string | number>>,
  extra: { labels?: Record<string, string>; taints?: unknown; images?: unknown },
  source: string,
): NodeTemplate {
  const allocatable = Object.fromEntries(Object.entries({ ...defaultShape, ...shape }).map(([k, v]) => [k, String(v)]));
  const status = { capacity: allocatable, allocatable, ...(extra.images ? { images: extra.images } : {}) };
  const labels = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...extra.labels };
  const spec = extra.taints ? { taints: extra.taints } : {};
  const template = { labels, spec, status };
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node', labels }, spec, status };
  const error = admitObject(node, { priorityClasses: priorityClassesOf([]) }).errors[0];
  if (error) throw new ConfigError({ source, problem: `${error.path}: ${error.message}` });
  return template;
}
