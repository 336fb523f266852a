/** The nodes of a cluster: a kubelet each, which hears of its pods by a watch, starts, ends and stops them. */
import type { Pod } from '../cluster/index.js';
import type { PodChangeEvent } from '../controlplane/index.js';
import type { HandlerId } from '../kernel/index.js';
import type { Kubelet } from './kubelet.js';
import { createOccupancy, type Occupancy } from './occupancy.js';
import type { NodeParts } from './parts.js';
import { PodEnds } from './pod-ends.js';
import { FullStarts, type PodStarts } from './pod-starts.js';
import { createPodStops, type PodStops } from './pod-stops.js';
import { createRelisting } from './relisting.js';
import { createShortStarts } from './short-starts.js';
import { StatusManager } from './status-manager.js';
import { SteadyLoad } from './steady-load.js';
import { createTools, type NodeTools } from './tools.js';

/** Events a kubelet records while it starts a pod: Pulled, Created, Started. */
const eventsOfStart = 3;

export class Nodes {
  private readonly tools: NodeTools;
  private readonly occupancy: Occupancy;
  private readonly starts: PodStarts;
  private readonly ends: PodEnds;
  private readonly stops: PodStops;
  private readonly load: SteadyLoad;
  private readonly hearing: HandlerId;

  constructor(private readonly parts: NodeParts) {
    const tools = createTools(parts);
    const status = new StatusManager(tools);
    const relisting = createRelisting(tools);
    const occupancy = createOccupancy(tools.local);
    this.tools = tools;
    this.occupancy = occupancy;
    this.load = new SteadyLoad(parts);
    this.ends = new PodEnds(tools, { status, relisting, occupancy, starts: () => this.starts });
    const running = (pod: Pod, startedUs: number) => this.ends.running(pod, startedUs);
    const admitted = () => this.load.recordEvents(eventsOfStart);
    const startParts = { status, relisting, occupancy, admitted, running };
    this.starts = parts.fidelity === 'full' ? new FullStarts(tools, startParts) : createShortStarts(tools, startParts);
    this.stops = createPodStops(tools, { status, occupancy, starts: this.starts, ends: this.ends });
    this.hearing = tools.kernel.on('kubelet/heard', (index, row) => {
      const pod = tools.store.pod(index);
      if (pod !== null) this.hear(pod, tools.kubelets.at(row));
    });
    this.watch();
  }

  /** Takes in what is there when the run begins; called once, before the first event. */
  start(): void {
    const { store, kubelets } = this.tools;
    this.load.addNodes(store.list('Node').length);
    for (const pod of store.pods) {
      if (pod.nodeName === '' || pod.isTerminal) continue;
      if (pod.phase === 'Pending') this.hear(pod, kubelets.of(pod.nodeName));
      else this.adopt(pod, kubelets.of(pod.nodeName));
    }
  }

  /** The node's kubelet falls silent: what falls due waits for its recovery. */
  fail(name: string): void {
    if (this.tools.kubelets.fail(name)) this.load.addNodes(-1);
  }

  recover(name: string): void {
    if (this.tools.kubelets.recover(name)) this.load.addNodes(1);
  }

  private watch(): void {
    const { watches, kubelets } = this.tools;
    watches.onPods({
      name: 'kubelet',
      wants: (event) => this.wants(event),
      rowOf: ({ before, after }) => kubelets.of((after ?? before)!.nodeName).row,
      deliver: ({ before, after }) => {
        const pod = (after ?? before)!;
        if (after === null) this.stops.forget(pod, kubelets.of(pod.nodeName));
        else this.hear(after, kubelets.of(pod.nodeName));
      },
    });
    watches.onObjects({
      name: 'node/count',
      kinds: new Set(['Node']),
      deliver: ({ before, after }) => {
        if (before === null || after === null) this.load.addNodes(before === null ? 1 : -1);
      },
    });
  }

  /** A kubelet asks for its own pods; of their changes it acts on their coming and their going. */
  private wants({ before, after }: PodChangeEvent): boolean {
    if (after === null) return before!.nodeName !== '' && this.isHeld(before!);
    if (after.nodeName === '' || after.isTerminal) return false;
    return before === null || before.nodeName === '' || (after.isTerminating && !before.isTerminating);
  }

  private isHeld({ index }: Pod): boolean {
    const state = this.tools.local.stateOf(index);
    return state === 'starting' || state === 'running' || state === 'stopping';
  }

  /** Nobody hears where there is no such node. */
  private hear(pod: Pod, kubelet: Kubelet): void {
    const { kubelets, store, stages, ledger, kernel } = this.tools;
    const { index } = pod;
    if (kubelet.down) return kubelet.park(this.hearing, index, kubelet.row);
    if (store.pod(index) === null || kubelets.nodeOf(kubelet) === null) return;
    if (this.isHeld(pod)) return pod.isTerminating ? this.stops.begin(pod, kubelet) : undefined;
    const boundUs = ledger.boundUs[index]!;
    if (ledger.preexisting[index] === 0)
      stages.span('watch/kubelet', index, boundUs >= 0 ? boundUs : pod.createdUs, kernel.nowUs());
    this.starts.begin(pod, kubelet);
  }

  /** It runs already; where it is to end, its time counts from its start, or, had that passed, from the run's beginning. */
  private adopt(pod: Pod, kubelet: Kubelet): void {
    this.tools.local.become(pod.index, 'running', kubelet.row);
    if (this.parts.fidelity === 'full') this.occupancy.take(pod, kubelet);
    if (pod.isTerminating) return this.stops.begin(pod, kubelet);
    const endsUs = pod.startTimeUs + this.parts.lifetimes.of(pod);
    this.ends.running(pod, endsUs > 0 ? pod.startTimeUs : 0);
  }
}

export function createNodes(parts: NodeParts): Nodes {
  return new Nodes(parts);
}
