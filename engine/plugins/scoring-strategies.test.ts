import { equal } from 'node:assert/strict';
import test from 'node:test';
import type { ScoringStrategy } from '../framework/index.js';
import { ResourceScorer } from './resource-scorer.js';
import { scoringStrategy } from './scoring-strategies.js';
import { type Amounts, aNode, aPod } from './testing.js';

const cpuAndMemory = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];
const least: ScoringStrategy = { type: 'LeastAllocated', resources: cpuAndMemory };
const most: ScoringStrategy = { type: 'MostAllocated', resources: cpuAndMemory };
const ratio = (...shape: [number, number][]): ScoringStrategy => ({
  type: 'RequestedToCapacityRatio',
  resources: cpuAndMemory,
  requestedToCapacityRatio: { shape: shape.map(([utilization, score]) => ({ utilization, score })) },
});
const gpu = 'example.com/gpu';
const weighted = (strategy: ScoringStrategy, ...resources: [string, number][]): ScoringStrategy => ({
  ...strategy,
  resources: resources.map(([name, weight]) => ({ name, weight })),
});

interface Case {
  what: string;
  strategy: ScoringStrategy;
  requests: Amounts;
  /** On a node with 4 CPU and 8Gi besides. */
  allocatable?: Amounts;
  used?: Amounts;
  score: number;
}

