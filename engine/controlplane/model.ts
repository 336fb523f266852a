/** The control plane's constants. Section numbers are of Kubernetes' published figures as collected in the project's reference notes. */
import { durationUs, figure } from '../models/index.js';

const share = 'next to the handling of a creation';

/** A request unloaded, create to reply: 6 ± 2 ms (kind, k/k PR 137362); the parts below add up to that. */
export const apiServerModel = {
  networkUs: durationUs({ p50: 250, p99: 1000 }, 'E', 'one way on a LAN'),
  authenticationUs: durationUs({ p50: 60, p99: 400 }, 'E', 'certificate or cached token'),
  authorizationUs: durationUs({ p50: 40, p99: 300 }, 'E', 'Node and RBAC authorizers, in memory'),
  admissionUs: durationUs({ p50: 450, p99: 1500 }, 'E', 'in-tree plugins, 0.2–1 ms a request in total'),
  handlerUs: durationUs(
    { p50: 2600, p99: 7000 },
    'M+E',
    'decoding, conversion, storage; the rest of 6 ± 2 ms, k/k PR 137362',
  ),
  requestUs: durationUs(
    { p50: 6000, p99: 20_000 },
    'M+E',
    'a whole request, where fidelity folds its parts into one: 6 ± 2 ms, k/k PR 137362',
  ),
  kibUs: figure(
    0,
    'µs/KiB',
    'E',
    'what a request costs besides for the size of an object that it carries whole, as a creation does',
  ),
  patchShare: figure(1, '', 'E', `${share}: a patch of a pod's status`),
  deletionShare: figure(1, '', 'E', `${share}: a pod's deletion`),
  fanOutUs: figure(
    0,
    'µs',
    'E',
    'a change encoded, sent to the watches and decoded by informers; counts where machine.cores are shared',
  ),
  cores: figure(8, 'cores', 'E', 'one server of a production control plane'),
  mutatingInFlight: figure(200, 'requests', 'D', 'apiserver/pkg/server/config.go: max-mutating-requests-inflight'),
};

export const etcdModel = {
  fsyncUs: durationUs(
    { p50: 1500, p99: 10_000 },
    'M',
    'three members on SSD: one client 1.6 ms a write (etcd performance page); p99 guidance 10 ms',
  ),
  maxBatch: figure(512, 'writes', 'E', 'entries a raft ready loop persists at once'),
};

/** A machine that scheduler, API server, etcd and clients share, as on a test bench. */
export const machineModel = {
  cores: figure(0, 'cores', 'E', '0: API server and scheduler have cores of their own'),
  extraCore: figure(1, '', 'E', 'what each busy core after the first adds: 1 for whole cores, less for hyperthreads'),
};

export const watchModel = {
  deliveryUs: durationUs(
    { p50: 1500, p99: 10_000 },
    'M+E',
    'commit to informer callback, 1–10 ms unloaded (etcd API guarantees; kind timeline)',
  ),
};

export const clientModel = {
  kubectlQps: figure(50, 'requests/s', 'D', 'kubectl rest.Config'),
  kubectlBurst: figure(300, 'requests', 'D', 'kubectl rest.Config'),
  schedulerQps: figure(50, 'requests/s', 'D', 'pkg/scheduler/apis/config/v1/defaults.go clientConnection'),
  schedulerBurst: figure(100, 'requests', 'D', 'pkg/scheduler/apis/config/v1/defaults.go clientConnection'),
  controllerQps: figure(
    20,
    'requests/s',
    'D',
    '--kube-api-qps of kube-controller-manager, a bucket for each controller',
  ),
  controllerBurst: figure(30, 'requests', 'D', '--kube-api-burst of kube-controller-manager'),
  kubeletQps: figure(50, 'requests/s', 'D', 'pkg/kubelet/apis/config/v1beta1/defaults.go'),
  kubeletBurst: figure(100, 'requests', 'D', 'pkg/kubelet/apis/config/v1beta1/defaults.go'),
};
