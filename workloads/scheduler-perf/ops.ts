/** Ops become steps of a program. Upstream: executor.go and operations.go, v1.36. */
import type { KubeObject, ObjectTemplate, PodSelection } from '../../engine/index.js';
import type { Draft } from './draft.js';
import { createNodes } from './node-ops.js';
import { inNamespace, named, type OpReader } from './op-reader.js';
import { createPods } from './pod-ops.js';
import { NotSimulated } from './skipped.js';

type ReadOp = (reader: OpReader, draft: Draft) => void | Promise<void>;

/** Reads an op into the draft. Throws a NotSimulated for one that asks for something beyond the simulation. */
export async function readOp(reader: OpReader, draft: Draft): Promise<void> {
  const { opcode } = reader.op;
  const claims = claimOps[opcode];
  if (claims !== undefined) throw new NotSimulated(`op ${opcode}: ${claims}`);
  const read = ops[opcode];
  if (read === undefined) throw reader.mistake('opcode', 'is no op of scheduler_perf', opcode);
  await read(reader, draft);
}

const claimOps: Readonly<Record<string, string>> = {
  allocResourceClaims: 'resource claims are not simulated',
  createResourceClaims: 'resource claims are not simulated',
  createResourceDriver: 'drivers of resource claims are not simulated',
};

const ops: Readonly<Record<string, ReadOp>> = {
  createNodes,
  createPods,
  createNamespaces,
  createAny,
  updateAny,
  deletePods,
  churn,
  barrier,
  sleep,
  startCollectingMetrics,
  stopCollectingMetrics,
};

async function createNamespaces(reader: OpReader, draft: Draft): Promise<void> {
  reader.knows('prefix', 'count', 'countParam', 'namespaceTemplatePath');
  const count = reader.count();
  const prefix = reader.text('prefix') ?? '';
  const path = reader.text('namespaceTemplatePath');
  const object = path === undefined ? emptyNamespace : await reader.plain(path);
  const text = '«0»';
  const template = {
    object: { ...object, metadata: { ...object.metadata, name: `${prefix}-${text}` } },
    places: [{ text, factor: 1, divisor: 1, modulus: 0, offset: 0 }],
  };
  draft.create(count, 1, template);
  for (let i = 0; i < count; i++) draft.hasNamespace(`${prefix}-${i}`);
}

const emptyNamespace = { apiVersion: 'v1', kind: 'Namespace', metadata: {} } as KubeObject;

async function createAny(reader: OpReader, draft: Draft): Promise<void> {
  reader.knows('namespace', 'templatePath', 'count', 'countParam');
  const count = reader.count(1);
  const template = await anyTemplate(reader, draft, count);
  draft.create(count, 1, named(template, reader.index));
}

async function updateAny(reader: OpReader, draft: Draft): Promise<void> {
  reader.knows('namespace', 'templatePath', 'count', 'countParam', 'updatePerSecond', 'subresources');
  const count = reader.count(1);
  const object = await anyTemplate(reader, draft, count);
  const subresource = reader.texts('subresources').find((name) => name !== 'resize' && name !== 'status');
  if (subresource !== undefined) throw new NotSimulated(`op updateAny: subresource ${subresource} is not simulated`);
  draft.steps.push({ step: 'update', count, object, everyUs: pace(reader.number('updatePerSecond')) });
}

async function anyTemplate(reader: OpReader, draft: Draft, count: number): Promise<ObjectTemplate> {
  const path = reader.text('templatePath');
  if (path === undefined) throw reader.mistake('templatePath', 'is missing');
  const namespace = reader.text('namespace');
  if (namespace !== undefined) draft.namespace(namespace);
  const template = await reader.template(path, count);
  return namespace === undefined ? template : inNamespace(template, namespace);
}

function deletePods(reader: OpReader, draft: Draft): void {
  reader.knows('namespace', 'labelSelector', 'skipWaitToCompletion', 'deletePodsPerSecond');
  const pods = { namespace: reader.text('namespace') ?? '', labels: reader.labels() };
  const everyUs = pace(reader.number('deletePodsPerSecond'));
  draft.steps.push({ step: 'delete', pods, everyUs, background: reader.flag('skipWaitToCompletion') });
}

/** µs between two at so many a second; 0: at once. */
function pace(perSecond: number): number {
  return perSecond === 0 ? 0 : Math.floor(1e6 / perSecond);
}

async function churn(reader: OpReader, draft: Draft): Promise<void> {
  reader.knows('mode', 'number', 'intervalMilliseconds', 'namespace', 'templatePaths');
  const mode = reader.text('mode');
  const number = reader.number('number');
  if (mode !== 'create' && mode !== 'recreate') throw reader.mistake('mode', 'is neither create nor recreate', mode);
  if (mode === 'recreate' && number === 0) throw reader.mistake('number', 'cannot be 0 when things are recreated');
  const namespace = reader.text('namespace') ?? `namespace-${reader.index}`;
  draft.create(1, 1, { object: { ...emptyNamespace, metadata: { name: namespace } }, places: [] });
  const objects: ObjectTemplate[] = [];
  for (const path of reader.texts('templatePaths')) {
    const template = { object: await reader.plain(path), places: [] };
    objects.push(inNamespace(named(template, reader.index), namespace));
  }
  if (objects.length === 0) throw reader.mistake('templatePaths', 'names no file');
  const everyUs = (reader.number('intervalMilliseconds') || 500) * 1000;
  draft.steps.push({ step: 'churn', mode, objects, everyUs, number });
}

function barrier(reader: OpReader, draft: Draft): void {
  reader.knows('namespaces', 'labelSelector', 'stageRequirement');
  const stage = reader.text('stageRequirement') ?? 'Scheduled';
  if (stage !== 'Scheduled' && stage !== 'Attempted')
    throw reader.mistake('stageRequirement', 'is neither Scheduled nor Attempted', stage);
  const namespaces = reader.texts('namespaces');
  const unknown = namespaces.find((name) => !draft.knowsNamespace(name));
  if (unknown !== undefined) throw reader.mistake('namespaces', 'no op before has used it', unknown);
  draft.barrier(namespaces, reader.labels(), stage === 'Scheduled' ? 'bound' : 'attempted');
}

function sleep(reader: OpReader, draft: Draft): void {
  reader.knows('duration', 'durationParam');
  draft.steps.push({ step: 'sleep', forUs: reader.durationUs() });
}

function startCollectingMetrics(reader: OpReader, draft: Draft): void {
  reader.knows('name', 'namespaces', 'labelSelector');
  const labels = reader.labels();
  const pods: PodSelection[] = reader.texts('namespaces').map((namespace) => ({ namespace, labels }));
  if (pods.length === 0) throw reader.mistake('namespaces', 'names no namespace');
  if (!draft.measure(reader.text('name') ?? '', pods))
    throw reader.mistake('opcode', 'metrics are being collected already');
}

function stopCollectingMetrics(reader: OpReader, draft: Draft): void {
  reader.knows();
  if (!draft.stopMeasuring()) throw reader.mistake('opcode', 'no metrics are being collected');
}
