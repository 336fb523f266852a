/** The scheduler's port in a simulated world: its calls go through the API server, its timers into the event queue. */
import type { Pod, PodChange } from '../cluster/index.js';
import { hashString, type Kernel, type Processor } from '../kernel/index.js';
import type { KubeObject } from '../objects/index.js';
import type { CallError, EventReason, PodStatusPatch, SchedulerPort, TimerName } from '../scheduler/index.js';
import type { ApiClient } from './client.js';
import type { ObjectApi } from './object-api.js';
import type { PodApi } from './pod-api.js';
import type { ApiStore } from './store.js';

export interface SchedulerPortParts {
  readonly kernel: Kernel;
  readonly pods: PodApi;
  readonly objects: ObjectApi;
  readonly store: ApiStore;
  readonly client: ApiClient;
  /** The scheduler hears the outcome of its call. */
  answer(call: number, error?: CallError): void;
  /** A preemption's victim is about to be deleted. */
  evicting(victim: Pod): void;
  /** Cores that the scheduler shares with the API server; null: it has its own. */
  readonly machine: Processor | null;
  /** Writes a Kubernetes Event through the API server; absent: Events cost nothing. */
  postEvent?(pod: Pod, reason: EventReason): void;
  /** Whether pods wait for the next flush of backoffQ; it keeps a run going then. */
  backingOff(): boolean;
}

interface Timer {
  readonly name: TimerName;
  readonly steady: boolean;
}

const inBackground = { background: true };

/** Timers that only look after what is there keep no run going. */
const steady: ReadonlySet<TimerName> = new Set(['flush-backoff', 'flush-unschedulable']);

export function createSchedulerPort(parts: SchedulerPortParts): SchedulerPort {
  const { kernel, pods, objects, store, client, answer } = parts;
  const timers: Timer[] = [];
  const patches = new Map<number, number>();

  return {
    nowUs: () => kernel.nowUs(),
    timer(name, fire) {
      const id = kernel.on(`scheduler/${name}`, fire);
      timers[id] = { name, steady: steady.has(name) };
      return id;
    },
    after(delayUs, timer, argument) {
      const { name, steady } = timers[timer]!;
      if (!steady || (name === 'flush-backoff' && parts.backingOff())) return kernel.after(delayUs, timer, argument);
      return kernel.after(delayUs, timer, argument, 0, inBackground);
    },
    cancel: (pending) => void kernel.cancel(pending),
    bind(call, pod, nodeName) {
      pods.bind(client, pod.index, nodeName, (ok) =>
        answer(call, ok ? undefined : bindError(store.pod(pod.index), pod)),
      );
    },
    patchStatus,
    deletePod(call, pod) {
      parts.evicting(pod);
      pods.delete(client, pod.index, (ok) => answer(call, ok ? undefined : notFound(pod)));
    },
    updateObject(call, _kind, object) {
      objects.put(client, object as KubeObject, () => answer(call));
    },
    recordEvent: (pod, reason) => parts.postEvent?.(pod, reason),
    ...(parts.machine && { spend: spendOn(kernel, parts.machine) }),
  };

  /** The condition itself is the recorder's; what the simulated world needs is the nomination. */
  function patchStatus(call: number, pod: Pod, patch: PodStatusPatch): void {
    const nth = (patches.get(pod.index) ?? 0) + 1;
    patches.set(pod.index, nth);
    const change: PodChange = {};
    if (patch.nominatedNode !== undefined) change.nominatedNodeName = patch.nominatedNode;
    if (patch.disruptionTarget) change.victim = true;
    pods.patch(client, pod.index, change, nth, (ok) => answer(call, ok ? undefined : notFound(pod)));
  }
}

/** Work on shared cores: what is serial first, then what is spread over threads. */
function spendOn(kernel: Kernel, machine: Processor): NonNullable<SchedulerPort['spend']> {
  let parallelUs = 0;
  let threads = 1;
  const fired = machine.on((timer) => void kernel.after(0, timer, 0));
  const serialDone = machine.on((timer) => machine.run(threads, parallelUs, fired, timer));
  return (demand, timer) => {
    ({ parallelUs, threads } = demand);
    machine.run(1, demand.serialUs, serialDone, timer);
  };
}

function bindError(current: Pod | null, pod: Pod): CallError {
  if (current === null) return notFound(pod);
  const why = current.nodeName === '' ? 'is being deleted' : `is already assigned to node "${current.nodeName}"`;
  return {
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on pods/binding "${pod.name}": pod ${pod.name} ${why}`,
  };
}

function notFound(pod: Pod): CallError {
  return { reason: 'NotFound', message: `pods "${pod.name}" not found` };
}

/** Draws for plugins, by key. */
export function pluginRandom(kernel: Kernel): (pod: Pod, nodeName: string, attempt: number) => number {
  const stream = kernel.stream('scheduler/plugins');
  const nodeIds = new Map<string, number>();
  return (pod, nodeName, attempt) => {
    let id = nodeIds.get(nodeName);
    if (id === undefined) {
      id = hashString(nodeName);
      nodeIds.set(nodeName, id);
    }
    return stream.uniform(pod.drawId, id, attempt);
  };
}
