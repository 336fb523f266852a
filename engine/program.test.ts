import { deepEqual, equal, match } from 'node:assert/strict';
import test from 'node:test';
import type { KubeObject, ObjectTemplate, ProgramStep, RunResult, RunSpec } from './index.js';
import { simulate } from './index.js';
import { textAt } from './metrics/index.js';
import { emptyRun } from './testing-run.js';

const s = 1e6;
const ordinal = { text: '#', factor: 1, divisor: 1, modulus: 0, offset: 0 };

/** Objects named by their ordinal. */
function each(object: object): ObjectTemplate {
  return { object: object as KubeObject, places: [ordinal] };
}

function node(name: string, more: { taints?: object[]; cpu?: string } = {}): ObjectTemplate {
  const allocatable = { cpu: more.cpu ?? '4', memory: '8Gi', pods: '110' };
  const spec = { taints: more.taints ?? [] };
  return each({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec,
    status: { allocatable, capacity: allocatable },
  });
}

function pod(name: string, more: { labels?: object; cpu?: string; finalizers?: string[]; spec?: object } = {}) {
  const { labels = {}, cpu = '100m', finalizers = [], spec = {} } = more;
  return each({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'ns', labels, finalizers },
    spec: { ...spec, containers: [{ name: 'c', image: 'pause', resources: { requests: { cpu } } }] },
  });
}

function create(count: number, template: ObjectTemplate, callers = 1): ProgramStep {
  return { step: 'create', count, callers, objects: [template] };
}

function wait(until: 'bound' | 'attempted', count: number, labels = {}): ProgramStep {
  return { step: 'wait', until, pods: [{ namespace: 'ns', labels, count }], everyUs: s, timeoutUs: 60 * s };
}

/** Calls take exactly 1 ms each, from sending to answer; cycles take no time. */
const models = {
  'apiserver.networkUs': 0,
  'apiserver.authenticationUs': 0,
  'apiserver.authorizationUs': 0,
  'apiserver.admissionUs': 0,
  'apiserver.handlerUs': 500,
  'etcd.fsyncUs': 500,
  'watch.deliveryUs': 0,
  'scheduler.cycleUs': 0,
};

function run(steps: readonly ProgramStep[], more: Partial<RunSpec> = {}): Promise<RunResult> {
  return simulate({
    ...emptyRun,
    scheduler: { ...emptyRun.scheduler, executor: 'reference' },
    models,
    program: { clientQps: 0, clientBurst: 0, steps },
    ...more,
  });
}

test('a program creates what it says, waits until it is bound, and ends the run', async () => {
  const result = await run([create(2, node('n-#')), create(3, pod('p-#')), wait('bound', 3)]);
  deepEqual([result.counts.nodes, result.counts.podsBound, result.endReason], [2, 3, 'program']);
  equal(result.program?.failure, '');
  equal(result.endedUs, 5000 + s); // five calls of 1 ms; not all bound at the first look, a second later all are
});

test('callers work side by side, each waiting for its answers', async () => {
  const alone = await run([create(10, node('n-#'))]);
  const five = await run([create(10, node('n-#'), 5)]);
  equal(alone.endedUs, 10_000);
  equal(five.endedUs < 5_000, true); // five at a time share fsyncs
});

