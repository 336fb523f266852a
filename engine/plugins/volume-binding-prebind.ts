/** VolumeBinding's PreBind: writes what was assumed to the API server and waits for the PV controller. Upstream: BindPodVolumes in plugins/volumebinding/binder.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { failure, type Handle, type Status, success } from '../framework/index.js';
import type { PersistentVolumeClaimV1, PersistentVolumeV1 } from '../objects/index.js';
import type { VolumeBinder } from './volume-binder.js';
import { type AssumedChange, type AssumedChanges, revertChanges } from './volume-binding-assume.js';
import { boundVolumeName, isFullyBound, selectedNodeAnnotation } from './volume-claims.js';
import { affinityOnNode } from './volume-csi-translation.js';
import { affinityAllows } from './volume-node-affinity.js';

/** How often it looks whether the PV controller is done, µs. Source: BindPodVolumes in binder.go, v1.36. */
const pollUs = 1_000_000;

/** One pod's PreBind. */
export interface BindingTask {
  readonly binder: VolumeBinder;
  readonly handle: Handle;
  readonly pod: Pod;
  readonly nodeName: string;
  readonly assumed: AssumedChanges;
  readonly timeoutUs: number;
  done(status: Status): void;
}

/** Writes the changes one after the other, then waits until every claim is bound for good. */
export function bindVolumes(task: BindingTask): void {
  const { assumed, binder, handle } = task;
  const change = assumed.changes[assumed.written];
  if (change === undefined) {
    poll(task, pollUs);
    return;
  }
  const kind = change.volume === null ? 'PersistentVolumeClaim' : 'PersistentVolume';
  handle.calls.update(kind, change.volume ?? change.claim, (status) => {
    if (status.isSuccess) {
      assumed.written++;
      bindVolumes(task);
    } else {
      revertChanges(binder, assumed);
      task.done(failure(...status.reasons));
    }
  });
}

/** Looks once a second, and gives up when the time is over. */
function poll(task: BindingTask, waitedUs: number): void {
  const { handle, timeoutUs } = task;
  const giveUp = waitedUs > timeoutUs;
  const delayUs = giveUp ? timeoutUs - (waitedUs - pollUs) : pollUs;
  handle.calls.after(delayUs, () => {
    if (giveUp) return task.done(failure('binding volumes: context deadline exceeded'));
    const outcome = checkBindings(task);
    if (outcome === 'not yet') poll(task, waitedUs + pollUs);
    else task.done(outcome === 'bound' ? success : failure(`binding volumes: ${outcome.problem}`));
  });
}

type Outcome = 'bound' | 'not yet' | { readonly problem: string };

function checkBindings(task: BindingTask): Outcome {
  const { handle, pod, nodeName, assumed } = task;
  const node = handle.cluster.cachedNode(nodeName);
  if (node === undefined) return { problem: `failed to get node "${nodeName}": node "${nodeName}" not found` };
  if (handle.cluster.cachedPod(pod.index) === undefined)
    return { problem: `pod does not exist any more: pod "${pod.name}" not found` };
  for (const change of assumed.changes) {
    const outcome = change.volume === null ? checkProvision(task, change, node) : checkBinding(task, change, node);
    if (outcome !== 'bound') return outcome;
  }
  return 'bound';
}

/** The volume must still be the claim's and in reach of the node. */
function checkBinding(task: BindingTask, { claim, volume, of }: AssumedChange, node: NodeInfo): Outcome {
  const { binder } = task;
  const name = volume?.metadata.name ?? '';
  const stored = binder.volumes.stored('', name);
  if (stored === undefined) return { problem: `failed to check binding: persistentvolumes "${name}" not found` };
  const current = storedClaim(binder, claim);
  if (current === undefined) return { problem: `failed to check binding: ${claimNotFound(claim)}` };
  if (stored === of) return 'not yet';
  const problem = reachProblem(task, stored, node);
  if (problem !== null) return { problem };
  const { claimRef } = stored.spec;
  if (!claimRef || (claim.metadata.uid && !claimRef.uid)) return { problem: `ClaimRef got reset for pv "${name}"` };
  return isFullyBound(current) ? 'bound' : 'not yet';
}

/** The claim must still name the node; the provisioner takes the name away where it fails. */
function checkProvision(task: BindingTask, { claim, of }: AssumedChange, node: NodeInfo): Outcome {
  const { binder, nodeName } = task;
  const current = storedClaim(binder, claim);
  if (current === undefined) return { problem: `failed to check provisioning pvc: ${claimNotFound(claim)}` };
  if (current === of) return 'not yet';
  const { annotations, name } = current.metadata;
  if (annotations === undefined) return { problem: `selectedNode annotation reset for PVC "${name}"` };
  if (annotations[selectedNodeAnnotation] !== nodeName) return { problem: `provisioning failed for PVC "${name}"` };
  if (boundVolumeName(current) !== '') {
    const volume = binder.volumes.stored('', boundVolumeName(current));
    if (volume === undefined) return 'not yet';
    const problem = reachProblem(task, volume, node);
    if (problem !== null) return { problem };
  }
  return isFullyBound(current) ? 'bound' : 'not yet';
}

/** What keeps the node from reaching the volume; null if nothing does. */
function reachProblem({ handle }: BindingTask, volume: PersistentVolumeV1, node: NodeInfo): string | null {
  const translated = affinityOnNode(volume, handle.cluster.objects.get('CSINode', '', node.name));
  if ('problem' in translated) return `failed to translate pv to csi: ${translated.problem}`;
  if (affinityAllows(translated.affinity, node.labels)) return null;
  return `pv "${volume.metadata.name}" node affinity doesn't match node "${node.name}": no matching NodeSelectorTerms`;
}

function storedClaim(binder: VolumeBinder, { metadata }: PersistentVolumeClaimV1): PersistentVolumeClaimV1 | undefined {
  return binder.claims.stored(metadata.namespace ?? '', metadata.name ?? '');
}

function claimNotFound({ metadata }: PersistentVolumeClaimV1): string {
  return `persistentvolumeclaims "${metadata.namespace}/${metadata.name}" not found`;
}
