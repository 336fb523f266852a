/** A search where every answer is kept: its window, its best score and who wins are found in trees, without a look at the nodes. */
import type { SlotSet, Status } from '../framework/index.js';
import type { Findings, Search } from './executor.js';
import { KeptFindings, nowhere } from './kept-findings.js';
import { yieldingPositions } from './nominations.js';
import type { PodClass } from './pod-class.js';
import type { OwnVerdicts } from './rejected-nodes.js';

/** `skipped` are the plugins whose PreScore skips the pod. Null where the plain way has to say what failed. */
export function treeSearch(search: Search, kept: PodClass, skipped: SlotSet): Findings | null {
  const yielding = yieldingPositions(search.framework, search.pod);
  if (yielding.length === 0) return find(search, kept, skipped, null);
  const own = new Map<number, Status>();
  const verdictOn = kept.yielding.for(search);
  for (const position of yielding) {
    const status = verdictOn(kept.nodes[position]!);
    if (!status.isSuccess && !status.isRejected) return null;
    own.set(position, status);
  }
  const hidden = yielding.filter((position) => kept.feasible.has(position) && !own.get(position)!.isSuccess);
  for (const position of hidden) kept.hide(position);
  const findings = find(search, kept, skipped, own);
  for (const position of hidden) kept.show(position);
  return findings;
}

function find(search: Search, kept: PodClass, skipped: SlotSet, own: OwnVerdicts): Findings | null {
  kept.version++;
  const { window } = kept;
  const { startIndex, limit } = search;
  const { length } = kept.nodes;
  window.open(startIndex < length ? startIndex : startIndex % length, limit);
  if (window.size === 0) return new KeptFindings(search, kept, own, nowhere);
  if (window.size === 1) return new KeptFindings(search, kept, own, window.positionAt(0));
  search.cycle.skippedScores = skipped;
  const position = kept.best.evaluate(search.pod);
  return position === nowhere ? null : new KeptFindings(search, kept, own, position);
}
