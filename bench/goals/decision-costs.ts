/** What a decision costs by kind of pod and size of cluster, all nodes scored: the first of a kind, and those after it. */
import type { Pod } from '../../engine/cluster/index.js';
import { createIncremental } from '../../engine/hotpath/index.js';
import { placeNext } from '../place-next.js';
import { compileCase } from '../versus/compile-case.js';
import { type Kind, kinds } from '../versus/kinds.js';
import { makeCase, roomFor } from '../versus/make-case.js';
import { OurWorld } from '../versus/our-world.js';

export interface DecisionCost {
  readonly kind: string;
  readonly nodes: number;
  /** Real time of the first decision, which learns what there is to know of the cluster. */
  readonly wallFirstNs: number;
  /** Of one after it: the mean of the fastest round. */
  readonly wallNs: number;
  readonly decisions: number;
}

/** So many pods are placed in a round, or as many as find room; then they are taken away again. */
const podsPerRound = 2_000;
/** Rounds, until so much time is over; the fastest counts, for the first ones run code that is not compiled yet. */
const mostRounds = 25;
const wallBudgetMs = 4_000;
/** All of them. */
const percentageOfNodesToScore = 100;
/** Decisions between two looks at the clock. */
const roundTick = 20;

export const costKinds: readonly string[] = kinds.map(({ name }) => name);

export function decisionCost(name: string, nodes: number): DecisionCost {
  const kind = kinds.find((known) => known.name === name)!;
  const input = compileCase(makeCase({ kind, nodeCount: nodes, ...sizeOf(kind, nodes) }));
  const executor = createIncremental();
  const world = new OurWorld(input, executor, {});
  const framework = world.scheduler.frameworks.get('default-scheduler')!;
  const { cluster } = world;
  const place = placeNext(framework, cluster, executor, percentageOfNodesToScore);
  const begunMs = performance.now();
  const first = place(input.waiting[0]!);
  const wallFirstNs = (performance.now() - begunMs) * 1e6;
  cluster.removePod(first);
  let wallNs = Number.POSITIVE_INFINITY;
  let decisions = 0;
  for (let round = 0; round < mostRounds && performance.now() - begunMs < wallBudgetMs; round++) {
    const placed: Pod[] = [];
    const roundMs = performance.now();
    while (placed.length < input.waiting.length && performance.now() - begunMs < wallBudgetMs)
      for (let i = 0; i < roundTick && placed.length < input.waiting.length; i++)
        placed.push(place(input.waiting[placed.length]!));
    wallNs = Math.min(wallNs, ((performance.now() - roundMs) * 1e6) / placed.length);
    decisions += placed.length;
    for (const pod of placed) cluster.removePod(pod);
  }
  return { kind: name, nodes, wallFirstNs, wallNs, decisions };
}

function sizeOf(kind: Kind, nodes: number) {
  return { podCount: Math.min(podsPerRound, roomFor(kind, nodes)), seed: 'curve', percentageOfNodesToScore };
}
