/** A search where every answer is kept: its window, its best score and who wins are found in trees, without a look at the nodes. */
import { Ranking, runFiltersWithNominated, Status } from '../framework/index.js';
import type { Best, Findings, Search, WinnerScores } from './executor.js';
import { LazyMap } from './lazy-map.js';
import { yieldingPositions } from './nominations.js';
import type { PodClass } from './pod-class.js';
import type { ClassAtWork } from './pod-classes.js';
import { RejectedNodes } from './rejected-nodes.js';
import { scoreNodes } from './scan-search.js';

/** Verdicts of one search alone, by position; null: none. */
type OwnVerdicts = ReadonlyMap<number, Status> | null;

/** Null where the plain way has to say what failed. */
export function treeSearch(search: Search, kept: PodClass, work: ClassAtWork): Findings | null {
  const yielding = yieldingPositions(search.framework, search.pod);
  if (yielding.length === 0) return find(search, kept, work, null);
  const own = new Map<number, Status>();
  for (const position of yielding) {
    const status = runFiltersWithNominated(search.framework, search.cycle, search.pod, kept.nodes[position]!);
    if (!status.isSuccess && !status.isRejected) return null;
    own.set(position, status);
  }
  const hidden = yielding.filter((position) => kept.feasible.has(position) && !own.get(position)!.isSuccess);
  for (const position of hidden) kept.hide(position);
  const findings = find(search, kept, work, own);
  for (const position of hidden) kept.show(position);
  return findings;
}

function find(search: Search, kept: PodClass, work: ClassAtWork, own: OwnVerdicts): Findings | null {
  const { window } = kept;
  window.open(search.startIndex % kept.nodes.length, search.limit);
  const { size, visited, start } = window;
  if (size > 1) noteSkips(search, kept, work);
  const position = size > 1 ? kept.best.evaluate(search.pod) : size === 1 ? window.positionAt(0) : null;
  if (position === -1) return null;
  const stopped = kept.feasible.count > search.limit ? 1 : 0;
  return {
    feasibleCount: size,
    rejected: new RejectedNodes(kept, start, visited, own, visited - size - stopped),
    visitedCount: visited,
    best: position === null ? null : bestAt(search, kept, own, position),
    error: null,
  };
}

/** What PreScore would have left. */
function noteSkips({ cycle }: Search, kept: PodClass, { askedPreScores }: ClassAtWork): void {
  cycle.skippedScores.addAll(kept.skippedScores);
  for (let i = 0; i < askedPreScores.length; i++) cycle.skippedScores.add(askedPreScores[i]!.slot);
}

function bestAt(search: Search, kept: PodClass, own: OwnVerdicts, position: number): Best {
  const node = kept.nodes[position]!;
  const { size, start } = kept.window;
  if (size === 1) return { node, scored: null, runnersUp: null };
  const { version } = kept;
  const rank = () => {
    if (kept.version !== version) throw new Error('runners-up are asked for after the nodes they are about changed');
    return rankedIn(search, kept, own, start, size);
  };
  return { node, scored: new KeptWinnerScores(kept, position), runnersUp: Ranking.besidesBest(size, rank) };
}

/** The scores of a winner; the names are put to them when somebody asks. */
class KeptWinnerScores implements WinnerScores {
  readonly total: number;
  readonly byPlugin: ReadonlyMap<string, number>;

  constructor(kept: PodClass, position: number) {
    this.total = kept.best.total;
    this.byPlugin = new NamedParts(kept, kept.best.parts(position));
  }
}

class NamedParts extends LazyMap<string, number> {
  constructor(
    private readonly kept: PodClass,
    private readonly parts: readonly number[],
  ) {
    super();
  }

  protected fill(): ReadonlyMap<string, number> {
    return new Map(this.kept.scores.scorers.map(({ score }, i) => [score.name, this.parts[i]! + 0]));
  }
}

/** The plain way's scores of the nodes in the window. */
function rankedIn(search: Search, kept: PodClass, own: OwnVerdicts, start: number, size: number) {
  const positions: number[] = [];
  const { nodes, feasible } = kept;
  for (let i = 0; positions.length < size; i++) {
    const position = (start + i) % nodes.length;
    if (feasible.has(position) && own?.get(position)?.isSuccess !== false) positions.push(position);
  }
  const looked = positions.map((position) => nodes[position]!);
  const scores = scoreNodes(search, kept, positions, looked);
  if (scores instanceof Status) throw new Error(scores.message);
  return { names: looked.map((node) => node.name), scores };
}
