/** The parts of a dump that tests write: metadata, nodes, namespaces, pods as a cluster tells of them. */

export type Fields = Record<string, unknown>;

export const created = '2024-05-01T10:00:00Z';
export const started = '2024-05-01T10:00:07Z';
let ids = 0;

/** Uids count up, so that the dump is the same each time. */
export const uid = () => `7d1c9a0e-5b7e-4c1d-9f00-${String(++ids).padStart(12, '0')}`;

/** Begins a dump: counts uids from the beginning. */
export function beginDump(): void {
  ids = 0;
}

export function meta(name: string, namespace: string | null, more: Fields = {}): Fields {
  const place = namespace === null ? {} : { namespace };
  return { creationTimestamp: created, name, ...place, resourceVersion: String(1000 + ids), uid: uid(), ...more };
}

export const nodeNames = ['control-plane-1', 'worker-1', 'worker-2', 'worker-3', 'worker-4'];

export function nodes(): Fields[] {
  const resources = {
    cpu: '4',
    'ephemeral-storage': '101430960Ki',
    'hugepages-2Mi': '0',
    memory: '16393244Ki',
    pods: '110',
  };
  return nodeNames.map((name, i) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: meta(name, null, {
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/zone': `zone-${'abc'[i % 3]}`,
      },
    }),
    spec: {
      podCIDR: `10.244.${i}.0/24`,
      podCIDRs: [`10.244.${i}.0/24`],
      providerID: `cloud://i-${i}`,
      ...(i === 0 ? { taints: [{ effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' }] } : {}),
    },
    status: {
      addresses: [{ address: `10.0.0.${i + 1}`, type: 'InternalIP' }],
      allocatable: { ...resources, cpu: '3920m' },
      capacity: resources,
      conditions: [
        ['MemoryPressure', 'False', 'KubeletHasSufficientMemory'],
        ['Ready', 'True', 'KubeletReady'],
      ].map(([type, status, reason]) => ({
        lastHeartbeatTime: '2024-06-01T10:00:00Z',
        lastTransitionTime: created,
        message: '',
        reason,
        status,
        type,
      })),
      images: [{ names: ['registry.example/shop/web:1.8.0'], sizeBytes: 81_234_567 }],
      nodeInfo: { architecture: 'amd64', kubeletVersion: 'v1.36.1', operatingSystem: 'linux' },
    },
  }));
}

export function namespaces(): Fields[] {
  return ['default', 'kube-system', 'shop'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: meta(name, null, { labels: { 'kubernetes.io/metadata.name': name } }),
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }));
}

/** A pod's spec with everything that the API server and the ServiceAccount admission add. */
export function podSpec(image: string, requests: Fields, more: Fields = {}): Fields {
  return {
    containers: [
      {
        image,
        imagePullPolicy: 'IfNotPresent',
        name: 'main',
        resources: { requests },
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...more,
  };
}

export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Fields;
}

export function ownedBy({ apiVersion, kind, metadata }: Owner): Fields {
  const { name, uid: id } = metadata;
  return { apiVersion, blockOwnerDeletion: true, controller: true, kind, name, uid: id };
}

/** A pod of a workload on a node, running and ready, or through. */
export function podOf(
  owner: Owner,
  name: string,
  node: string,
  labels: Fields,
  template: Fields,
  phase = 'Running',
): Fields {
  const volume = 'kube-api-access-x7k2p';
  const [container] = template['containers'] as Fields[];
  const mount = { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: volume, readOnly: true };
  const lost = ['not-ready', 'unreachable'].map((what) => ({
    effect: 'NoExecute',
    key: `node.kubernetes.io/${what}`,
    operator: 'Exists',
    tolerationSeconds: 300,
  }));
  const through = phase !== 'Running';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta(name, 'shop', { labels, ownerReferences: [ownedBy(owner)] }),
    spec: {
      ...template,
      containers: [{ ...container, volumeMounts: [mount] }],
      enableServiceLinks: true,
      nodeName: node,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      serviceAccount: 'default',
      serviceAccountName: 'default',
      tolerations: [...((template['tolerations'] as Fields[]) ?? []), ...lost],
      volumes: [
        { name: volume, projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: 'token' } }] } },
      ],
    },
    status: {
      conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
        (type) => ({
          lastProbeTime: null,
          lastTransitionTime: started,
          status: through && /Ready/.test(type) ? 'False' : 'True',
          type,
        }),
      ),
      containerStatuses: [
        {
          image: container!['image'],
          name: 'main',
          ready: !through,
          restartCount: 0,
          started: !through,
          state: through
            ? {
                terminated: {
                  exitCode: phase === 'Succeeded' ? 0 : 1,
                  finishedAt: started,
                  reason: 'Completed',
                  startedAt: created,
                },
              }
            : { running: { startedAt: started } },
        },
      ],
      hostIP: '10.0.0.1',
      phase,
      podIP: `10.244.1.${ids}`,
      qosClass: 'Burstable',
      startTime: created,
    },
  };
}

const workers = nodeNames.slice(1);
export const onWorkers = (i: number) => workers[i % workers.length]!;
