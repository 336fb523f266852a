/** The API server: a request waits for its client's token, crosses the network, is authenticated, authorized, admitted, written to etcd, and answered. */
import { type Kernel, numberQueue, type Processor, type Sampler, sampler } from '../kernel/index.js';
import type { StageTable } from '../metrics/index.js';
import type { Values } from '../models/index.js';
import type { ApiClient } from './client.js';
import { createEtcd } from './etcd.js';
import type { apiServerModel, etcdModel } from './model.js';
import { RequestSlab } from './request-slab.js';

/** A kind of call: what it writes and whom it answers. `a` and `b` mean something to its owner. */
export interface Operation {
  /** "create pods". */
  readonly name: string;
  /** Applies the write at its commit; false: refused there (the object is gone, or was changed). */
  commit(a: number, b: number): boolean;
  /** The client hears the outcome. */
  reply?(a: number, b: number, ok: boolean): void;
  /** Whether the client waits for the outcome; asked after the commit. Absent: it always does. */
  isAwaited?(a: number, b: number): boolean;
  /** What the request's random draws are keyed by. */
  drawIdOf(a: number): number;
  /** Where the request is a step of a pod's way (`a` is the pod). */
  readonly stages?: 'create' | 'bind';
  /** How large the object is that the request carries whole, as JSON; asked where size has a price. */
  bytesOf?(a: number): number;
  /** What kind of request it is where that has a price of its own. */
  readonly pricedAs?: PricedAs;
  /** No watch hears of it. */
  readonly unwatched?: true;
  /** It changes nothing, and nothing is written to etcd. */
  readonly reads?: true;
}

export type OperationId = number;

/** Requests that take the server more than others. */
export type PricedAs = 'patch' | 'deletion';

export interface ApiServer {
  /** Registers a kind of call, once. */
  operation(operation: Operation): OperationId;
  /** Sends a call; `nth` tells repeated calls of one kind for one object apart. */
  submit(operation: OperationId, client: ApiClient, a: number, b?: number, nth?: number): void;
  /** Requests answered so far. */
  readonly served: number;
}

/** Request parts in the order they happen, each with a random draw of its own. */
const parts = ['authenticationUs', 'authorizationUs', 'admissionUs', 'handlerUs'] as const;
const networkOut = 10;
const networkBack = 11;
const wholeRequest = 12;
const drawsPerOperation = 16;