const cases: Case[] = [
  {
    // cpu 100·(4 − 2)/4 = 50, memory 100·(8 − 6)/8 = 25, (50 + 25)/2 = 37.5
    what: 'least: the mean of what is free, cut off',
    strategy: least,
    requests: { cpu: '500m', memory: '1Gi' },
    used: { cpu: '1500m', memory: '5Gi' },
    score: 37,
  },
  {
    // cpu 5 > 4: 0, memory 100·(8 − 4)/8 = 50, (0 + 50)/2
    what: 'least: what is overcommitted scores 0',
    strategy: least,
    requests: { cpu: '1', memory: '1Gi' },
    used: { cpu: '4', memory: '3Gi' },
    score: 25,
  },
  {
    // cpu 100·(4000 − 100 − 100)/4000 = 95, memory 100·(8192 − 200 − 200)/8192 = 95.1, (95 + 95)/2
    what: 'least: containers without requests count 100m and 200Mi, the waiting and the running',
    strategy: least,
    requests: {},
    used: {},
    score: 95,
  },
  {
    // cpu 50·3, memory 25·1, 175/4 = 43.75
    what: 'least: weights',
    strategy: weighted(least, ['cpu', 3], ['memory', 1]),
    requests: { cpu: '2', memory: '6Gi' },
    score: 43,
  },
  {
    // cpu 100·2/4 = 50, gpu 100·(4 − 1)/4 = 75, (50·1 + 75·3)/4 = 68.75
    what: 'least: an extended resource counts where it is requested',
    strategy: weighted(least, ['cpu', 1], [gpu, 3]),
    requests: { cpu: '2', [gpu]: 1 },
    allocatable: { [gpu]: 4 },
    score: 68,
  },
  {
    what: 'least: and does not where it is not',
    strategy: weighted(least, ['cpu', 1], [gpu, 3]),
    requests: { cpu: '2' },
    allocatable: { [gpu]: 4 },
    score: 50,
  },
  {
    what: 'least: a resource that the node has not is left out',
    strategy: weighted(least, [gpu, 1]),
    requests: { [gpu]: 1 },
    score: 0,
  },
  {
    // 100·(10 − 2 − 3)/10
    what: 'least: ephemeral storage counts as requested',
    strategy: weighted(least, ['ephemeral-storage', 1]),
    requests: { 'ephemeral-storage': '3Gi' },
    allocatable: { 'ephemeral-storage': '10Gi' },
    used: { 'ephemeral-storage': '2Gi' },
    score: 50,
  },
  {
    // cpu 100·2/4 = 50, memory 100·6/8 = 75, 125/2 = 62.5
    what: 'most: the mean of what is taken, cut off',
    strategy: most,
    requests: { cpu: '500m', memory: '1Gi' },
    used: { cpu: '1500m', memory: '5Gi' },
    score: 62,
  },
  {
    // cpu min(4100, 4000)/4000 = 100, memory 100·(200 + 200)/8192 = 4, 104/2
    what: 'most: never more than all',
    strategy: most,
    requests: {},
    used: { cpu: '4', memory: '200Mi' },
    score: 52,
  },
  {
    // cpu 50 % → 50, memory 75 % → 75, 125/2 = 62.5, rounded up
    what: 'ratio: a rising line scores what is taken, rounded',
    strategy: ratio([0, 0], [100, 10]),
    requests: { cpu: '2', memory: '6Gi' },
    score: 63,
  },
  {
    // cpu 50 % → 50, memory 75 % → 25, 75/2 = 37.5, rounded up
    what: 'ratio: a falling line scores what is free',
    strategy: ratio([0, 10], [100, 0]),
    requests: { cpu: '2', memory: '6Gi' },
    score: 38,
  },
  {
    // cpu 0 (taken 100 %) is left out with its weight, memory 75 % → 25
    what: 'ratio: a resource that scores 0 is left out of the mean',
    strategy: ratio([0, 10], [100, 0]),
    requests: { cpu: '4', memory: '6Gi' },
    score: 25,
  },
  {
    // 37.5 % cut off to 37: between (0, 0) and (40, 100) 100·37/40 = 92.5 cut off
    what: 'ratio: utilization and points between are cut off',
    strategy: { ...ratio([0, 0], [40, 10], [100, 5]), resources: [{ name: 'cpu', weight: 1 }] },
    requests: { cpu: '1500m' },
    score: 92,
  },
  {
    // 70 %: 100 + (50 − 100)·(70 − 40)/(100 − 40) = 75
    what: 'ratio: down a slope',
    strategy: { ...ratio([0, 0], [40, 10], [100, 5]), resources: [{ name: 'cpu', weight: 1 }] },
    requests: { cpu: '2800m' },
    score: 75,
  },
  {
    // (2⁵³+1 − 1)·100/(2⁵³+1) = 99.99…; taken for 2⁵³ it were 100
    what: 'least: a capacity that float64 does not hold counts to the last byte',
    strategy: { ...least, resources: [{ name: 'memory', weight: 1 }] },
    requests: { memory: '1' },
    allocatable: { memory: '9007199254740993' },
    score: 99,
  },
  {
    // 100Pi·100 = 11258999068426240000 wraps to −7187745005283311616; divided by 100Pi −63.8, cut off to −63
    what: 'least: more than 2⁶³/100 free wraps, as int64 does',
    strategy: { ...least, resources: [{ name: 'memory', weight: 1 }] },
    requests: { memory: '0' },
    allocatable: { memory: '100Pi' },
    score: -63,
  },
  {
    // 82Pi of 92Pi: 82·2⁵⁰·100 = 9232379236109516800 wraps to −9214364837600034816; divided by 92Pi −88.9, cut off to −88
    what: 'most: more than 2⁶³/100 requested wraps, as int64 does',
    strategy: { ...most, resources: [{ name: 'memory', weight: 1 }] },
    requests: { memory: '2Pi' },
    allocatable: { memory: '92Pi' },
    used: { memory: '80Pi' },
    score: -88,
  },
  {
    // of a wrapped utilization, −88 %, the shape's first score holds
    what: 'ratio: a utilization that wraps comes before the first point',
    strategy: { ...ratio([0, 3], [100, 10]), resources: [{ name: 'memory', weight: 1 }] },
    requests: { memory: '2Pi' },
    allocatable: { memory: '92Pi' },
    used: { memory: '80Pi' },
    score: 30,
  },
];

for (const { what, strategy, requests, allocatable = {}, used, score } of cases) {
  test(what, () => {
    const scorer = new ResourceScorer(strategy.resources, scoringStrategy(strategy), 'non-zero');
    const pod = aPod({ requests });
    equal(scorer.score(aNode({ allocatable, ...(used && { used }) }), scorer.requestsOf(pod)), score);
  });
}
