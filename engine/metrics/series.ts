/** Cluster-wide series: sampled at even steps that double when there are too many, so that a run of any length keeps a few hundred. */
import type { Kernel } from '../kernel/index.js';
import type { SampleColumns } from './run-result.js';

const firstStepUs = 1e6;
const mostSamples = 480;

/** What is read at each sample. */
export interface Gauges {
  activeQ(): number;
  backoffQ(): number;
  unschedulable(): number;
  podsBound(): number;
  podsReady(): number;
  nodes(): number;
  /** Requested ÷ allocatable over all nodes. */
  shares(): { cpu: number; memory: number; pods: number };
}

type MutableSamples = { -readonly [K in keyof SampleColumns]: number[] };

export class Series {
  readonly columns: MutableSamples = {
    atUs: [],
    activeQ: [],
    backoffQ: [],
    unschedulable: [],
    podsBound: [],
    podsReady: [],
    nodes: [],
    cpuRequestedShare: [],
    memoryRequestedShare: [],
    podsShare: [],
    eventsPerSecond: [],
  };
  private stepUs: number;
  private readonly fixed: boolean;
  private readonly tick;
  private eventsBefore = 0;
  private beforeUs = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly gauges: Gauges,
    everyUs: number,
  ) {
    this.fixed = everyUs > 0;
    this.stepUs = this.fixed ? everyUs : firstStepUs;
    this.tick = kernel.on('metrics/sample', () => this.sampleAndGoOn());
    kernel.at(kernel.nowUs(), this.tick, 0, 0, background);
  }

  /** Takes a last sample where the run ends. */
  finish(): void {
    if (this.columns.atUs.at(-1) !== this.kernel.nowUs()) this.sample();
  }

  private sampleAndGoOn(): void {
    this.sample();
    if (!this.fixed && this.columns.atUs.length > mostSamples) this.thin();
    this.kernel.after(this.stepUs, this.tick, 0, 0, background);
  }

  private sample(): void {
    const { kernel, gauges, columns } = this;
    const nowUs = kernel.nowUs();
    const shares = gauges.shares();
    const seconds = (nowUs - this.beforeUs) / 1e6;
    columns.atUs.push(nowUs);
    columns.activeQ.push(gauges.activeQ());
    columns.backoffQ.push(gauges.backoffQ());
    columns.unschedulable.push(gauges.unschedulable());
    columns.podsBound.push(gauges.podsBound());
    columns.podsReady.push(gauges.podsReady());
    columns.nodes.push(gauges.nodes());
    columns.cpuRequestedShare.push(shares.cpu);
    columns.memoryRequestedShare.push(shares.memory);
    columns.podsShare.push(shares.pods);
    columns.eventsPerSecond.push(seconds > 0 ? (kernel.eventsRun - this.eventsBefore) / seconds : 0);
    this.eventsBefore = kernel.eventsRun;
    this.beforeUs = nowUs;
  }

  /** Keeps every other sample and doubles the step. */
  private thin(): void {
    for (const key of Object.keys(this.columns) as (keyof MutableSamples)[]) {
      this.columns[key] = this.columns[key].filter((_, i) => i % 2 === 0);
    }
    this.stepUs *= 2;
  }
}

const background = { background: true, priority: 500 };
