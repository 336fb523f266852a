/** The node's constants: kubelet, container runtime, network plugin. */
import { choice, durationUs, figure } from '../models/index.js';

export const nodeModel = {
  syncUs: durationUs(
    { p50: 11_000, p99: 30_000 },
    'M',
    'binding to first sync 14 ± 5 ms (k/k PR 137362), less the watch; 3 ms in the log of issue 103578',
  ),
  mountUs: durationUs(
    { p50: 15_000, p99: 120_000 },
    'M+E',
    'set-up of projected, secret and emptyDir volumes: 12 ms in the log of issue 103578',
  ),
  attachUs: durationUs(
    { p50: 4_000_000, p99: 20_000_000 },
    'E',
    'external-attacher with a cloud block storage, pod bound to volume attached',
  ),
  mountClaimUs: durationUs(
    { p50: 700_000, p99: 4_000_000 },
    'E',
    'NodeStageVolume and NodePublishVolume of a formatted block device',
  ),
  sandboxUs: durationUs(
    { p50: 450_000, p99: 1_300_000 },
    'M+E',
    'RunPodSandbox without its network, idle node: what 1.136 s of k/k PR 137362 leave',
  ),
  startsPerCpu: figure(
    1.5,
    'pods/CPU',
    'E',
    'sandboxes and containers made at once before they slow each other; 16 pods/s on one node (k/k PR 111250)',
  ),
  cni: choice('calico', 'E', 'network plugin: flannel, calico, weave or cilium'),
  flannelAddUs: durationUs(
    { p50: 40_000, p99: 80_000 },
    'E',
    'CNI ADD with host-local addresses, idle node; nothing published',
  ),
  calicoAddUs: durationUs(
    { p50: 120_000, p99: 300_000 },
    'E',
    'CNI ADD, idle node: 2–15 ms of networking (projectcalico PR 7705), the rest addresses from the datastore',
  ),
  weaveAddUs: durationUs({ p50: 200_000, p99: 400_000 }, 'E', 'CNI ADD, idle node; nothing published'),
  ciliumAddUs: durationUs(
    { p50: 200_000, p99: 500_000 },
    'E',
    'CNI ADD with endpoint regeneration, idle node; 5 s p99 of whole starts in cilium issue 21505',
  ),
  cniSerialShare: figure(
    0.1,
    'share',
    'E',
    'of an ADD under locks that all ADDs of a node share (RTNL; SOCK ATC 2018, IMC 2024)',
  ),
  createUs: durationUs(
    { p50: 60_000, p99: 250_000 },
    'M',
    'CreateContainer: 60 of 78 ≤ 50 ms, all ≤ 250 ms (kubelet-exporter issue 5)',
  ),
  startUs: durationUs(
    { p50: 90_000, p99: 400_000 },
    'M',
    'StartContainer with runc: 0.14 s at least, 0.36 s at most in containerd performance notes of 2018, less since',
  ),
  initRunUs: durationUs({ p50: 400_000, p99: 5_000_000 }, 'E', 'how long an init container runs'),
  applicationUs: durationUs(
    { p50: 600_000, p99: 12_000_000 },
    'E',
    'container started to first answer to a probe; asked only where there is a probe',
  ),
  probeUs: durationUs({ p50: 3_000, p99: 50_000 }, 'E', 'one probe that succeeds'),
  relistPeriodUs: figure(1e6, 'µs', 'D', 'pkg/kubelet/kubelet.go genericPlegRelistPeriod, from end to start'),
  relistUs: durationUs(
    { p50: 90_000, p99: 400_000 },
    'M+E',
    'one relist with its inspections: what 1.80 − 1.14 s of k/k PR 137362 leave beside half a period',
  ),
  relistPodUs: durationUs({ p50: 8_000, p99: 50_000 }, 'E', 'relist of one pod on demand (1.36): two CRI calls'),
  statusGetUs: durationUs({ p50: 2_500, p99: 9_000 }, 'E', 'the read before each status patch, answer included'),
  stopUs: durationUs({ p50: 400_000, p99: 8_000_000 }, 'E', 'SIGTERM to the exit of the last container'),
  preStopUs: durationUs({ p50: 1_000_000, p99: 5_000_000 }, 'E', 'a preStop hook that does not say how long it sleeps'),
  sandboxStopUs: durationUs(
    { p50: 130_000, p99: 600_000 },
    'M+E',
    'StopContainer 0.12 s (containerd performance notes) and CNI DEL',
  ),
  unmountUs: durationUs({ p50: 250_000, p99: 1_500_000 }, 'E', 'volumes unmounted, by loops of 100 ms and 300 ms'),
  shortStartUs: durationUs({ p50: 1_100_000, p99: 3_000_000 }, 'M', 'fidelity pods, ≥ 1.36: from sandbox to observed'),
  shortStartByRelistUs: durationUs(
    { p50: 1_750_000, p99: 3_600_000 },
    'M',
    'fidelity pods, ≤ 1.35: from sandbox to observed',
  ),
  leaseEveryUs: figure(10e6, 'µs', 'D', 'pkg/kubelet/apis/config/v1beta1/defaults.go: a quarter of 40 s'),
  statusEveryUs: figure(300e6, 'µs', 'D', 'nodeStatusReportFrequency: status without change'),
  leaseCpuUs: figure(500, 'µs', 'E', 'API server CPU for a lease renewal or an unchanged node status'),
  eventCpuUs: figure(1500, 'µs', 'E', 'API server CPU for one Event a kubelet records; three a started pod'),
  steadyShareMax: figure(
    0.75,
    'share',
    'E',
    'of the API server for steady traffic of nodes; priority and fairness keep the rest for other levels',
  ),
};
