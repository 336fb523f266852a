/** DefaultPreemption looks for a node where a pod would fit if pods of lower priority were gone. Upstream: plugins/defaultpreemption/default_preemption.go and framework/preemption, v1.36. */
import { NodeTable, type Pod } from '../cluster/index.js';
import type { DefaultPreemptionArgs } from '../framework/config/index.js';
import {
  Action,
  definePlugin,
  failure,
  type Handle,
  type NodeVerdicts,
  on,
  type PluginFactory,
  type PostFilterResult,
  Status,
  success,
  unavailableMessage,
  unresolvable,
  unschedulable,
} from '../framework/index.js';
import { type Attempt, chooseCandidate, type DryRuns, dryRun } from './default-preemption-candidates.js';
import { KeptDryRuns } from './default-preemption-kept.js';
import { type Candidate, potentialVictims } from './default-preemption-victims.js';

const waiting = unresolvable('waiting for the preemption for this pod to be finished');
const preemptsNever = unschedulable('not eligible due to preemptionPolicy=Never.');
const victimsAreLeaving = unschedulable('not eligible due to a terminating pod on the nominated node.');
const unhelpful = unresolvable('Preemption is not helpful for scheduling');

/** Makes DefaultPreemption. */
export const defaultPreemption: PluginFactory<DefaultPreemptionArgs> = {
  name: 'DefaultPreemption',
  create(args, handle) {
    const scratch = new NodeTable();
    const dryRuns = new KeptDryRuns(handle);
    const asynchronous = handle.release.gate('SchedulerAsyncPreemption');
    return definePlugin({
      name: 'DefaultPreemption',
      preEnqueue: (pod) => (asynchronous && handle.calls.isPreempting(pod) ? waiting : success),
      postFilter(pod, cycle, verdicts) {
        const preemptor = handle.latest(pod);
        if (preemptor === undefined) return withPrefix(gone(pod));
        const kept = handle.judgesNodesAlone?.(cycle, preemptor) ? dryRuns : null;
        return withPrefix(preempt({ handle, scratch, cycle, preemptor, kept }, args, verdicts));
      },
      // Whatever the victims' departure makes possible, the plugins that rejected the pod know; this one only has to be asked again.
      requeueOn: asynchronous ? [on('Pod', Action.Delete, () => 'QueueSkip')] : [],
    });
  },
};

function gone({ name }: Pod): PostFilterResult {
  return { status: failure(`pod "${name}" not found`) };
}

function withPrefix(result: PostFilterResult): PostFilterResult {
  return { ...result, status: prefixed(result.status) };
}

function prefixed(status: Status): Status {
  return status.message === '' ? status : new Status(status.code, [`preemption: ${status.message}`]);
}

function preempt(attempt: Attempt, args: DefaultPreemptionArgs, verdicts: NodeVerdicts): PostFilterResult {
  const { handle, preemptor, cycle } = attempt;
  const ineligible = whyNotEligible(handle, preemptor, verdicts);
  if (ineligible !== null) return { status: ineligible };
  const runs = findCandidates(attempt, args, verdicts);
  const work = { nodes: runs.nodesTried, pods: runs.podsTried };
  const draw = (nodeName: string) => handle.random(preemptor, nodeName, cycle.attempt);
  const best = chooseCandidate(runs.candidates, handle.nowUs(), draw);
  if (best === undefined) return { ...noCandidate(handle, runs), work };
  evict(handle, preemptor, best);
  return { status: found(handle, best), nominatedNode: best.nodeName, work };
}

/** A pod whose earlier victims are still leaving waits for them, unless the node has become impossible for it. */
function whyNotEligible(handle: Handle, pod: Pod, verdicts: NodeVerdicts): Status | null {
  if (pod.spec.preemptionPolicy === 'Never') return preemptsNever;
  const nominated = pod.nominatedNodeName;
  if (nominated === '' || verdicts.of(nominated).code === 'UnschedulableAndUnresolvable') return null;
  const node = handle.cluster.node(nominated);
  if (node === undefined) return null;
  return potentialVictims(node, pod).some((victim) => handle.calls.isVictim(victim)) ? victimsAreLeaving : null;
}

/** Dry runs on the nodes that rejected the pod for something that evictions may change, from a random one on. */
function findCandidates(attempt: Attempt, args: DefaultPreemptionArgs, verdicts: NodeVerdicts): DryRuns {
  const { handle, preemptor, cycle, kept } = attempt;
  kept?.begin(preemptor);
  const nodes = verdicts.withCode('Unschedulable', handle.cluster);
  const offset = Math.floor(handle.random(preemptor, '', cycle.attempt) * nodes.length);
  return dryRun(attempt, nodes, offset, candidatesWanted(args, nodes.length));
}

/** A share of the nodes, at least so many, at most all. */
function candidatesWanted(args: DefaultPreemptionArgs, nodeCount: number): number {
  const share = Math.trunc((nodeCount * args.minCandidateNodesPercentage) / 100);
  return Math.min(Math.max(share, args.minCandidateNodesAbsolute), nodeCount);
}

function noCandidate(handle: Handle, { rejected }: DryRuns): PostFilterResult {
  const failures = [...rejected.keys()].filter((status) => status.code === 'Error').map((status) => status.message);
  if (failures.length > 0) return { status: failure(aggregated(failures)) };
  const message = unavailableMessage(handle.cluster.nodes.length, rejected, unhelpful);
  return { status: unschedulable(message), nominatedNode: '' };
}

function aggregated(messages: readonly string[]): string {
  const different = [...new Set(messages)];
  return different.length === 1 ? different[0]! : `[${different.join(', ')}]`;
}

/** Victims that are being deleted already need no eviction. */
function evict(handle: Handle, pod: Pod, { nodeName, pods }: Candidate): void {
  const staying = pods.filter((victim) => !victim.isTerminating);
  if (staying.length > 0) handle.calls.preempt(pod, nodeName, staying);
}

function found(handle: Handle, { nodeName, pods }: Candidate): Status {
  if (!handle.release.behaviour.preemptionMessageNamesPlacement) return success;
  return new Status('Success', [
    `found a potential placement for pod on node ${nodeName}, preempting ${pods.length} victims`,
  ]);
}
