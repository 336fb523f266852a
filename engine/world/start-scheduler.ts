/** Makes the scheduler of a run: configuration, plugins, port, watches, and what its informers list at the start. */
import type { Pod, StoredKind } from '../cluster/index.js';
import { createClient, createSchedulerPort, GroupedObject, isGone, pluginRandom } from '../controlplane/index.js';
import { refuseTwins, releaseOf, resolveConfiguration, type UserPlugin, watchedPlugin } from '../framework/index.js';
import type { Host } from '../host.js';
import type { Kernel } from '../kernel/index.js';
import type { Recorder } from '../metrics/index.js';
import { resolveModel } from '../models/index.js';
import { ConfigError, compileNode, type KubeObject, type NodeV1 } from '../objects/index.js';
import { plugins } from '../plugins/index.js';
import type { RunSpec } from '../run-spec.js';
import {
  fittedTimeModel,
  orderingWindowUs,
  Scheduler,
  type SchedulerObserver,
  type SchedulerPort,
  schedulerModel,
} from '../scheduler/index.js';
import { chooseExecutor } from './choose-executor.js';
import type { Explainer } from './explainer.js';
import { eventPoster } from './post-events.js';
import { type Commons, schedulerKinds } from './world.js';

export function startScheduler(commons: Commons, recorder: Recorder, explainer: Explainer, host: Host): Scheduler {
  const { kernel, cluster, spec } = commons;
  const release = releaseOf(spec.kubernetes, spec.featureGates);
  const { configuration, configurationSource } = spec.scheduler;
  const users = host.plugins ?? [];
  refuseTwins(users);
  refuseAbsent(spec, users);
  const points = Object.fromEntries(users.map((plugin) => [plugin.name, plugin.points]));
  const config = resolveConfiguration(configuration, configurationSource, release, points);
  const factories = [...plugins, ...users.map((plugin) => watchedPlugin(plugin, host.verify ?? false))];
  const model = resolveModel('scheduler', schedulerModel, spec.models);
  let scheduler: Scheduler;
  const client = createClient('kube-scheduler', config.clientQps, config.clientBurst);
  const port: SchedulerPort = createSchedulerPort({
    ...commons,
    client,
    ...(commons.machine && {
      postEvent: eventPoster(commons, createClient('kube-scheduler events', config.clientQps, config.clientBurst)),
    }),
    answer: (call, error) => scheduler.answer(call, error),
    evicting: ({ index }) => commons.ledger.evicted.fill(1, index, index + 1),
    backingOff: () => scheduler.queue.sizes.backoff > 0,
  });
  scheduler = new Scheduler({
    ...config,
    registry: new Map(factories.map((factory) => [factory.name, factory])),
    release,
    cluster,
    port,
    executor: chooseExecutor(spec, host, commons.sharing),
    timeModel: fittedTimeModel(model, config.parallelism),
    ...(model.outrunShare > 0 && { outruns: outrunsIn(kernel, model.outrunShare) }),
    random: pluginRandom(kernel),
    observer: observing(recorder.observer, explainer, untilNextFlush(kernel)),
  });
  watch(commons, scheduler);
  list(commons, scheduler);
  scheduler.start();
  scheduler.run();
  return scheduler;
}

/** The recorder's observer, with what the explainer and the end of the run have to know. */
function observing(observer: SchedulerObserver, explainer: Explainer, keepGoing: () => void): SchedulerObserver {
  return {
    ...observer,
    incoming(queue, cause) {
      if (queue === 'backoff') keepGoing();
      observer.incoming?.(queue, cause);
    },
    cycleStarted(info) {
      explainer.cycleStarts(info);
      observer.cycleStarted?.(info);
    },
    failed(info, failure, startUs) {
      explainer.failed(info, failure);
      observer.failed?.(info, failure, startUs);
    },
    preempting(preemptor, nodeName, victims) {
      explainer.preempting(preemptor, victims);
      observer.preempting?.(preemptor, nodeName, victims);
    },
  };
}

/** Keeps a run going until the next flush of backoffQ has seen the pods there; it keeps it going itself then. */
function untilNextFlush(kernel: Kernel): () => void {
  const nothing = kernel.on('scheduler/backing-off', () => {});
  let afterFlushUs = -1;
  return () => {
    const dueUs = kernel.nowUs() - (kernel.nowUs() % orderingWindowUs) + orderingWindowUs + 1;
    if (dueUs > afterFlushUs) kernel.at(dueUs, nothing);
    afterFlushUs = dueUs;
  };
}

/** A spec says which plugins took part; a run without them would be another one. */
function refuseAbsent({ scheduler }: RunSpec, users: readonly UserPlugin[]): void {
  const { specifier } = scheduler.plugins[users.length] ?? {};
  if (specifier === undefined) return;
  throw new ConfigError({
    source: 'spec.scheduler.plugins',
    value: specifier,
    problem: 'was not handed over with the run',
    remedy: 'import it and pass it in host.plugins',
  });
}

/** Its informers: pods that have not ended, nodes, and what plugins look up. */
function watch({ kernel, watches, stages }: Commons, scheduler: Scheduler): void {
  const { events } = scheduler;
  watches.onPods({
    name: 'kube-scheduler/pods',
    wants: ({ before, after }) => !(before?.isTerminal ?? false) || after?.isTerminal === false,
    deliver({ before, after }) {
      if (after === null || after.isTerminal) return events.podGone((after ?? before)!);
      if (before === null) {
        stages.span('watch/scheduler', after.index, after.createdUs, kernel.nowUs());
        stages.enter('queue', after.index, kernel.nowUs());
      }
      events.pod(after);
    },
  });
  watches.onObjects({
    name: 'kube-scheduler/objects',
    kinds: new Set<string>(['Node', ...schedulerKinds]),
    deliver({ entry, after }) {
      if (after !== null) put(scheduler, after);
      else if (entry.kind === 'Node') events.nodeGone(entry.name);
      else events.objectGone(entry.kind as StoredKind, entry.namespace, entry.name);
    },
  });
}

function put({ events }: Scheduler, object: KubeObject): void {
  if (object.kind === 'Node') events.node(compileNode(object as NodeV1));
  else events.object(object.kind as StoredKind, object);
}

/** What is there when the run begins. */
function list({ store, stages, kernel }: Commons, scheduler: Scheduler): void {
  for (const entry of store.objects) {
    const { kind } = entry;
    if (isGone(entry)) continue;
    if (entry instanceof GroupedObject && kind === 'Node')
      scheduler.events.node(compileNode(entry.made() as NodeV1, entry));
    else if (kind === 'Node' || schedulerKinds.has(kind as StoredKind)) put(scheduler, entry.current!);
  }
  for (const pod of store.pods) {
    if (pod.isTerminal) continue;
    if (pod.nodeName === '') stages.enter('queue', pod.index, kernel.nowUs());
    scheduler.events.pod(pod);
  }
}

/** In this share of all attempts the search's second thread is through before its first. */
function outrunsIn(kernel: Kernel, share: number): (pod: Pod, attempt: number) => boolean {
  const stream = kernel.stream('scheduler/search-race');
  return (pod, attempt) => stream.uniform(pod.drawId, attempt) < share;
}
