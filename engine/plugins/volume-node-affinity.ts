/** Whether a volume can be reached from a node, by the volume's node affinity. Upstream: CheckNodeAffinity in component-helpers/storage/volume/helpers.go, v1.36. */
import { compileTerms, type Labels, type NodeSelectorV1 } from '../objects/index.js';

/** A volume's required node affinity as written; undefined: reachable from everywhere. */
export type VolumeNodeAffinity = NodeSelectorV1 | undefined;

type LabelTest = (labels: Labels) => boolean;

/** Tests by affinity object: volumes are asked once a node. */
const compiled = new WeakMap<NodeSelectorV1, LabelTest>();

/** Whether a node with these labels satisfies the affinity. */
export function affinityAllows(affinity: VolumeNodeAffinity, labels: Labels): boolean {
  if (affinity === undefined) return true;
  let test = compiled.get(affinity);
  if (test === undefined) {
    test = compile(affinity);
    compiled.set(affinity, test);
  }
  return test(labels);
}

/** Upstream matches a node without a name, which makes it pass over fields: a term that has only fields allows every node. */
function compile({ nodeSelectorTerms = [] }: NodeSelectorV1): LabelTest {
  const fieldsOnly = nodeSelectorTerms.some(
    (term) => (term.matchFields?.length ?? 0) > 0 && (term.matchExpressions?.length ?? 0) === 0,
  );
  if (fieldsOnly) return () => true;
  const byLabels = nodeSelectorTerms.map(({ matchExpressions = [] }) => ({ matchExpressions }));
  const selector = compileTerms({ nodeSelectorTerms: byLabels });
  return (labels) => selector.matches({ name: '', labels });
}