export function createApiServer(
  kernel: Kernel,
  models: { apiServer: Values<typeof apiServerModel>; etcd: Values<typeof etcdModel> },
  stages: StageTable,
  /** A request's parts are one distribution, and no station is asked. */
  folded = false,
  /** Cores that the server shares with others. */
  machine: Processor | null = null,
): ApiServer {
  const model = models.apiServer;
  const operations: Operation[] = [];
  const requests = new RequestSlab();
  const stream = kernel.stream('apiserver');
  const samplers: Sampler[] = parts.map((part) => sampler(model[part]));
  const networkUs = sampler(model.networkUs);
  const requestUs = sampler(model.requestUs);
  const waitingForSeat = numberQueue();
  let inFlight = 0;
  let served = 0;

  const cpu = machine
    ? onMachine(machine)
    : kernel.station('apiserver/cpu', { servers: model.cores, serviceUs, onDone: processed });
  const delivered = machine?.on(() => {}) ?? -1;
  const etcd = createEtcd(kernel, models.etcd, committed);
  const arriving = kernel.on('apiserver/arrive', arrive);
  const replying = kernel.on('apiserver/reply', reply);
  const answering = kernel.on('apiserver/answer', answerAtOnce);

  return {
    operation: (operation) => operations.push(operation) - 1,
    submit,
    get served() {
      return served;
    },
  };

  function submit(operation: OperationId, client: ApiClient, a: number, b = 0, nth = 0): void {
    const nowUs = kernel.nowUs();
    const waitUs = client.bucket?.take(nowUs) ?? 0;
    const request = requests.add(operation, a, b, nth);
    const op = operations[operation]!;
    if (op.stages === 'bind') recordPreBinding(stages, a, nowUs);
    if (op.stages) stages.span(`${op.stages}/client`, a, nowUs, nowUs + waitUs);
    if (folded) fold(request, op, nowUs + waitUs);
    else kernel.after(waitUs + Math.round(networkUs(draw(request, networkOut))), arriving, request);
  }

  function fold(request: number, op: Operation, sentUs: number): void {
    const doneUs = sentUs + Math.round(requestUs(draw(request, wholeRequest)));
    if (op.stages) stages.span(`${op.stages}/request`, requests.a[request]!, sentUs, doneUs);
    kernel.at(doneUs, answering, request);
  }

  function answerAtOnce(request: number): void {
    const op = operations[requests.operation[request]!]!;
    served++;
    const ok = op.commit(requests.a[request]!, requests.b[request]!);
    if (op.reply) reply(request, ok ? 1 : 0);
    else requests.remove(request);
  }

  /** Draw number `part` of a request. */
  function draw(request: number, part: number): number {
    const operation = requests.operation[request]!;
    const id = operations[operation]!.drawIdOf(requests.a[request]!);
    return stream.uniform(id, operation * drawsPerOperation + part, requests.nth[request]!);
  }

  function onMachine(shared: Processor): { arrive(request: number): void } {
    const done = shared.on(processed);
    return { arrive: (request) => shared.run(1, serviceUs(request), done, request) };
  }

  function arrive(request: number): void {
    if (inFlight >= model.mutatingInFlight) waitingForSeat.push(request);
    else seat(request);
  }

  function seat(request: number): void {
    inFlight++;
    cpu.arrive(request);
  }

  function serviceUs(request: number): number {
    let sum = sizeUs(request);
    const partsUs = requests.partsUs[request]!;
    const { pricedAs } = operations[requests.operation[request]!]!;
    const share = pricedAs === undefined ? 1 : model[`${pricedAs}Share`];
    for (let part = 0; part < parts.length; part++) {
      const us = Math.round(share * samplers[part]!(draw(request, part)));
      partsUs[part] = us;
      sum += us;
    }
    return sum;
  }

  function sizeUs(request: number): number {
    const op = operations[requests.operation[request]!]!;
    if (model.kibUs === 0 || op.bytesOf === undefined) return 0;
    return Math.round((op.bytesOf(requests.a[request]!) * model.kibUs) / 1024);
  }

  function processed(request: number): void {
    const op = operations[requests.operation[request]!]!;
    if (op.stages === 'create') recordCreate(request, requests.a[request]!);
    else if (op.stages === 'bind') {
      const pod = requests.a[request]!;
      stages.span('bind/apiserver', pod, stages.leftUs('bind/client', pod), kernel.nowUs());
    }
    requests.processedUs[request] = kernel.nowUs();
    if (op.reads) committed(request);
    else etcd.write(request, op.drawIdOf(requests.a[request]!));
  }

  /** The parts' borders, worked out backwards from the end of service; waiting for a core counts as authentication's. */
  function recordCreate(request: number, pod: number): void {
    let leftUs = kernel.nowUs();
    for (let part = parts.length - 1; part > 0; part--) {
      const enteredUs = leftUs - requests.partsUs[request]![part]!;
      stages.span(createStages[part]!, pod, enteredUs, leftUs);
      leftUs = enteredUs;
    }
    stages.span('create/authentication', pod, stages.leftUs('create/client', pod), leftUs);
  }

  function committed(request: number): void {
    inFlight--;
    if (waitingForSeat.length > 0) seat(waitingForSeat.shift());
    const op = operations[requests.operation[request]!]!;
    if (op.stages)
      stages.span(`${op.stages}/etcd`, requests.a[request]!, requests.processedUs[request]!, kernel.nowUs());
    const ok = op.commit(requests.a[request]!, requests.b[request]!);
    served++;
    if (ok && !op.unwatched && !op.reads) machine?.run(1, model.fanOutUs, delivered, 0);
    if (op.reply === undefined || op.isAwaited?.(requests.a[request]!, requests.b[request]!) === false)
      requests.remove(request);
    else kernel.after(Math.round(networkUs(draw(request, networkBack))), replying, request, ok ? 1 : 0);
  }

  function reply(request: number, ok: number): void {
    const op = operations[requests.operation[request]!]!;
    const a = requests.a[request]!;
    const b = requests.b[request]!;
    requests.remove(request);
    op.reply!(a, b, ok === 1);
  }
}

const createStages = ['create/authentication', 'create/authorization', 'create/admission', 'create/handler'] as const;

/** Between the decision and the call: waiting on Permit, and PreBind plugins. */
function recordPreBinding(stages: StageTable, pod: number, nowUs: number): void {
  const decidedUs = stages.leftUs('schedule', pod);
  if (decidedUs >= 0 && decidedUs < nowUs) stages.span('bind/prebind', pod, decidedUs, nowUs);
}
