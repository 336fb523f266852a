/** The network's constants: EndpointSlice controller, kube-proxy, DNS. */
import { choice, durationUs, figure } from '../models/index.js';

export const networkModel = {
  endpointSliceSyncUs: durationUs(
    { p50: 400, p99: 5_000 },
    'E',
    'one look at a Service and its pods, without its calls',
  ),
  endpointsPerSlice: figure(100, 'endpoints', 'D', '--max-endpoints-per-slice of kube-controller-manager'),
  endpointSliceWorkers: figure(5, 'workers', 'D', '--concurrent-service-endpoint-syncs'),
  endpointSliceBackoffUs: figure(
    1e6,
    'µs',
    'D',
    'pkg/controller/endpointslice/endpointslice_controller.go defaultSyncBackOff',
  ),
  proxyMode: choice('iptables', 'D', 'kube-proxy --proxy-mode: iptables, nftables or ipvs'),
  proxyMinSyncUs: figure(1e6, 'µs', 'D', 'kube-proxy minSyncPeriod of iptables and nftables; ipvs has 0'),
  iptablesSyncUs: figure(40_000, 'µs', 'E', 'a partial sync of few rules; a small cluster took 61 ms in all in 2016'),
  iptablesEndpointUs: figure(20, 'µs/endpoint', 'M', 'partial sync: 2.84 s at 138,792 endpoints (issue 138073)'),
  nftablesSyncUs: figure(30_000, 'µs', 'E', 'a transaction of few elements'),
  nftablesServiceUs: figure(11, 'µs/Service', 'M', 'one Service more at 10,000 of them: 141 ms (PR 126013)'),
  ipvsSyncUs: figure(30_000, 'µs', 'E', 'netlink calls for what changed'),
  ipvsEndpointUs: figure(5, 'µs/endpoint', 'E', 'listing real servers before a change'),
  dnsUs: durationUs({ p50: 1_000, p99: 10_000 }, 'E', "CoreDNS' informer to its answer"),
  dnsNegativeTtlUs: figure(
    5e6,
    'µs',
    'D',
    'NodeLocal DNSCache and the kubernetes plugin: who asked too early asks again after 5 s',
  ),
};
