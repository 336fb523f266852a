/** Picks, of a kind's cases, the decision that shows most: many plugins had a say, few nodes are in the way. */
import type { AttemptOutcome, Explanation } from '../../engine/conformance/index.js';
import type { JudgedCase } from '../conformance/index.js';

/** Nodes that a table in a page has room for. */
const mostNodes = 9;

/** Where a decision stands in its case. */
export type Place = { readonly explanation: number } | { readonly phase: number; readonly attempt: number };

export interface TellingDecision {
  readonly judged: JudgedCase;
  readonly place: Place;
  readonly pod: string;
}

/** The first of those that show most. */
export function tellingDecision(cases: readonly JudgedCase[]): TellingDecision {
  let best: TellingDecision | null = null;
  let most = -1;
  for (const judged of cases)
    for (const { place, pod, shows } of decisionsOf(judged)) {
      if (shows <= most) continue;
      most = shows;
      best = { judged, place, pod };
    }
  return best!;
}

interface Rated {
  readonly place: Place;
  readonly pod: string;
  readonly shows: number;
}

function decisionsOf({ expect: { explanations = [], phases = [] } = {} }: JudgedCase): Rated[] {
  const explained = explanations.map((each, i) => ({
    place: { explanation: i },
    pod: each.pod,
    shows: shownByExplanation(each),
  }));
  const attempted = phases.flatMap(({ attempts }, phase) =>
    attempts.map((each, attempt) => ({ place: { phase, attempt }, pod: each.pod, shows: shownByAttempt(each) })),
  );
  return [...explained, ...attempted];
}

/** Plugins that rejected, and those that told nodes apart. */
function shownByExplanation({ nodes }: Explanation): number {
  const seen = Object.values(nodes);
  if (seen.length > mostNodes) return 0;
  const rejecting = new Set(seen.flatMap(({ filter: { plugin } }) => plugin ?? []));
  const scored = seen.flatMap(({ scores }) => (scores === undefined ? [] : [scores]));
  const scoring = new Set(scored.flatMap((scores) => Object.keys(scores)));
  const telling = [...scoring].filter((plugin) => new Set(scored.map((scores) => scores[plugin])).size > 1);
  return rejecting.size + telling.length;
}

function shownByAttempt({ scores = {}, plugins = [], victims = [], nominated }: AttemptOutcome): number {
  return Object.keys(scores).length + plugins.length + victims.length + (nominated === undefined ? 0 : 10);
}
