/** createPods and createPodSets. Upstream: operations.go createPodsOp, and test/utils/runners.go for how pods and their volumes are created, v1.36. */
import type { KubeObject, ObjectTemplate } from '../../engine/index.js';
import type { Draft } from './draft.js';
import { placeText } from './go-template.js';
import { inNamespace, named, type OpReader } from './op-reader.js';
import { withVolume } from './pod-volumes.js';

/** How many callers create pods side by side. Upstream: runners.go CreatePod. */
const creators = 30;

const fields = [
  'count',
  'countParam',
  'steadyState',
  'steadyStateParam',
  'duration',
  'durationParam',
  'collectMetrics',
  'namespace',
  'podTemplatePath',
  'skipWaitToCompletion',
  'persistentVolumeTemplatePath',
  'persistentVolumeClaimTemplatePath',
  'signatureBatchSize',
  'signatureBatchSizeParam',
];

export async function createPods(reader: OpReader, draft: Draft): Promise<void> {
  reader.knows(...fields);
  const count = reader.count();
  const namespace = reader.text('namespace') ?? `namespace-${reader.index}`;
  const pods = { namespace, labels: {} };
  const measured = reader.flag('collectMetrics');
  const skips = reader.flag('skipWaitToCompletion');
  const steady = reader.flag('steadyState');
  if (skips && measured) throw reader.mistake('collectMetrics', 'cannot be true where skipWaitToCompletion is');
  if (skips && steady) throw reader.mistake('steadyState', 'cannot be true where skipWaitToCompletion is');
  const objects = await podObjects(reader, namespace, count);
  draft.namespace(namespace);
  if (measured && !draft.measure(namespace, [pods]))
    throw reader.mistake('collectMetrics', 'metrics are being collected already');
  const callers = Math.min(creators, count);
  if (steady) draft.steps.push({ step: 'steady', count, callers, objects, namespace, forUs: forUs(reader) });
  else draft.create(count, callers, ...objects);
  if (skips) draft.leave(namespace, count);
  else if (!steady) draft.wait([{ ...pods, count }], 'bound');
  if (measured) draft.stopMeasuring();
}

function forUs(reader: OpReader): number {
  const us = reader.durationUs();
  if (us > 0) return us;
  throw reader.mistake('duration', 'has to be more than 0 in a steady state');
}

/** What one ordinal creates: a pod, before it perhaps a claim and a volume. */
async function podObjects(reader: OpReader, namespace: string, count: number): Promise<ObjectTemplate[]> {
  const path = reader.text('podTemplatePath') ?? reader.context.testCase.defaultPodTemplatePath;
  const given = path === undefined ? { object: basePod, places: [] } : await reader.template(path, count);
  const pod = withSignature(inNamespace(named(given, reader.index), namespace), reader);
  const claimPath = reader.text('persistentVolumeClaimTemplatePath');
  const volumePath = reader.text('persistentVolumeTemplatePath');
  if (claimPath === undefined) return [pod];
  if (volumePath === undefined) throw reader.mistake('persistentVolumeTemplatePath', 'is missing beside the claim’s');
  return withVolume(pod, await reader.plain(claimPath), await reader.plain(volumePath), namespace);
}

/** Upstream: util.go makeBasePod, runners.go MakePodSpec. */
const resources = { cpu: '100m', memory: '500Mi' };
const basePod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { generateName: 'pod-' },
  spec: {
    containers: [
      {
        name: 'pause',
        image: 'registry.k8s.io/pause:3.10.1',
        ports: [{ containerPort: 80 }],
        resources: { limits: resources, requests: resources },
      },
    ],
  },
} as unknown as KubeObject;

/** Pods of one batch share a label, so that their signatures are equal, and differ from the next batch’s. */
function withSignature(template: ObjectTemplate, reader: OpReader): ObjectTemplate {
  const { object, places } = template;
  const size = reader.parameterized('signatureBatchSize');
  if (size === undefined) return template;
  if (!Number.isSafeInteger(size) || (size as number) < 1)
    throw reader.mistake('signatureBatchSize', 'is no batch size', size);
  const text = placeText(places.length);
  const labels = { ...object.metadata.labels, 'signature-batch': text };
  return {
    ...template,
    object: { ...object, metadata: { ...object.metadata, labels } },
    places: [...places, { text, factor: 1, divisor: size as number, modulus: 0, offset: 0 }],
  };
}
