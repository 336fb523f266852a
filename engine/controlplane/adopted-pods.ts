/** A pod that was read back from a cluster: its spec compiled, its state as its status says. */
import type { PodChange, PodPhase } from '../cluster/index.js';
import { hashString } from '../kernel/index.js';
import type { PodV1, SharedSpecs } from '../objects/index.js';
import type { PodDraft } from './pod-api.js';

/** What virtual time 0 is. */
const epochMs = Date.UTC(2026, 0, 1);
const phases: readonly string[] = ['Pending', 'Running', 'Succeeded', 'Failed'];

export function compileAdopted(
  pod: PodV1,
  specs: SharedSpecs,
): { draft: PodDraft; state: PodChange & { createdUs: number } } {
  const spec = specs.of(pod);
  const { name = '', uid, creationTimestamp, deletionTimestamp } = pod.metadata;
  const owner = spec.controllerRef === null ? '' : `${spec.controllerRef.kind}/${spec.controllerRef.name}`;
  const drawId = hashString(`${spec.namespace}/${name}`);
  const draft: PodDraft = { name, spec, labels: spec.labels, owner, drawId, ...(uid === undefined ? {} : { uid }) };
  const status = pod.status ?? {};
  const running = status.phase === undefined && spec.nodeName !== '';
  const state: PodChange & { createdUs: number } = {
    createdUs: momentUs(creationTimestamp) ?? 0,
    nodeName: spec.nodeName,
    phase: running ? 'Running' : phaseOf(status.phase),
    ready: running || (status.conditions ?? []).some((c) => c.type === 'Ready' && c.status === 'True'),
  };
  if (status.nominatedNodeName) state.nominatedNodeName = status.nominatedNodeName;
  const startTimeUs = momentUs(status.startTime);
  if (startTimeUs !== undefined) state.startTimeUs = startTimeUs;
  const deletionUs = momentUs(deletionTimestamp);
  if (deletionUs !== undefined) state.deletionUs = deletionUs;
  return { draft, state };
}

function phaseOf(phase: string | undefined): PodPhase {
  return phase !== undefined && phases.includes(phase) ? (phase as PodPhase) : 'Pending';
}

/** µs of virtual time; negative for what was before. */
function momentUs(text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : (ms - epochMs) * 1000;
}
