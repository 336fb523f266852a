/** What an object is called in sentences. */
import type { KubeObject } from '../../engine/index.js';

/** "Deployment shop/web", "Node worker-1". */
export function describe(object: KubeObject): string {
  const { namespace, name, generateName } = object.metadata;
  const shown = name ?? (generateName ? `${generateName}…` : '(without a name)');
  return namespace ? `${object.kind} ${namespace}/${shown}` : `${object.kind} ${shown}`;
}