test('an ordinal makes its objects in order, and the next caller does not wait for them', async () => {
  const namespace = each({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns-#' } });
  const result = await run([{ step: 'create', count: 2, callers: 1, objects: [namespace, node('n-#')] }]);
  equal(result.endedUs, 4000); // 2 · 2 calls
});

test('places stand for numbers of the ordinal', async () => {
  const template: ObjectTemplate = {
    ...node('n-#'),
    object: {
      ...node('n-#').object,
      metadata: { name: 'n-#', labels: { batch: 'b%', zone: '@' } },
    } as KubeObject,
    places: [
      ordinal,
      { text: '%', factor: 10, divisor: 2, modulus: 0, offset: 1 },
      { text: '@', factor: 1, divisor: 1, modulus: 2, offset: 0, values: ['east', 'west'] },
    ],
  };
  const selector = (batch: string, zone: string) => ({ nodeSelector: { batch, zone } });
  const result = await run([
    create(4, template),
    create(1, pod('p', { spec: selector('b11', 'west') })),
    wait('bound', 1),
  ]);
  deepEqual(
    Array.from({ length: result.pods.count }, (_, row) => textAt(result.pods.node, row)),
    ['n-3'],
  ); // batch 10 · ⌊3 / 2⌋ + 1 = 11, zone 3 mod 2 = 1
});

test('waiting for attempts is over once every pod was tried, placed or not', async () => {
  const result = await run([
    create(1, node('n', { cpu: '1' })),
    create(3, pod('p-#', { cpu: '500m' })),
    wait('attempted', 3),
  ]);
  deepEqual([result.counts.podsBound, result.counts.podsUnplaced, result.program?.failure], [2, 1, '']);
});

test('a pod held by a scheduling gate counts as tried', async () => {
  const gated = pod('p', { spec: { schedulingGates: [{ name: 'example.com/hold' }] } });
  equal((await run([create(1, node('n')), create(1, gated), wait('attempted', 1)])).program?.failure, '');
});

test('a wait that takes too long ends the program and says where it stood', async () => {
  const result = await run([create(1, pod('p')), wait('bound', 1), create(1, node('n'))]);
  equal(result.program?.failure, '0 of 1 pods of ns are bound after 60 s');
  equal(result.counts.nodes, 0);
});

test('an object that the API server refuses ends the program', async () => {
  const result = await run([create(1, pod('p', { spec: { restartPolicy: 'Sometimes' } }))]);
  match(result.program!.failure, /Pod p: spec\.restartPolicy/);
});

test('a pod keeps the priority that its template gives', async () => {
  const result = await run([create(1, node('n')), create(1, pod('p', { spec: { priority: 10 } })), wait('bound', 1)]);
  equal(result.pods.priority[0], 10);
});

test('sleep lets time pass', async () => {
  equal((await run([{ step: 'sleep', forUs: 5 * s }])).endedUs, 5 * s);
});

test('bound pods with grace stay, being deleted, as nobody ends them; without grace they go', async () => {
  const graceless = { spec: { terminationGracePeriodSeconds: 0 } };
  const result = await run([
    create(1, node('n')),
    create(1, pod('slow')),
    create(1, pod('fast', graceless)),
    wait('bound', 2),
    { step: 'delete', pods: { namespace: 'ns', labels: {} }, everyUs: 0, background: false },
  ]);
  deepEqual(
    [0, 1].map((row) => textAt(result.pods.phase, row)),
    ['Pending', 'Deleted'],
  );
});

test('a pod with a finalizer stays once deleted, and is not scheduled', async () => {
  const result = await run([
    create(1, pod('p', { finalizers: ['example.com/stay'] })),
    { step: 'delete', pods: { namespace: 'ns', labels: {} }, everyUs: 0, background: false },
    create(1, node('n')),
    { step: 'sleep', forUs: 10 * s },
  ]);
  deepEqual([result.counts.podsBound, result.counts.podsDeleted], [0, 0]);
});

test('deletions at a rate go on in the background', async () => {
  const light = (labels: object) => pod('p-#', { labels, spec: { terminationGracePeriodSeconds: 0 } });
  const result = await run([
    create(1, node('n')),
    create(4, light({ app: 'a' })),
    wait('bound', 4),
    { step: 'delete', pods: { namespace: 'ns', labels: { app: 'a' } }, everyUs: s, background: true },
    { step: 'sleep', forUs: 2.5 * s },
  ]);
  equal(result.counts.podsDeleted, 2); // ticks at 1 and 2 s
});

test('churn creates a round at every tick', async () => {
  const result = await run([
    { step: 'churn', mode: 'create', objects: [pod('a-#'), pod('b-#')], everyUs: s, number: 0 },
    { step: 'sleep', forUs: 3.5 * s },
  ]);
  equal(result.counts.podsCreated, 6); // 3 ticks, two pods each
});

test('churn that recreates deletes in every second run of rounds', async () => {
  const result = await run([
    { step: 'churn', mode: 'recreate', objects: [node('n-#')], everyUs: s, number: 2 },
    { step: 'sleep', forUs: 3.5 * s },
  ]);
  equal(result.counts.nodes, 1); // n-0 and n-1 created, n-0 deleted again
});

test('an update makes a rejected pod fit', async () => {
  const blocked = node('n', { taints: [{ key: 'closed', effect: 'NoSchedule' }] });
  const result = await run([
    create(1, blocked),
    create(1, pod('p')),
    wait('attempted', 1),
    { step: 'update', count: 1, object: node('n'), everyUs: 0 },
    wait('bound', 1),
  ]);
  equal(result.counts.podsBound, 1);
});

test('a phase measures the pods that it is about', async () => {
  const result = await run([
    create(1, node('n')),
    create(2, pod('before-#')),
    wait('bound', 2),
    { step: 'measure', name: 'm', pods: [{ namespace: 'ns', labels: { app: 'm' } }] },
    create(3, pod('m-#', { labels: { app: 'm' } })),
    create(1, pod('other')),
    wait('bound', 6),
    { step: 'stopMeasuring' },
  ]);
  const [phase] = result.program!.phases;
  deepEqual([phase!.name, phase!.throughput.podsBound, phase!.attempts.scheduled.count], ['m', 3, 4]);
  equal(phase!.cycles.filteredNodes, 1);
});

test('a steady state creates, binds and deletes batches until its time is over', async () => {
  const light = pod('p-#', { spec: { terminationGracePeriodSeconds: 0 } });
  const result = await run([
    create(1, node('n')),
    { step: 'steady', count: 2, callers: 2, objects: [light], namespace: 'ns', forUs: s },
  ]);
  equal(result.endedUs, 1000 + s);
  equal(result.counts.podsBound > 100, true); // a batch takes about 5 ms
  equal(result.counts.podsBound - result.counts.podsDeleted <= 2, true);
});

test('equal programs, equal digests; another seed, other latencies', async () => {
  const steps = [create(2, node('n-#')), create(5, pod('p-#')), wait('bound', 5)];
  const one = await run(steps, { models: {} });
  equal((await run(steps, { models: {} })).digest, one.digest);
  equal((await run(steps, { models: {}, seed: '2' })).digest === one.digest, false);
});

test('on a shared machine the scheduler waits for the API server', async () => {
  const steps = [create(1, node('n')), create(30, pod('p-#'), 30), wait('bound', 30)];
  const measured: ProgramStep[] = [
    { step: 'measure', name: 'm', pods: [{ namespace: 'ns', labels: {} }] },
    ...steps.slice(1),
  ];
  const program = [steps[0]!, ...measured, { step: 'stopMeasuring' } as const];
  const apart = await run(program, { models: { ...models, 'apiserver.cores': 2, 'scheduler.cycleUs': 100 } });
  const shared = await run(program, { models: { ...models, 'machine.cores': 2, 'scheduler.cycleUs': 100 } });
  const tookUs = ({ program: p }: RunResult) => p!.phases[0]!.throughput.durationUs;
  equal(tookUs(shared) > tookUs(apart), true);
});

/** How long a phase takes that only creates nodes, one call after the other, on one core. */
async function creationUs(more: RunSpec['models'], ...before: ProgramStep[]): Promise<number> {
  const phase: ProgramStep[] = [{ step: 'measure', name: 'm', pods: [] }, create(10, node('n-#'))];
  const steps = [...before, ...phase, { step: 'stopMeasuring' } as const];
  const { program } = await run(steps, { models: { ...models, 'apiserver.cores': 1, ...more } });
  const { startedUs, endedUs } = program!.phases[0]!;
  return endedUs - startedUs;
}

test('a controller that follows a kind reads after every write of it, and the server is busy with that', async () => {
  equal(await creationUs({}), 10 * 1000);
  // A read takes the core for 0.5 ms while etcd writes the next node, which therefore waits for it: 10 · 1 ms + 9 · 0.5 ms at most.
  const followed = await creationUs({}, { step: 'follow', kind: 'Node' });
  equal(followed > 10 * 1000 && followed <= 14_500, true, String(followed));
  equal(await creationUs({}, { step: 'follow', kind: 'PersistentVolume' }), 10 * 1000);
});

test('an object that a request carries is paid for by its size', async () => {
  const { object } = node('n-0');
  const bytes = JSON.stringify(object).length;
  const tookUs = await creationUs({ 'apiserver.kibUs': 1024 }); // a µs a byte; what is admitted is larger than what is sent
  equal(tookUs >= 10 * (1000 + bytes), true, `${tookUs} ${bytes}`);
});
