/** A settled cluster as `kubectl get … -A -o yaml` prints it, for tests: nodes, one workload of each kind, their pods, status and all. */
import { stringify } from 'yaml';
import {
  beginDump,
  created,
  type Fields,
  meta,
  namespaces,
  nodeNames,
  nodes,
  type Owner,
  onWorkers,
  ownedBy,
  podOf,
  podSpec,
  started,
} from './settled-dump-parts-testing.js';

export interface DumpedItem {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [field: string]: unknown;
}

/** The text of the dump; `keep` may change an item or, with null, leave it out. */
export function settledDump(keep: (item: DumpedItem) => DumpedItem | null = (item) => item): string {
  beginDump();
  const all = [...nodes(), ...namespaces(), ...web(), ...database(), ...agents(), ...finishedJob(), bare()];
  const items = all.map((item) => keep(item as DumpedItem)).filter((item) => item !== null);
  return stringify({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }, { indentSeq: false });
}

/** A Deployment after a rollout: an old ReplicaSet of none, a new one of five, a Service, a budget. */
function web(): Fields[] {
  const template = (image: string) => podSpec(image, { cpu: '500m', memory: '512Mi' });
  const labels = { app: 'web' };
  const image = 'registry.example/shop/web:1.8.0';
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('web', 'shop', { annotations: { 'deployment.kubernetes.io/revision': '2' }, generation: 2, labels }),
    spec: {
      progressDeadlineSeconds: 600,
      replicas: 5,
      revisionHistoryLimit: 10,
      selector: { matchLabels: labels },
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' }, type: 'RollingUpdate' },
      template: { metadata: { creationTimestamp: null, labels }, spec: template(image) },
    },
    status: {
      availableReplicas: 5,
      conditions: [
        {
          lastTransitionTime: started,
          lastUpdateTime: started,
          reason: 'MinimumReplicasAvailable',
          status: 'True',
          type: 'Available',
        },
        {
          lastTransitionTime: started,
          lastUpdateTime: started,
          reason: 'NewReplicaSetAvailable',
          status: 'True',
          type: 'Progressing',
        },
      ],
      observedGeneration: 2,
      readyReplicas: 5,
      replicas: 5,
      updatedReplicas: 5,
    },
  };
  const setOf = (hash: string, revision: string, replicas: number, of: string) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: meta(`web-${hash}`, 'shop', {
      annotations: {
        'deployment.kubernetes.io/desired-replicas': '5',
        'deployment.kubernetes.io/max-replicas': '7',
        'deployment.kubernetes.io/revision': revision,
      },
      generation: 3,
      labels: { ...labels, 'pod-template-hash': hash },
      ownerReferences: [ownedBy(deployment)],
    }),
    spec: {
      replicas,
      selector: { matchLabels: { ...labels, 'pod-template-hash': hash } },
      template: {
        metadata: { creationTimestamp: null, labels: { ...labels, 'pod-template-hash': hash } },
        spec: template(of),
      },
    },
    status: {
      observedGeneration: 3,
      replicas,
      ...(replicas ? { availableReplicas: 5, fullyLabeledReplicas: 5, readyReplicas: 5 } : {}),
    },
  });
  const old = setOf('6f4c8d9b7', '1', 0, 'registry.example/shop/web:1.7.0');
  const now = setOf('7c9d4f5b6', '2', 5, image);
  const pods = ['2xkqp', '4hl8d', '8vz7c', 'n5tqm', 'zb6wx'].map((suffix, i) =>
    podOf(
      now,
      `web-7c9d4f5b6-${suffix}`,
      onWorkers(i),
      { ...labels, 'pod-template-hash': '7c9d4f5b6' },
      template(image),
    ),
  );
  return [deployment, old, now, ...pods, service('web'), budget()];
}

function service(name: string, more: Fields = {}): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(name, 'shop'),
    spec: {
      clusterIP: '10.96.0.17',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
      selector: { app: name },
      sessionAffinity: 'None',
      type: 'ClusterIP',
      ...more,
    },
    status: { loadBalancer: {} },
  };
}

function budget(): Fields {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: meta('web', 'shop', { generation: 1 }),
    spec: { minAvailable: '80%', selector: { matchLabels: { app: 'web' } } },
    status: { currentHealthy: 5, desiredHealthy: 4, disruptionsAllowed: 1, expectedPods: 5, observedGeneration: 1 },
  };
}

/** A StatefulSet with claims that are bound. */
function database(): Fields[] {
  const labels = { app: 'db' };
  const template = podSpec('docker.io/library/postgres:17', { cpu: '1', memory: '1Gi' });
  const revision = 'db-5f6b7c8d9';
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta('db', 'shop', { generation: 1, labels }),
    spec: {
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      podManagementPolicy: 'OrderedReady',
      replicas: 3,
      revisionHistoryLimit: 10,
      selector: { matchLabels: labels },
      serviceName: 'db',
      template: { metadata: { creationTimestamp: null, labels }, spec: template },
      updateStrategy: { rollingUpdate: { partition: 0 }, type: 'RollingUpdate' },
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { creationTimestamp: null, name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '10Gi' } },
            storageClassName: 'standard',
            volumeMode: 'Filesystem',
          },
          status: { phase: 'Pending' },
        },
      ],
    },
    status: {
      availableReplicas: 3,
      collisionCount: 0,
      currentReplicas: 3,
      currentRevision: revision,
      observedGeneration: 1,
      readyReplicas: 3,
      replicas: 3,
      updateRevision: revision,
      updatedReplicas: 3,
    },
  };
  const storageClass = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: meta('standard', null),
    provisioner: 'csi.example.org',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const members = [0, 1, 2].flatMap((ordinal) => memberOf(set, ordinal, revision, template));
  return [storageClass, set, ...members, service('db', { clusterIP: 'None' })];
}

