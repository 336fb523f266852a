/** A DaemonSet's pods: its template with the tolerations every daemon has, confined to one node each. Upstream: pkg/controller/daemon/util/daemonset_util.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { compileNodeSelector, type PodSpec, type PodTemplateV1, type TolerationV1 } from '../../../objects/index.js';
import { type Revision, revisionLabel } from '../revisions.js';

const always: readonly TolerationV1[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];
const onHostNetwork: TolerationV1 = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
};

/** What the pods of a revision have in common; the same object for the same revision, so that it is compiled once. */
export class DaemonTemplates {
  private readonly made = new WeakMap<Revision, PodTemplateV1>();

  of(revision: Revision): PodTemplateV1 {
    let template = this.made.get(revision);
    if (template === undefined) {
      template = daemonTemplate(revision);
      this.made.set(revision, template);
    }
    return template;
  }
}

function daemonTemplate({ template, hash }: Revision): PodTemplateV1 {
  const { spec, metadata } = template;
  const added = spec.hostNetwork ? [...always, onHostNetwork] : always;
  const tolerations = added.reduce(withToleration, spec.tolerations ?? []);
  const labels = hash === '' ? metadata?.labels : { ...metadata?.labels, [revisionLabel]: hash };
  return { metadata: { ...metadata, ...(labels && { labels }) }, spec: { ...spec, tolerations: [...tolerations] } };
}

/** Replaces one for the same taint. Upstream: AddOrUpdateTolerationInPodSpec. */
function withToleration(tolerations: readonly TolerationV1[], added: TolerationV1): readonly TolerationV1[] {
  const others = tolerations.filter(
    (t) => t.key !== added.key || t.effect !== added.effect || t.operator !== added.operator || (t.value ?? '') !== '',
  );
  return [...others, added];
}

/** The spec confined to a node by name; everything else is shared. */
export function confinedTo(spec: PodSpec, node: string): PodSpec {
  const required = {
    nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
  };
  const nodeAffinity = {
    ...spec.raw.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: required,
  };
  const raw = { ...spec.raw, affinity: { ...spec.raw.affinity, nodeAffinity } };
  return { ...spec, nodeSelector: compileNodeSelector(raw.nodeSelector, required), raw };
}

/** The node that the pod is on, or is confined to; null where it is neither. */
export function targetNode(pod: Pod): string | null {
  if (pod.nodeName !== '') return pod.nodeName;
  const names = pod.spec.nodeSelector?.nodeNames;
  if (names?.size !== 1) return null;
  const [name] = names;
  return name ?? null;
}
