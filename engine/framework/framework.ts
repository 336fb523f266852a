/** One profile at work: its plugins, made and ordered, and what they are lent. Upstream: pkg/scheduler/framework/runtime/framework.go NewFramework, v1.36. */
import { type Cluster, type NodeInfo, NodeTable, type Pod } from '../cluster/index.js';
import { OpportunisticBatch } from './batch.js';
import { CycleState } from './cycle-state.js';
import { Action, type EventRegistration, type EventResource } from './events.js';
import { judgesNodesAlone, runAddPod, runFiltersWithNominated, runRemovePod } from './filtering.js';
import type { Handle } from './handle.js';
import type { Cycle, Plugin, PluginFactory, QueuedPod, QueueSortKeys } from './plugin.js';
import { implementsPoint, type ResolvedPoints, type ResolvedProfile } from './resolved-profile.js';
import type { Status } from './status.js';

/** All plugins there are, by name. */
export type PluginRegistry = ReadonlyMap<string, PluginFactory>;

/** What the scheduler brings: the handle without what a framework adds of its own. */
export interface FrameworkParts
  extends Omit<Handle, 'profileName' | 'runsFilter' | 'filterWithNominated' | 'cloneCycle' | 'addPod' | 'removePod'> {
  /** The clock by which hints from pod to pod age, upstream the machine's; absent: virtual time. */
  batchNowUs?(): number;
}

/** A plugin at an extension point, with its slot in cycle states. */
export interface Slotted {
  readonly name: string;
  readonly slot: number;
  readonly plugin: Plugin;
}

export interface Weighted extends Slotted {
  readonly weight: number;
}

type ListedPoint = Exclude<keyof ResolvedPoints, 'queueSort' | 'score'>;

/** What a plugin without registrations is woken by: everything. Upstream: framework/types.go UnrollWildCardResource. */
const everyResource: readonly EventResource[] = [
  'Pod',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'StorageClass',
  'ResourceClaim',
  'DeviceClass',
];
const everyEvent: readonly EventRegistration[] = everyResource.map((resource) => ({
  event: { resource, action: Action.All },
}));

const rejectingPoints = ['preEnqueue', 'preFilter', 'filter', 'reserve', 'permit'] as const;

export class Framework {
  readonly profileName: string;
  readonly percentageOfNodesToScore: number | undefined;
  readonly cluster: Cluster;
  readonly handle: Handle;
  readonly preEnqueue: readonly Slotted[];
  readonly preFilters: readonly Slotted[];
  /** PreFilter, Filter and PreScore plugins that say what they look at. */
  readonly countedPreFilters: readonly Slotted[];
  readonly countedFilters: readonly Slotted[];
  readonly countedPreScores: readonly Slotted[];
  readonly filters: readonly Slotted[];
  readonly postFilters: readonly Slotted[];
  readonly preScores: readonly Slotted[];
  readonly scores: readonly Weighted[];
  readonly reserves: readonly Slotted[];
  readonly permits: readonly Slotted[];
  readonly preBinds: readonly Slotted[];
  readonly binds: readonly Slotted[];
  readonly postBinds: readonly Slotted[];
  /** All plugins of the profile, by slot. */
  readonly plugins: readonly Plugin[];
  /** Where copies of nodes have their rows, so that the cluster's table keeps to real nodes. */
  readonly scratch = new NodeTable();
  /** Hints from a pod to the next of its like; null where the gate OpportunisticBatching is off. */
  readonly batch: OpportunisticBatch | null;
  private readonly slots = new Map<string, number>();
  private readonly queueSort: Plugin;

