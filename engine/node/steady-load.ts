/** What nodes ask of the API server whether anything happens or not (leases, unchanged status), and the events they record: accounted for by rate at the stations it loads, without an event of its own. Probes that succeed ask for nothing. */
import { type Distribution, type Kernel, meanOf, type Station } from '../kernel/index.js';
import type { Values } from '../models/index.js';
import type { nodeModel } from './model.js';

export interface SteadyLoadParts {
  readonly kernel: Kernel;
  readonly node: Values<typeof nodeModel>;
  /** One commit of etcd. */
  readonly fsyncUs: Distribution;
}

const secondUs = 1e6;

/** Invariant: the stations' background load is that of the nodes that are up and of the events of the second before. */
export class SteadyLoad {
  private nodes = 0;
  private events = 0;
  private eventsPerSecond = 0;
  private counting = false;
  private readonly cpu: Station | undefined;
  private readonly disk: Station | undefined;
  private readonly fsyncUs: number;
  private readonly counted;

  constructor(private readonly parts: SteadyLoadParts) {
    const { kernel, fsyncUs } = parts;
    const stations = kernel.stations();
    this.cpu = stations.find(({ name }) => name === 'apiserver/cpu');
    this.disk = stations.find(({ name }) => name === 'etcd/fsync');
    this.fsyncUs = meanOf(fsyncUs);
    this.counted = kernel.on('node/events', () => this.count());
  }

  /** Nodes come, go, fail or recover. */
  addNodes(count: number): void {
    this.nodes += count;
    this.apply();
  }

  /** A kubelet records events: each is a write. */
  recordEvents(count: number): void {
    this.events += count;
    if (!this.counting) this.countLater();
  }

  private count(): void {
    this.counting = false;
    this.eventsPerSecond = this.events;
    this.events = 0;
    this.apply();
    if (this.eventsPerSecond > 0) this.countLater();
  }

  private countLater(): void {
    this.counting = true;
    this.parts.kernel.after(secondUs, this.counted, 0, 0, { background: true });
  }

  private apply(): void {
    const { node } = this.parts;
    const steadyPerSecond = this.nodes * (secondUs / node.leaseEveryUs + secondUs / node.statusEveryUs);
    const cpuUs = steadyPerSecond * node.leaseCpuUs + this.eventsPerSecond * node.eventCpuUs;
    if (this.cpu) this.cpu.setBackgroundLoad(Math.min(cpuUs / secondUs / this.cpu.servers, node.steadyShareMax));
    this.disk?.setBackgroundLoad(this.diskShare(steadyPerSecond + this.eventsPerSecond));
  }

  /**
   * Writes join the next commit, so however many there are, they hold up another write by one commit under way at most.
   * With commits under way for a share b = min(1, rate · t) of the time, and times that vary as much as their mean, it waits
   * b·t before its own t: 1/(1 − share) = 1 + b.
   */
  private diskShare(writesPerSecond: number): number {
    const busy = Math.min(1, (writesPerSecond * this.fsyncUs) / secondUs);
    return 1 - 1 / (1 + busy);
  }
}