/** A StatefulSet's pod with its claim and volume. */
function memberOf(set: Owner, ordinal: number, revision: string, template: Fields): Fields[] {
  const name = `db-${ordinal}`;
  const volumeName = `pvc-${ordinal}`;
  const capacity = { storage: '10Gi' };
  const storage = { accessModes: ['ReadWriteOnce'], storageClassName: 'standard', volumeMode: 'Filesystem' };
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: meta(`data-${name}`, 'shop', {
      annotations: { 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes' },
      labels: { app: 'db' },
    }),
    spec: { ...storage, resources: { requests: capacity }, volumeName },
    status: { accessModes: ['ReadWriteOnce'], capacity, phase: 'Bound' },
  };
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: meta(volumeName, null),
    spec: {
      ...storage,
      capacity,
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name: `data-${name}`,
        namespace: 'shop',
        uid: claim.metadata['uid'],
      },
      csi: { driver: 'csi.example.org', volumeHandle: `vol-${ordinal}` },
      persistentVolumeReclaimPolicy: 'Delete',
    },
    status: { phase: 'Bound' },
  };
  const labels = {
    app: 'db',
    'apps.kubernetes.io/pod-index': String(ordinal),
    'controller-revision-hash': revision,
    'statefulset.kubernetes.io/pod-name': name,
  };
  const pod = podOf(set, name, onWorkers(ordinal + 1), labels, { ...template, hostname: name, subdomain: 'db' });
  const spec = pod['spec'] as { volumes: Fields[] };
  spec.volumes.unshift({ name: 'data', persistentVolumeClaim: { claimName: `data-${name}` } });
  return [claim, volume, pod];
}

/** A DaemonSet's pods, on every node. */
function agents(): Fields[] {
  const labels = { app: 'agent' };
  const template = podSpec(
    'registry.example/platform/agent:2.0',
    { cpu: '100m', memory: '128Mi' },
    { tolerations: [{ operator: 'Exists' }] },
  );
  const set = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: meta('agent', 'shop', {
      annotations: { 'deprecated.daemonset.template.generation': '1' },
      generation: 1,
    }),
    spec: {
      revisionHistoryLimit: 10,
      selector: { matchLabels: labels },
      template: { metadata: { creationTimestamp: null, labels }, spec: template },
      updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, type: 'RollingUpdate' },
    },
    status: {
      currentNumberScheduled: 5,
      desiredNumberScheduled: 5,
      numberAvailable: 5,
      numberMisscheduled: 0,
      numberReady: 5,
      observedGeneration: 1,
      updatedNumberScheduled: 5,
    },
  };
  const pods = nodeNames.map((node, i) => {
    const field = { key: 'metadata.name', operator: 'In', values: [node] };
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [field] }] },
      },
    };
    const ofPods = { ...labels, 'controller-revision-hash': '6c7d8e9f0', 'pod-template-generation': '1' };
    return podOf(set, `agent-${'bcdfg'[i]}8x2k`, node, ofPods, { ...template, affinity });
  });
  return [set, ...pods];
}

/** A Job that is complete: two pods that succeeded, one that failed before them. They ask for a whole node each and hold nothing. */
function finishedJob(): Fields[] {
  const template = podSpec(
    'registry.example/data/train:3',
    { cpu: '3500m', memory: '12Gi' },
    { restartPolicy: 'Never' },
  );
  const ofJob: Fields = { 'batch.kubernetes.io/job-name': 'train', 'job-name': 'train' };
  const metadata = meta('train', 'shop', { generation: 1 });
  const labels = { ...ofJob, 'batch.kubernetes.io/controller-uid': metadata['uid'] };
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata,
    spec: {
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      completions: 2,
      parallelism: 2,
      podReplacementPolicy: 'TerminatingOrFailed',
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': metadata['uid'] } },
      suspend: false,
      template: {
        metadata: { creationTimestamp: null, labels },
        spec: template,
      },
    },
    status: {
      completionTime: '2024-05-01T10:20:00Z',
      conditions: ['SuccessCriteriaMet', 'Complete'].map((type) => ({
        lastTransitionTime: started,
        status: 'True',
        type,
      })),
      failed: 1,
      ready: 0,
      startTime: created,
      succeeded: 2,
      terminating: 0,
      uncountedTerminatedPods: {},
    },
  };
  const pods = ['Failed', 'Succeeded', 'Succeeded'].map((phase, i) =>
    podOf(job, `train-${'xyz'[i]}4k7p`, onWorkers(i), labels, template, phase),
  );
  return [job, ...pods];
}

/** A pod of nobody's. */
function bare(): Fields {
  const owner = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-1', uid: 'x' } };
  const pod = podOf(
    owner,
    'debug',
    'worker-1',
    { run: 'debug' },
    podSpec('busybox:1.36', { cpu: '50m', memory: '16Mi' }),
  );
  const { ownerReferences: _none, ...metadata } = pod['metadata'] as Fields;
  return { ...pod, metadata };
}
