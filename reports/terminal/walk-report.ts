/** A pod's way, stage by stage: when it entered each, how long it stayed, where the time went. */
import { type JourneyRow, momentAt, type RunResult, textAt } from '../../engine/index.js';
import { bar } from './chart.js';
import { duration, percent } from './format.js';
import type { Style } from './style.js';
import { type Column, table } from './table.js';

export interface WalkStage {
  readonly object: string;
  readonly stage: string;
  readonly enteredUs: number;
  readonly leftUs: number;
}

/** What each stage is, for those who have not met it. */
const meanings: Readonly<Record<string, string>> = {
  'create/client': 'client-go waits for its rate limiter’s token',
  'create/request': 'the whole request at the API server',
  'create/authentication': 'the API server finds out who asks (and the way there)',
  'create/authorization': 'may they? Node and RBAC authorizers',
  'create/admission': 'mutating, then validating admission',
  'create/handler': 'decoding, conversion, storage',
  'create/etcd': 'raft and the write-ahead log’s fsync',
  'watch/scheduler': 'the watch brings the pod to kube-scheduler',
  queue: 'activeQ, backoffQ, unschedulablePods',
  schedule: 'one scheduling cycle: filter, score, select',
  'bind/prebind': 'Permit and PreBind plugins, such as binding volumes',
  'bind/client': 'the binding waits for the scheduler’s token',
  'bind/request': 'the whole request at the API server',
  'bind/apiserver': 'the API server takes the binding',
  'bind/etcd': 'and etcd writes it',
  'watch/kubelet': 'the watch brings the pod to its kubelet',
  'kubelet/sync': 'sync loop and pod worker',
  'kubelet/volumes': 'volumes are mounted',
  'runtime/sandbox': 'RunPodSandbox: pause container, namespaces, cgroups',
  'runtime/network': 'the CNI plugin gives it an address',
  'image/queue': 'waits for other pulls on the node',
  'image/pull': 'layers are downloaded and unpacked by the snapshotter',
  'runtime/init': 'init containers, one after the other',
  'runtime/create': 'CreateContainer',
  'runtime/start': 'StartContainer: runc',
  'kubelet/observe': 'the kubelet sees it run (PLEG)',
  'kubelet/probe': 'until the readiness probe succeeds',
  'status/ready': 'the status patch that says Ready',
  'network/endpointslice': 'the EndpointSlice controller writes it into a slice',
  'network/proxy': 'the first kube-proxy has programmed it',
};

/** The stages of a pod's way, its owners' first. */
export function walkStages(result: RunResult, pod: number): WalkStage[] {
  const key = `${textAt(result.pods.namespace, pod)}/${textAt(result.pods.name, pod)}`;
  const own = result.pods.stages
    .filter(({ entered }) => momentAt(entered, pod) >= 0)
    .map(({ stage, entered, left }) => ({
      object: `Pod/${key}`,
      stage,
      enteredUs: momentAt(entered, pod),
      leftUs: momentAt(left, pod),
    }));
  return [...ownersOf(result, pod), ...own];
}

/** Journeys of what made the pod: its controller and, for a ReplicaSet, the Deployment of the name before its hash. */
function ownersOf({ journeys, pods }: RunResult, pod: number): JourneyRow[] {
  const [kind = '', name = ''] = textAt(pods.owner, pod).split('/');
  const namespace = textAt(pods.namespace, pod);
  const names = new Set([`${kind}/${namespace}/${name}`]);
  if (kind === 'ReplicaSet') names.add(`Deployment/${namespace}/${name.replace(/-[^-]+$/, '')}`);
  const readyUs = pods.createdUs[pod]!;
  return journeys
    .filter((row) => names.has(row.object) && row.enteredUs <= readyUs)
    .sort((a, b) => a.enteredUs - b.enteredUs);
}

const columns: readonly Column[] = [
  { title: 'object' },
  { title: 'stage' },
  { title: 'at', align: 'right' },
  { title: 'took', align: 'right' },
  { title: '' },
  { title: 'share', align: 'right' },
  { title: 'what happens' },
];

/** `startTime`: of a pod that was there before the run, when its node took it, as the input says it. */
export function walkReport(result: RunResult, pod: number, style: Style, startTime?: string): string[] {
  const stages = walkStages(result, pod);
  if (stages.length === 0 && result.pods.preexisting[pod] === 1) return [wayBefore(result, pod, startTime)];
  const { pods } = result;
  const goneUs = textAt(pods.phase, pod) === 'Deleted' ? pods.finishedUs[pod]! : -1;
  const endedUs = goneUs < 0 ? result.endedUs : goneUs;
  const firstUs = stages[0]?.enteredUs ?? 0;
  const isThere = stages.some(isOpen);
  const lastUs = isThere ? endedUs : Math.max(...stages.map((s) => s.leftUs), firstUs);
  const allUs = Math.max(1, lastUs - firstUs);
  const rows = stages.map((s) => {
    const us = (isOpen(s) ? endedUs : s.leftUs) - s.enteredUs;
    return [
      s.object.split('/')[0]!,
      s.stage,
      `+${duration(s.enteredUs - firstUs)}`,
      duration(us),
      bar(us / allUs, 16),
      isOpen(s) ? (goneUs < 0 ? 'still there' : 'deleted in it') : percent(us / allUs),
      s.object.startsWith('Pod/') ? (meanings[s.stage] ?? '') : '',
    ];
  });
  const where = textAt(pods.node, pod) === '' ? 'has no node' : `on ${textAt(pods.node, pod)}`;
  const from = pods.preexisting[pod] === 1 ? 'from the beginning of the run' : 'from the first call';
  const to = isThere ? (goneUs < 0 ? 'the end of the run' : 'its deletion') : 'the last stage';
  const title = `${textAt(pods.namespace, pod)}/${textAt(pods.name, pod)} ${where}: ${duration(lastUs - firstUs)} ${from} to ${to}`;
  return [style.bold(title), '', ...table(columns, rows)];
}

/** A pod that was bound before the run and did nothing in it. */
function wayBefore({ pods }: RunResult, pod: number, startTime: string | undefined): string {
  const name = `${textAt(pods.namespace, pod)}/${textAt(pods.name, pod)}`;
  const node = textAt(pods.node, pod);
  const phase = textAt(pods.phase, pod);
  const since = startTime === undefined ? 'since before the run began' : `since ${startTime}`;
  const finishedUs = pods.finishedUs[pod]!;
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  const what =
    finishedUs >= 0
      ? `it was on ${node} ${since}, until ${duration(finishedUs)} (${phase})`
      : isOver
        ? `it was over (${phase})`
        : `it runs on ${node} ${since}`;
  return `${name} went its way before the input was taken: ${what}, and the run has no stage of it to tell.`;
}

/** The object is in the stage still, or again. */
function isOpen({ enteredUs, leftUs }: WalkStage): boolean {
  return leftUs < enteredUs;
}
