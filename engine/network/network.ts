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
    const nowUs = kernel.nowUs();
    for (const pod of ready) stages.span('network/endpointslice', pod, ledger.readyUs[pod]!, nowUs);
    if (ready.length > 0 && service.firstEndpointUs < 0) tellFirst(service, ready[0]!);
    proxies.changed(service, ready);
  }

  function tellFirst(service: Service, pod: number): void {
    const { namespace, name } = service.entry;
    service.firstEndpointUs = kernel.nowUs();
    const enteredUs = Math.max(ledger.readyUs[pod]!, service.entry.createdUs);
    journeys.push({
      object: `Service/${namespace}/${name}`,
      stage: 'first endpoint',
      enteredUs,
      leftUs: kernel.nowUs(),
    });
  }
}
