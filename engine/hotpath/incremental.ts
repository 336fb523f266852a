/** The incremental executor: keeps verdicts and scores by class of pods and node, repairs what changed, and answers from trees. Same answers as the reference, bit for bit. */
import type { Pod } from '../cluster/index.js';
import type { CycleState, Framework } from '../framework/index.js';
import type { Executor, Findings, Search } from './executor.js';
import { type ClassAtWork, PodClasses } from './pod-classes.js';
import { PreparedCycles } from './prepared-cycles.js';
import { reference } from './reference.js';
import { Repeats } from './repeats.js';
import { scanSearch } from './scan-search.js';
import type { Sharing } from './sharing.js';
import { staleAnswer } from './stale-answer.js';
import { Tallies } from './tallies.js';
import { treeSearch } from './tree-search.js';

export interface IncrementalOptions {
  /** What the classes of a profile may hold, bytes; the one at work is always kept. */
  readonly maxBytes?: number;
  /** How much of what a class costs the plain way may cost before the class is made or repaired; 0: it always is at once. */
  readonly patience?: number;
  /** What shares big scans among threads. */
  readonly sharing?: Sharing;
}

/** Classes of a profile in all, bytes: estimate, a fifth of the heap that Node.js takes by default. */
const defaultMaxBytes = 512 * 1024 * 1024;

/** Tallies of a profile in all, in shares of the bytes that its classes may hold: estimate. */
const tallyShare = 1 / 4;

/** What is kept for one profile. */
interface Kept {
  readonly framework: Framework;
  readonly classes: PodClasses;
  readonly cycles: PreparedCycles;
  readonly tallies: Tallies;
  readonly repeats: Repeats;
}

/** Makes an executor for one run. */
export function createIncremental({
  maxBytes = defaultMaxBytes,
  patience = 1,
  sharing,
}: IncrementalOptions = {}): Executor {
  const byFramework = new WeakMap<Framework, Kept>();
  let latest: Kept | null = null;

  return {
    name: sharing === undefined ? 'incremental' : 'pool',
    begin: (framework, pod, attempt) => of(framework).cycles.begin(pod, attempt),
    search,
    repeat: (framework, pod, options) => of(framework).repeats.repeat(pod, options),
    whoseAnswerIsStale(asked) {
      const work = of(asked.framework).classes.of(asked.pod, asked.cycle);
      return work.made === null ? null : staleAnswer(asked, work.made, work);
    },
  };

  function search(asked: Search): Findings {
    const { framework, cycle, pod, nodes, limit } = asked;
    if (framework.filters.length === 0 || nodes !== framework.cluster.nodes) return reference.search(asked);
    const { classes, tallies, repeats } = of(framework);
    const work = classes.of(pod, cycle);
    const kept = classes.upToDate(work, pod, cycle, limit);
    if (kept === null) {
      const findings = reference.search(asked);
      classes.wentPlain(work, findings.visitedCount);
      return findings;
    }
    if (kept.failed) return reference.search(asked);
    if (kept.scores.unindexed || !asksNobody(work, pod, cycle) || ranksForOthers(work, framework, pod))
      return scanSearch(asked, kept, work, tallies);
    if (work.tallied === null) repeats.learn(pod, work);
    const findings = treeSearch(asked, kept, kept.skippedNow()) ?? reference.search(asked);
    classes.searched(findings.visitedCount);
    return findings;
  }

  function of(framework: Framework): Kept {
    if (latest?.framework === framework) return latest;
    let kept = byFramework.get(framework);
    if (kept === undefined) {
      const tallies = new Tallies(framework.cluster, maxBytes * tallyShare);
      const classes = new PodClasses(framework, maxBytes, patience, tallies, sharing ?? null);
      const cycles = new PreparedCycles(framework, tallies);
      kept = { framework, classes, cycles, tallies, repeats: new Repeats(framework, classes, cycles) };
      byFramework.set(framework, kept);
    }
    latest = kept;
    return kept;
  }
}

/** Whether no plugin has to be asked about nodes in this cycle. */
function asksNobody(work: ClassAtWork, pod: Pod, cycle: CycleState): boolean {
  const { untalliedFilters, untalliedPreScores, alwaysScores } = work;
  if (alwaysScores) return false;
  for (let i = 0; i < untalliedFilters.length; i++) {
    const { plugin, slot } = untalliedFilters[i]!;
    if (plugin.filter!.allowsAll?.(pod, cycle.filterStates[slot]) !== true) return false;
  }
  for (let i = 0; i < untalliedPreScores.length; i++)
    if (untalliedPreScores[i]!.plugin.skipsScore?.(pod, cycle) !== true) return false;
  return true;
}

/** Whether others may read the ranking after the tallies have changed. */
function ranksForOthers({ tallied }: ClassAtWork, { batch }: Framework, pod: Pod): boolean {
  return tallied !== null && tallied.scores.length > 0 && batch?.signatureOf(pod) !== undefined;
}
