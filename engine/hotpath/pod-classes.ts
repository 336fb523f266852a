/** A profile's live pod classes, bounded in bytes: the class of a pod, made once it is worth making. */
import type { Pod } from '../cluster/index.js';
import type { CycleState, Framework, Plugin, Slotted, Weighted } from '../framework/index.js';
import type { PlacedAsked, TalliedPlugins } from './domain-overlay.js';
import { DomainPlugins, type TallyAtWork } from './domain-plugins.js';
import { NodeLocal, type PlacedFilter } from './node-local.js';
import { PodClass } from './pod-class.js';
import type { Sharing } from './sharing.js';
import type { Tallies } from './tallies.js';

/** A node that the plain way looks at costs as much as this many that a class asks about (measured: about 1 µs against 0.3 µs). */
const repairsPerVisit = 3;

/** What of a profile is at work for pods of one class in one cycle. */
export interface ClassAtWork {
  /** Filters that are asked every time, in the order of the profile. */
  readonly askedFilters: readonly PlacedAsked[];
  /** PreScore and Score plugins that are asked every time. */
  readonly askedPreScores: readonly Slotted[];
  readonly askedScores: readonly Weighted[];
  /** Whether one of the Score plugins has no PreScore that might skip it. */
  readonly alwaysScores: boolean;
  /** Those of them whose answers a class keeps all the same, since they hang on tallies; null: none. */
  readonly tallied: TalliedPlugins | null;
  /** Of all, those that have to be asked about each node. */
  readonly untalliedFilters: readonly PlacedAsked[];
  readonly untalliedPreScores: readonly Slotted[];
  readonly keptFilters: readonly PlacedFilter[];
  made: PodClass | null;
  /** Of what was made, when it was. */
  bytes: number;
  /** What the plain way has cost since the class was last worth a repair, in nodes asked about. */
  spent: number;
  /** What its repairs saved beyond what they cost, in the same: a class that was worth them is expected to be again. */
  earned: number;
}

export class PodClasses {
  private readonly local: NodeLocal;
  private readonly byText = new Map<string, ClassAtWork>();
  /** Those that are made, in the order of their last use, and their bytes in all. */
  private readonly live = new Set<ClassAtWork>();
  private liveBytes = 0;
  private readonly ofSpec = new WeakMap<object, Map<string, ClassAtWork>>();
  private readonly domains: DomainPlugins;
  private latest: ClassAtWork | null = null;
  /** The spec whose class that is; null where pods of one spec may differ. */
  private latestSpec: Pod['spec'] | null = null;
  private latestSkips: number | string = 0;
  private latestTallies: readonly TallyAtWork[] | null = null;
  /** Nodes that the latest search looked at; a repeated cycle does not count. */
  private latestVisits = 0;

  constructor(
    private readonly framework: Framework,
    private readonly maxBytes: number,
    /** How much of a class's cost the plain way may cost before the class is made or repaired, in shares of 1. */
    private readonly patience: number,
    tallies: Tallies,
    private readonly sharing: Sharing | null = null,
  ) {
    this.local = new NodeLocal(framework);
    this.domains = new DomainPlugins(framework, tallies, patience);
  }

  /** The class of a pod whose PreFilter plugins have run in this cycle. */
  of(pod: Pod, cycle: CycleState): ClassAtWork {
    const skips = cycle.skippedFilters.key;
    const tallies = this.domains.at(pod, cycle);
    if (pod.spec === this.latestSpec && skips === this.latestSkips && areSame(tallies, this.latestTallies))
      return this.latest!;
    const key = `${skips} ${tallies?.map((kept) => kept?.id ?? '-').join() ?? ''}`;
    const standIn = this.local.signsSpecOnly ? this.local.standIn(pod.spec) : null;
    const found = (standIn && this.ofSpec.get(standIn)?.get(key)) ?? this.find(pod, cycle, key, tallies);
    if (standIn !== null) this.learn(standIn, key, found);
    this.latestTallies = tallies;
    this.latestSpec = this.local.signsSpecOnly ? pod.spec : null;
    this.latestSkips = skips;
    if (found !== this.latest) this.use(found);
    return found;
  }

  /** Whether pods of one spec are of one class where the same plugins are at work. */
  get signsSpecOnly(): boolean {
    return this.local.signsSpecOnly;
  }

  /** A class that `of` gave before is used again. */
  again(work: ClassAtWork): ClassAtWork {
    if (work !== this.latest) {
      this.latestSpec = null;
      this.use(work);
    }
    return work;
  }

