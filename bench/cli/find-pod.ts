/** The pod that a user means: by its name, or by the beginning of it (a Deployment's, without the hashes). */
import { ConfigError, nearestFirst, type RunResult, textAt } from '../../engine/index.js';

/** "NAMESPACE/POD" or "POD" as namespace and name. */
export function splitPodName(text: string, namespace = 'default'): { namespace: string; name: string } {
  const parts = text.split('/');
  if (parts.length > 2 || parts.some((part) => part === '')) {
    throw new ConfigError({
      source: 'POD',
      value: text,
      problem: 'is not a pod’s name',
      remedy: 'write POD or NAMESPACE/POD',
    });
  }
  return parts.length === 2 ? { namespace: parts[0]!, name: parts[1]! } : { namespace, name: text };
}

/** Row of the pod; of those whose names begin so the first without a node, else the first. */
export function findPod(result: RunResult, namespace: string, name: string): number {
  const { pods } = result;
  const rows = Array.from({ length: pods.count }, (_, i) => i).filter(
    (i) => textAt(pods.namespace, i) === namespace && pods.createdUs[i]! >= 0,
  );
  const exact = rows.find((i) => textAt(pods.name, i) === name);
  if (exact !== undefined) return exact;
  const beginning = rows.filter((i) => textAt(pods.name, i).startsWith(`${name}-`));
  const found = beginning.find((i) => textAt(pods.node, i) === '') ?? beginning[0];
  if (found !== undefined) return found;
  throw unknownPod(result, namespace, name);
}

function unknownPod({ pods }: RunResult, namespace: string, name: string): ConfigError {
  const keys = [
    ...new Set(Array.from({ length: pods.count }, (_, i) => `${textAt(pods.namespace, i)}/${textAt(pods.name, i)}`)),
  ];
  const near = nearestFirst(`${namespace}/${name}`, keys).slice(0, 3);
  const remedy = near.length === 0 ? 'the run made no pods' : `the nearest that it has: ${near.join(', ')}`;
  return new ConfigError({
    source: 'POD',
    value: `${namespace}/${name}`,
    problem: 'there is no such pod in the run',
    remedy,
  });
}