  constructor(profile: ResolvedProfile, registry: PluginRegistry, parts: FrameworkParts) {
    this.profileName = profile.schedulerName;
    this.percentageOfNodesToScore = profile.percentageOfNodesToScore;
    this.cluster = parts.cluster;
    this.handle = this.lend(parts);
    this.plugins = this.create(profile, registry);
    const at = (point: ListedPoint) => profile.points[point].map((name) => this.slotted(name, point));
    this.queueSort = this.slotted(profile.points.queueSort, 'queueSort').plugin;
    this.preEnqueue = at('preEnqueue');
    this.preFilters = at('preFilter');
    this.filters = at('filter');
    this.postFilters = at('postFilter');
    this.preScores = at('preScore');
    this.scores = profile.points.score.map(({ name, weight }) => ({ ...this.slotted(name, 'score'), weight }));
    this.reserves = at('reserve');
    this.permits = at('permit');
    this.preBinds = at('preBind');
    this.binds = at('bind');
    this.countedPreFilters = this.preFilters.filter(({ plugin }) => plugin.work?.preFilter !== undefined);
    this.countedFilters = this.filters.filter(({ plugin }) => plugin.work?.filter !== undefined);
    this.countedPreScores = this.preScores.filter(({ plugin }) => plugin.work?.preScore !== undefined);
    this.postBinds = at('postBind');
    this.batch = parts.release.gate('OpportunisticBatching')
      ? new OpportunisticBatch(this, () => parts.batchNowUs?.() ?? parts.nowUs())
      : null;
  }

  /** Whether a is scheduled before b. */
  less(a: QueuedPod, b: QueuedPod): boolean {
    return this.queueSort.queueSort!(a, b);
  }

  /** The order of `less` in numbers; undefined where its plugin does not tell. */
  get queueSortKeys(): QueueSortKeys | undefined {
    return this.queueSort.queueSortKeys;
  }

  newCycle(attempt: number): CycleState {
    return new CycleState(this.cluster, attempt, this.slots);
  }

  cloneCycle(cycle: CycleState): CycleState {
    return cycle.clone((state, slot) => this.plugins[slot]!.preFilter?.clone?.(state) ?? state);
  }

  /**
   * By plugin, the events on which pods that it rejected are tried again. Plugins that can reject are listed, those without
   * registrations with every event. Upstream: fillEnqueueExtensions.
   */
  eventRegistrations(): ReadonlyMap<string, readonly EventRegistration[]> {
    return new Map(this.plugins.filter(canReject).map((plugin) => [plugin.name, plugin.requeueOn ?? everyEvent]));
  }

  private lend(parts: FrameworkParts): Handle {
    const state = (cycle: Cycle) => cycle as CycleState;
    return {
      cluster: parts.cluster,
      release: parts.release,
      parallelism: parts.parallelism,
      calls: parts.calls,
      profileName: this.profileName,
      runsFilter: (plugin) => this.filters.some(({ name }) => name === plugin),
      nowUs: () => parts.nowUs(),
      random: (pod, nodeName, attempt) => parts.random(pod, nodeName, attempt),
      nominatedPods: (nodeName) => parts.nominatedPods(nodeName),
      ...(parts.nominatedNodes && { nominatedNodes: () => parts.nominatedNodes!() }),
      latest: (pod) => parts.latest(pod),
      filterWithNominated: (cycle: Cycle, pod: Pod, node: NodeInfo): Status =>
        runFiltersWithNominated(this, state(cycle), pod, node),
      judgesNodesAlone: (cycle, pod) => judgesNodesAlone(this, state(cycle), pod),
      cloneCycle: (cycle) => this.cloneCycle(state(cycle)),
      addPod: (cycle, pod, added, node) => runAddPod(this, state(cycle), pod, added, node),
      removePod: (cycle, pod, removed, node) => runRemovePod(this, state(cycle), pod, removed, node),
    };
  }

  private create(profile: ResolvedProfile, registry: PluginRegistry): Plugin[] {
    const names = new Set(
      Object.values(profile.points as unknown as Record<string, string | readonly (string | { name: string })[]>)
        .flat()
        .map((entry) => (typeof entry === 'string' ? entry : entry.name)),
    );
    return [...names].map((name, slot) => {
      const factory = registry.get(name);
      if (factory === undefined) throw new Error(`plugin "${name}" does not exist`);
      this.slots.set(name, slot);
      return factory.create(profile.args[name], this.handle);
    });
  }

  private slotted(name: string, point: keyof ResolvedPoints): Slotted {
    const slot = this.slots.get(name)!;
    const plugin = this.plugins[slot]!;
    if (!implementsPoint(plugin, point)) throw new Error(`plugin "${name}" does not extend ${point}`);
    return { name, slot, plugin };
  }
}

function canReject(plugin: Plugin): boolean {
  return rejectingPoints.some((point) => implementsPoint(plugin, point));
}

/** Makes a profile's runtime. */
export function createFramework(profile: ResolvedProfile, registry: PluginRegistry, parts: FrameworkParts): Framework {
  return new Framework(profile, registry, parts);
}
