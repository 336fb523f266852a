/** Builders for the scheduler's tests: pods, nodes, a queue with plugins made up for the purpose. */
import { Pod, type PodChange } from '../cluster/index.js';
import type { EventRegistration, Minor, Status } from '../framework/index.js';
import { releaseOf, success } from '../framework/index.js';
import { compileNode, compilePod, type NodeSpec, type NodeV1, type PodV1, withDefaults } from '../objects/index.js';
import { PodStore } from './pod-store.js';
import { QueuedPodInfo, type QueueOptions, SchedulingQueue } from './queue/index.js';

let made = 0;

/** A pending pod; its index is new. */
export function aPod(spec: Record<string, unknown> = {}, change: PodChange & { name?: string } = {}): Pod {
  const index = made++;
  const name = change.name ?? `pod-${index}`;
  const compiled = compilePod(podManifest(name, spec, change.labels));
  return new Pod(index, name, compiled, compiled.labels, index).with(change);
}

/** The pod with another spec; the same pod. */
export function respecified(pod: Pod, spec: Record<string, unknown>): Pod {
  return pod.with({ spec: compilePod(podManifest(pod.name, spec, pod.labels)) });
}

function podManifest(name: string, spec: Record<string, unknown>, labels: PodChange['labels']): PodV1 {
  return withDefaults({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: Object.fromEntries(labels?.entries() ?? []) },
    spec: { containers: [{ name: 'main', image: 'app' }], ...spec },
  } as PodV1);
}

/** A node of 4 CPU, 8Gi and 110 pods. */
export function aNode(name: string, manifest: Partial<NodeV1> = {}): NodeSpec {
  const status = { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } };
  return compileNode(
    withDefaults({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: {}, status, ...manifest }),
  );
}

/** What a queue for a test is made from. */
export interface QueueParts {
  /** What each plugin registered. */
  readonly events?: Readonly<Record<string, readonly EventRegistration[]>>;
  /** Says which pods may enter; the plugin's name is Gate. */
  readonly gate?: (pod: Pod) => Status;
  readonly minor?: Minor;
  readonly options?: Partial<QueueOptions>;
}

/** A queue at a clock that the test moves, ordered by priority, then time. */
export function aQueue({ events = {}, gate = () => success, minor = '1.36', options = {} }: QueueParts = {}) {
  const clock = { us: 0 };
  const store = new PodStore();
  const queue = new SchedulingQueue({
    nowUs: () => clock.us,
    profiles: new Map([
      [
        'default-scheduler',
        {
          preEnqueue: [{ name: 'Gate', plugin: { preEnqueue: gate } }],
          eventRegistrations: () => new Map(Object.entries(events)),
          less: (a, b) =>
            a.pod.priority !== b.pod.priority ? a.pod.priority > b.pod.priority : a.timestampUs < b.timestampUs,
        },
      ],
    ]),
    lister: store,
    initialBackoffUs: 1_000_000,
    maxBackoffUs: 10_000_000,
    maxInUnschedulablePodsUs: 300_000_000,
    popFromBackoffQ: true,
    behaviour: releaseOf(minor).behaviour,
    ...options,
  });
  const add = (pod: Pod) => {
    store.set(pod);
    queue.add(pod);
    return pod;
  };
  /** Pops the next pod and puts it back, rejected by the plugins. */
  const reject = (...plugins: string[]) => {
    const info = queue.pop()!;
    info.unschedulablePlugins = new Set(plugins);
    queue.addUnschedulable(info);
    return info;
  };
  const names = (which: 'active' | 'backoff' | 'unschedulable') =>
    queue
      .list(which)
      .map((pod) => pod.name)
      .sort();
  return { queue, clock, store, add, reject, names };
}

/** A pod as the queue holds it, added at `timestampUs`. */
export function aQueued(priority: number, timestampUs: number): QueuedPodInfo {
  return new QueuedPodInfo(aPod({ priority }), timestampUs);
}
