/** The kube-proxies: every node programs what changed, at most once in a minimum interval. They run in step, so the first one stands for them; how far the last is behind is an order statistic. Upstream: pkg/proxy/runner, v1.36. */
import { Parcels, pow, sampler } from '../kernel/index.js';
import { ConfigError } from '../objects/index.js';
import type { NetworkParts } from './parts.js';
import type { Service, Services } from './services.js';

interface Run {
  readonly startUs: number;
  readonly pods: number[];
  readonly services: Set<Service>;
}

export class KubeProxies {
  private readonly runs = new Parcels<Run>();
  private readonly deliveryUs;
  private readonly stream;
  private readonly programmed;
  private readonly syncUs: () => number;
  /** The run that has not begun, and the one before. */
  private next: Run | null = null;
  private lastStartUs = Number.NEGATIVE_INFINITY;
  private lastEndUs = Number.NEGATIVE_INFINITY;
  private changes = 0;

  constructor(
    private readonly parts: NetworkParts,
    services: Services,
  ) {
    this.deliveryUs = sampler(parts.deliveryUs);
    this.stream = parts.kernel.stream('kube-proxy');
    this.programmed = parts.kernel.on('kube-proxy/programmed', (slot) => this.finish(this.runs.take(slot)));
    this.syncUs = syncTime(parts, services);
  }

  /** A slice was written. */
  changed(service: Service, ready: readonly number[]): void {
    const { kernel, stages } = this.parts;
    const heardUs = kernel.nowUs() + this.firstDeliveryUs(service.entry.drawId);
    const run = this.next !== null && this.next.startUs >= heardUs ? this.next : this.schedule(heardUs);
    run.services.add(service);
    for (const pod of ready) {
      run.pods.push(pod);
      stages.enter('network/proxy', pod, kernel.nowUs());
    }
  }

  /** The least of N deliveries: the quantile of 1 − (1 − u)^(1/N). */
  private firstDeliveryUs(drawId: number): number {
    const u = this.stream.uniform(drawId, 0, this.changes++);
    const nodes = Math.max(1, this.parts.nodeCount());
    return Math.round(this.deliveryUs(1 - pow(1 - u, 1 / nodes)));
  }

  /** The interval counts from the last run's end since 1.36, from its start before. */
  private schedule(heardUs: number): Run {
    const { kernel, network, minor } = this.parts;
    const minSyncUs = network.proxyMode === 'ipvs' ? 0 : network.proxyMinSyncUs;
    const startUs = Math.max(heardUs, (minor >= 36 ? this.lastEndUs : this.lastStartUs) + minSyncUs, this.lastEndUs);
    const run: Run = { startUs, pods: [], services: new Set() };
    this.next = run;
    this.lastStartUs = startUs;
    this.lastEndUs = startUs + this.syncUs();
    kernel.at(this.lastEndUs, this.programmed, this.runs.add(run));
    return run;
  }

  private finish(run: Run): void {
    const { kernel, stages } = this.parts;
    for (const pod of run.pods) stages.leave('network/proxy', pod, kernel.nowUs());
    for (const service of run.services) this.tellFirst(service);
  }

  /** The first endpoint of a new Service: when the first node sends traffic to it, and when the last does. */
  private tellFirst(service: Service): void {
    if (service.firstEndpointUs < 0 || service.programmed) return;
    service.programmed = true;
    const { kernel, journeys } = this.parts;
    const { namespace, name, drawId } = service.entry;
    const object = `Service/${namespace}/${name}`;
    const nowUs = kernel.nowUs();
    journeys.push({ object, stage: 'first node', enteredUs: service.firstEndpointUs, leftUs: nowUs });
    journeys.push({ object, stage: 'last node', enteredUs: nowUs, leftUs: nowUs + this.spreadUs(drawId) });
  }

  /** The greatest of N deliveries, u^(1/N), less the least. */
  private spreadUs(drawId: number): number {
    const u = this.stream.uniform(drawId, 1);
    const nodes = Math.max(1, this.parts.nodeCount());
    const least = this.deliveryUs(1 - pow(1 - u, 1 / nodes));
    return Math.max(0, Math.round(this.deliveryUs(pow(u, 1 / nodes)) - least));
  }
}

/** One sync of one node, µs. */
function syncTime({ network }: NetworkParts, services: Services): () => number {
  switch (network.proxyMode) {
    case 'iptables':
      return () => Math.round(network.iptablesSyncUs + network.iptablesEndpointUs * services.endpointCount);
    case 'nftables':
      return () => Math.round(network.nftablesSyncUs + network.nftablesServiceUs * services.count);
    case 'ipvs':
      return () => Math.round(network.ipvsSyncUs + network.ipvsEndpointUs * services.endpointCount);
    default:
      throw new ConfigError({
        source: 'models',
        path: 'network.proxyMode',
        value: network.proxyMode,
        problem: 'is not a mode of kube-proxy that is modelled',
        remedy: 'iptables, nftables, ipvs',
      });
  }
}
