/** The trees over positions against plain walks over lists, on random scores. */
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { ScoreHeap } from '../framework/index.js';
import { createStream } from '../kernel/index.js';
import { FeasibleIndex } from './feasible-index.js';
import { FeasibleSectors } from './feasible-sectors.js';
import { Ties } from './first-best.js';
import { noScore, ScoreIndex } from './score-index.js';
import { Window } from './window.js';

type Dice = (sides: number) => number;

function dice(world: number): Dice {
  const stream = createStream('trees', String(world));
  let rolls = 0;
  return (sides) => stream.below(sides, 0, 0, rolls++);
}

/** Scores by position, −1 where a node is not feasible, and groups; the same in lists and in trees. */
class World {
  readonly scores: number[] = [];
  readonly groups: number[] = [];
  readonly feasible: FeasibleIndex;
  readonly index: ScoreIndex;
  readonly groupCount: number;

  constructor(
    private readonly roll: Dice,
    readonly size: number,
  ) {
    this.feasible = new FeasibleIndex(size);
    this.index = new ScoreIndex(size);
    this.groupCount = 1 + roll(3);
    for (let g = 0; g < this.groupCount; g++) this.index.addGroup();
    const [best, rare] = [1 + roll(6), roll(4)];
    for (let p = 0; p < size; p++) this.set(p, roll(4) >= rare ? roll(best) : noScore);
    for (let i = 0; i < 4; i++) this.set(roll(size), roll(2) === 0 ? roll(best) : noScore);
  }

  private set(position: number, score: number): void {
    this.scores[position] = score;
    this.groups[position] = this.roll(this.groupCount);
    this.feasible.set(position, score !== noScore);
    this.index.set(position, this.groups[position]!, score);
  }

  /** The feasible positions from `start` on, and how many positions a walk looks at until it has enough. */
  walk(start: number, limit: number): { list: number[]; visited: number } {
    const list: number[] = [];
    for (let i = 0; i < this.size; i++) {
      const position = (start + i) % this.size;
      if (this.scores[position] === noScore) continue;
      if (list.length === limit) return { list, visited: i + 1 };
      list.push(position);
    }
    return { list, visited: this.size };
  }
}

const worlds = Array.from({ length: 3_000 }, (_, seed) => seed);

test('a window holds the feasible positions that a walk meets, in their order', () => {
  for (const seed of worlds) {
    const roll = dice(seed);
    const world = new World(roll, 1 + roll(seed % 2 === 0 ? 9 : 150));
    const [start, limit] = [roll(world.size), 1 + roll(world.size)];
    const { list, visited } = world.walk(start, limit);
    const window = new Window(world.feasible);
    window.open(start, limit);
    deepEqual([window.size, window.visited], [list.length, visited], `seed ${seed}`);
    deepEqual(
      list.map((_, i) => window.positionAt(i)),
      list,
      `seed ${seed}`,
    );
    deepEqual(
      list.map((position) => window.indexOf(position)),
      list.map((_, i) => i),
      `seed ${seed}`,
    );
  }
});

test('the best of ranges are found, and of ties that which the heap would pop', () => {
  for (const seed of worlds) {
    const roll = dice(seed);
    const world = new World(roll, 1 + roll(seed % 2 === 0 ? 9 : 150));
    const [start, limit] = [roll(world.size), 1 + roll(world.size)];
    const { list } = world.walk(start, limit);
    if (list.length === 0) continue;
    const extra = Array.from({ length: world.groupCount }, () => roll(3));
    const totals = list.map((position) => world.scores[position]! + extra[world.groups[position]!]!);
    const window = new Window(world.feasible);
    window.open(start, limit);
    const ties = new Ties(world.index, window);
    for (let group = 0; group < world.groupCount; group++) {
      const members = list.filter((position) => world.groups[position] === group);
      const best = Math.max(noScore, ...members.map((position) => world.scores[position]!));
      equal(bestIn(world.index, group, window), best, `seed ${seed}`);
      if (best !== noScore && best + extra[group]! === Math.max(...totals)) ties.add(group, best);
    }
    equal(ties.first(), list[new ScoreHeap(totals).peek()!], `seed ${seed}`);
  }
});

function bestIn(index: ScoreIndex, group: number, { start, stop, around }: Window): number {
  if (stop > start) return index.best(group, start, stop);
  return Math.max(index.best(group, start, around), index.best(group, 0, stop));
}

test('trees filled at once say what trees filled one by one say', () => {
  for (const seed of worlds.slice(0, 300)) {
    const roll = dice(seed);
    const world = new World(roll, 1 + roll(150));
    const codes = Uint16Array.from(world.scores, (score) => (score === noScore ? 1 : 0));
    const feasible = new FeasibleIndex(world.size);
    feasible.fill((position) => codes[position] === 0);
    const index = new ScoreIndex(world.size);
    for (let g = 0; g < world.groupCount; g++) index.addGroup();
    for (let p = 0; p < world.size; p++) index.put(p, world.groups[p]!, world.scores[p]!);
    index.settle();
    equal(feasible.count, world.feasible.count);
    for (let p = 0; p < world.size; p++) {
      equal(feasible.next(p), world.feasible.next(p), `seed ${seed}`);
      for (let g = 0; g < world.groupCount; g++)
        equal(index.best(g, p, world.size), world.index.best(g, p, world.size), `seed ${seed}`);
    }
  }
});

test('sectors say what one index of the open ones says', () => {
  for (const seed of worlds.slice(0, 300)) {
    const roll = dice(seed);
    const size = 1 + roll(300);
    const count = 1 + roll(5);
    const sectorOf = Uint8Array.from({ length: size }, () => roll(count));
    const sectors = new FeasibleSectors(size, sectorOf, count);
    const feasible = Array.from({ length: size }, () => roll(3) > 0);
    sectors.fill((position) => feasible[position]!);
    for (let round = 0; round < 4; round++) {
      const isOpen = Array.from({ length: count }, () => roll(2) === 0);
      sectors.openOnly(isOpen);
      const changed = roll(size);
      feasible[changed] = !feasible[changed];
      sectors.set(changed, feasible[changed]!);
      const plain = new FeasibleIndex(size);
      plain.fill((position) => feasible[position]! && isOpen[sectorOf[position]!]!);
      equal(sectors.count, plain.count, `seed ${seed}`);
      for (let p = 0; p < size; p++) {
        equal(sectors.has(p), plain.has(p), `seed ${seed}`);
        equal(sectors.rank(p), plain.rank(p), `seed ${seed}`);
      }
      for (let k = 0; k < plain.count; k++) equal(sectors.select(k), plain.select(k), `seed ${seed}`);
    }
  }
});
