/** The nodes of a cluster: a kubelet each, which hears of its pods by a watch, starts, ends and stops them. */
import type { Pod } from '../cluster/index.js';
import type { PodChangeEvent } from '../controlplane/index.js';
import type { Kubelet } from './kubelet.js';
import { createOccupancy } from './occupancy.js';
import type { NodeParts } from './parts.js';
import { createPodEnds, type PodEnds } from './pod-ends.js';
import { createPodStarts, type PodStarts } from './pod-starts.js';
import { createPodStops } from './pod-stops.js';
import { createRelisting } from './relisting.js';
import { createShortStarts } from './short-starts.js';
import { createStatusManager } from './status-manager.js';
import { createTools } from './tools.js';
import { createVolumes } from './volumes.js';

export interface Nodes {
  /** Takes in what is there when the run begins; called once, before the first event. */
  start(): void;
  /** The node's kubelet falls silent: what falls due waits for its recovery. */
  fail(name: string): void;
  recover(name: string): void;
}

export function createNodes(parts: NodeParts): Nodes {
  const tools = createTools(parts);
  const { kernel, store, stages, ledger, kubelets, local } = tools;
  const status = createStatusManager(tools);
  const relisting = createRelisting(tools);
  const occupancy = createOccupancy(local);
  const helpers = { status, relisting, occupancy, volumes: createVolumes(tools) };
  let starts: PodStarts;
  const ends: PodEnds = createPodEnds(tools, helpers, () => starts);
  starts = parts.fidelity === 'full' ? createPodStarts(tools, helpers, ends) : createShortStarts(tools, status, ends);
  const stops = createPodStops(tools, helpers, starts);

  const hearing = kernel.on('kubelet/heard', (index, row) => {
    const pod = store.pod(index);
    if (pod !== null) hear(pod, kubelets.at(row));
  });
  parts.watches.onPods({
    name: 'kubelet',
    wants,
    rowOf: ({ before, after }) => kubelets.of((after ?? before)!.nodeName).row,
    deliver({ before, after }) {
      const pod = (after ?? before)!;
      const kubelet = kubelets.of(pod.nodeName);
      if (after === null) stops.forget(pod, kubelet);
      else hear(after, kubelet);
    },
  });
  return { start, fail: (name) => kubelets.fail(name), recover: (name) => kubelets.recover(name) };

  /** A kubelet asks for its own pods; of their changes it acts on their coming and their going. */
  function wants({ before, after }: PodChangeEvent): boolean {
    if (after === null) return before!.nodeName !== '' && isHeld(before!);
    if (after.nodeName === '' || after.isTerminal) return false;
    return before === null || before.nodeName === '' || (after.isTerminating && !before.isTerminating);
  }

  function isHeld({ index }: Pod): boolean {
    const state = local.stateOf(index);
    return state === 'starting' || state === 'running' || state === 'stopping';
  }

  function hear(pod: Pod, kubelet: Kubelet): void {
    const { index } = pod;
    if (kubelet.down) return kubelet.park(hearing, index, kubelet.row);
    if (store.pod(index) === null) return;
    if (pod.isTerminating && isHeld(pod)) return stops.begin(pod, kubelet);
    const boundUs = ledger.boundUs[index]!;
    stages.span('watch/kubelet', index, boundUs >= 0 ? boundUs : pod.createdUs, kernel.nowUs());
    starts.begin(pod, kubelet);
  }

  function start(): void {
    for (const pod of store.pods) {
      if (pod === null || pod.nodeName === '' || pod.isTerminal) continue;
      const kubelet = kubelets.of(pod.nodeName);
      if (pod.phase === 'Pending') starts.begin(pod, kubelet);
      else adopt(pod, kubelet);
    }
  }

  /** It runs already; where it is to end, its time counts from its start, or, had that passed, from the run's beginning. */
  function adopt(pod: Pod, kubelet: Kubelet): void {
    local.become(pod.index, 'running', kubelet.row);
    if (parts.fidelity === 'full') occupancy.take(pod, kubelet);
    if (pod.isTerminating) return stops.begin(pod, kubelet);
    const startedUs = pod.startTimeUs + parts.lifetimes.of(pod) > 0 ? pod.startTimeUs : 0;
    ends.running(pod, startedUs);
  }
}