  /** The class, up to date; null where the plain way, which looks at `limit` nodes at least, has cost less so far. */
  upToDate(work: ClassAtWork, pod: Pod, cycle: CycleState, limit: number): PodClass | null {
    const { cluster } = this.framework;
    const stale = work.made === null ? cluster.nodes.length : work.made.staleNodes(cluster);
    // The plain way counts all domains anew, which costs more than a class does.
    const patience = work.tallied === null ? this.patience : 0;
    const { spent, earned } = work;
    const saves = Math.max(limit, work.made === null ? this.latestVisits : 0) * repairsPerVisit;
    if (spent + earned + saves < stale * patience) return null;
    work.spent = 0;
    work.earned = Math.min(Math.max(0, earned + saves - stale), cluster.nodes.length);
    if (work.made === null) {
      work.made = this.make(work, pod, cycle);
      work.made.repair(cluster);
      work.bytes = work.made.bytes;
      this.liveBytes += work.bytes;
      this.live.add(work);
      this.dropOldest();
    } else work.made.repair(cluster);
    return work.made;
  }

  /** The plain way looked at so many nodes instead. */
  wentPlain(work: ClassAtWork, visited: number): void {
    this.searched(visited);
    work.spent += visited * repairsPerVisit;
  }

  /** So many nodes had to be looked at: the next class is taken to be as hard to please. */
  searched(visited: number): void {
    this.latestVisits = visited;
  }

  /** Forgets what is kept for the class. */
  private drop(work: ClassAtWork): void {
    work.made = null;
    this.liveBytes -= work.bytes;
    this.live.delete(work);
  }

  private find(pod: Pod, cycle: CycleState, key: string, tallies: readonly TallyAtWork[] | null): ClassAtWork {
    const { text: signed, unsigned } = this.local.sign(pod);
    const text = `${key}\n${signed}`;
    let found = this.byText.get(text);
    if (found === undefined) {
      const tallied = tallies === null ? null : this.domains.split(tallies, pod, cycle);
      found = this.atWork(unsigned, cycle, tallied);
      this.byText.set(text, found);
    }
    return found;
  }

  private learn(spec: Pod['spec'], key: string, found: ClassAtWork): void {
    const ofSpec = this.ofSpec.get(spec);
    if (ofSpec === undefined) this.ofSpec.set(spec, new Map([[key, found]]));
    else ofSpec.set(key, found);
  }

  private atWork(unsigned: readonly Plugin[], cycle: CycleState, tallied: TalliedPlugins | null): ClassAtWork {
    const { framework, local } = this;
    const isKept = (entry: { readonly plugin: Plugin } | null) => entry !== null && !unsigned.includes(entry.plugin);
    const running = framework.filters.flatMap((filter, order) =>
      cycle.skippedFilters.has(filter.slot) ? [] : [{ ...filter, order, entry: local.filters[order]! }],
    );
    const keptScores = new Set(local.scores.flatMap((entry) => (isKept(entry) ? [entry!.slot] : [])));
    const askedScores = framework.scores.filter(({ slot }) => !keptScores.has(slot));
    const preScoring = new Set(framework.preScores.map(({ slot }) => slot));
    const askedFilters = running.filter(({ entry }) => !isKept(entry));
    const askedPreScores = framework.preScores.filter(({ slot }) => !keptScores.has(slot));
    const scoredByTally = new Set(tallied?.scores.map(({ score }) => score.slot));
    return {
      askedFilters,
      askedPreScores,
      askedScores,
      tallied,
      untalliedFilters: askedFilters.filter(({ slot }) => !tallied?.asked.some((entry) => entry.slot === slot)),
      untalliedPreScores: askedPreScores.filter(({ slot }) => !scoredByTally.has(slot)),
      alwaysScores: askedScores.some(({ slot }) => !preScoring.has(slot)),
      keptFilters: running.flatMap(({ entry }) => (isKept(entry) ? [entry] : [])),
      made: null,
      bytes: 0,
      spent: 0,
      earned: 0,
    };
  }

  private make(work: ClassAtWork, pod: Pod, cycle: CycleState): PodClass {
    const asked = new Set(work.askedScores.map(({ slot }) => slot));
    const scores = this.local.scores.flatMap((score) => (score === null || asked.has(score.slot) ? [] : [score]));
    const kept = { filters: work.keptFilters, scores, tallied: work.tallied };
    return new PodClass(this.framework, pod, cycle, kept, this.sharing);
  }

  private use(work: ClassAtWork): void {
    this.latest = work;
    if (this.live.delete(work)) this.live.add(work);
  }

  /** The class used last always stays. */
  private dropOldest(): void {
    for (const work of this.live) {
      if (this.liveBytes <= this.maxBytes || work === this.latest) return;
      this.drop(work);
    }
  }
}

function areSame(a: readonly TallyAtWork[] | null, b: readonly TallyAtWork[] | null): boolean {
  if (a === null || b === null) return a === b;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
