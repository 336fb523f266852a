/** The network of a cluster: Services' endpoints, how nodes come to know them, and their names. */
import { startDns } from './dns.js';
import { EndpointSlices } from './endpoint-slices.js';
import { KubeProxies } from './kube-proxies.js';
import type { NetworkParts } from './parts.js';
import type { Service } from './services.js';

export interface Network {
  /** Takes in what is there when the run begins; called once, before the first event. */
  start(): void;
}

export function createNetwork(parts: NetworkParts): Network {
  const { kernel, stages, ledger, journeys } = parts;
  let proxies: KubeProxies;
  const slices = new EndpointSlices(parts, { written });
  proxies = new KubeProxies(parts, slices.services);
  startDns(parts);
  return { start: () => slices.start() };

  function written(service: Service, ready: readonly number[]): void {
    const first = ready.filter(isFirst);
    for (const pod of first) stages.span('network/endpointslice', pod, sinceUs(service, pod), kernel.nowUs());
    if (first.length > 0 && service.firstEndpointUs < 0) tellFirst(service, first[0]!);
    proxies.changed(service, first);
  }

  /** The stages tell of a pod's first readiness, not of what a probe or a Service makes of it later. */
  function isFirst(pod: number): boolean {
    return ledger.readyUs.at(pod) >= 0 && stages.leftUs('network/endpointslice', pod) < 0;
  }

  /** When there was a Service, and the pod was ready. */
  function sinceUs({ entry }: Service, pod: number): number {
    return Math.max(ledger.readyUs.at(pod), entry.createdUs);
  }

  function tellFirst(service: Service, pod: number): void {
    const { namespace, name } = service.entry;
    service.firstEndpointUs = kernel.nowUs();
    const enteredUs = sinceUs(service, pod);
    journeys.push({
      object: `Service/${namespace}/${name}`,
      stage: 'first endpoint',
      enteredUs,
      leftUs: kernel.nowUs(),
    });
  }
}
