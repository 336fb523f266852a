/** Which nodes a DaemonSet's pods belong on. Upstream: NodeShouldRunDaemonPod in pkg/controller/daemon/daemon_controller.go, v1.36. */
import { findUntolerated, type NodeSpec, type PodSpec } from '../../../objects/index.js';

/** What a node is to a DaemonSet. */
export interface Eligibility {
  /** A pod is to be made there. */
  readonly run: boolean;
  /** A pod that is there may stay. */
  readonly stay: boolean;
}

const no: Eligibility = { run: false, stay: false };
const stays: Eligibility = { run: false, stay: true };
const yes: Eligibility = { run: true, stay: true };

/** Judged once for a version of the node and a template. */
export class Eligibilities {
  private readonly bySpec = new WeakMap<PodSpec, WeakMap<NodeSpec, Eligibility>>();

  of(spec: PodSpec, node: NodeSpec): Eligibility {
    const byNode = this.bySpec.get(spec) ?? new WeakMap<NodeSpec, Eligibility>();
    const eligibility = byNode.get(node) ?? judge(spec, node);
    byNode.set(node, eligibility);
    this.bySpec.set(spec, byNode);
    return eligibility;
  }
}

function judge(spec: PodSpec, node: NodeSpec): Eligibility {
  if (spec.nodeName !== '' && spec.nodeName !== node.name) return no;
  if (spec.nodeSelector !== null && !spec.nodeSelector.matches(node)) return no;
  if (!findUntolerated(node.taints, spec.tolerations, ['NoSchedule', 'NoExecute'])) return yes;
  return findUntolerated(node.taints, spec.tolerations, ['NoExecute']) ? no : stays;
}
