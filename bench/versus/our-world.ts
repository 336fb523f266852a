/** Our scheduler over an API server that is a list in memory, as the real one beside it has it. */
import { Cluster, type Pod } from '../../engine/cluster/index.js';
import { type PluginRegistry, releaseOf, resolveConfiguration } from '../../engine/framework/index.js';
import type { Executor } from '../../engine/hotpath/index.js';
import { plugins } from '../../engine/plugins/index.js';
import { noTime, Scheduler, type SchedulerObserver, type SchedulerPort } from '../../engine/scheduler/index.js';
import type { CompiledCase } from './compile-case.js';

const registry: PluginRegistry = new Map(plugins.map((plugin) => [plugin.name, plugin]));

export class OurWorld {
  readonly cluster = new Cluster();
  readonly scheduler: Scheduler;
  readonly percentageOfNodesToScore: number;
  private nowUs = 0;
  private timers = 0;
  private readonly calls: (() => void)[] = [];
  private readonly watch: Pod[] = [];

  /** The cluster with what runs on it; nothing waits yet. */
  constructor(input: CompiledCase, executor: Executor, observer: SchedulerObserver) {
    const release = releaseOf('1.36');
    this.percentageOfNodesToScore = input.percentageOfNodesToScore;
    this.scheduler = new Scheduler({
      ...resolveConfiguration(undefined, 'defaults', release),
      percentageOfNodesToScore: this.percentageOfNodesToScore,
      registry,
      release,
      cluster: this.cluster,
      port: this.port(),
      executor,
      timeModel: noTime,
      random: () => 0,
      observer,
    });
    const { events } = this.scheduler;
    for (const service of input.services) events.object('Service', service);
    for (const node of input.nodes) events.node(node);
    for (const pod of input.running) events.pod(pod);
  }

  /** The pod's creation reaches the scheduler. */
  create(pod: Pod): void {
    this.nowUs++;
    this.scheduler.events.pod(pod);
  }

  /** One scheduling cycle with its binding and what the watch says of it; false if no pod waits. */
  scheduleOne(): boolean {
    this.nowUs++;
    const popped = this.scheduler.scheduleOne();
    for (let call = this.calls.shift(); call !== undefined; call = this.calls.shift()) call();
    for (let pod = this.watch.shift(); pod !== undefined; pod = this.watch.shift()) this.scheduler.events.pod(pod);
    return popped;
  }

  private port(): SchedulerPort {
    const answer = (call: number) => void this.calls.push(() => this.scheduler.answer(call));
    return {
      nowUs: () => this.nowUs,
      // Every pod finds a place, so nothing ever waits for a timer.
      timer: () => this.timers++,
      after: () => 0,
      cancel: () => {},
      bind: (call, pod, nodeName) => {
        this.calls.push(() => {
          this.watch.push(pod.with({ nodeName, nominatedNodeName: '', startTimeUs: this.nowUs }));
          this.scheduler.answer(call);
        });
      },
      patchStatus: answer,
      deletePod: answer,
      updateObject: answer,
      recordEvent: () => {},
    };
  }
}
