/** CoreDNS: a new Service has a name once its watch delivered it; who asked too early keeps the answer that there is none for a while. */
import { sampler } from '../kernel/index.js';
import type { NetworkParts } from './parts.js';

export function startDns({ kernel, watches, journeys, network }: NetworkParts): void {
  const recordUs = sampler(network.dnsUs);
  const stream = kernel.stream('dns');
  watches.onObjects({
    name: 'coredns',
    kinds: new Set(['Service']),
    deliver({ entry, before, after }) {
      if (before !== null || after === null) return;
      const object = `Service/${entry.namespace}/${entry.name}`;
      const recordedUs = kernel.nowUs() + Math.round(recordUs(stream.uniform(entry.drawId)));
      journeys.push({ object, stage: 'DNS record', enteredUs: entry.createdUs, leftUs: recordedUs });
      const forgottenUs = recordedUs + network.dnsNegativeTtlUs;
      journeys.push({ object, stage: 'DNS caches', enteredUs: recordedUs, leftUs: forgottenUs });
    },
  });
}
