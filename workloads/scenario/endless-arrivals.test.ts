/** What is said of arrivals that never end: how many pods a virtual day of them makes. */
import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import type { ArrivalProcess, ArrivalSpec } from '../../engine/index.js';
import { endlessArrivals } from './endless-arrivals.js';

const hourUs = 3600e6;
const arrival = (process: ArrivalProcess, more: Partial<ArrivalSpec> = {}): ArrivalSpec => ({
  name: 'ci',
  process,
  startUs: 0,
  endUs: Number.MAX_SAFE_INTEGER,
  count: null,
  template: { spec: { containers: [] } },
  lifetimeUs: null,
  ...more,
});
const podsOf = (...arrivals: ArrivalSpec[]) =>
  /about ([\d,]+) pods/.exec(endlessArrivals(null, arrivals)[0] ?? '')?.[1];

test('pods of a virtual day: rate × time, bursts ÷ their distance, a pattern’s mean', () => {
  const poisson: ArrivalProcess = { kind: 'poisson', ratePerSecond: 20 };
  equal(podsOf(arrival(poisson)), '1,700,000'); //                    20 × 86,400 = 1,728,000
  equal(podsOf(arrival(poisson, { startUs: 12 * hourUs })), '860,000'); // half of it, 864,000
  equal(podsOf(arrival({ kind: 'burst', size: 50, everyUs: hourUs })), '1,200'); // 24 × 50
  const points = [
    { atUs: 0, ratePerSecond: 0 },
    { atUs: 30e6, ratePerSecond: 2 },
  ];
  equal(podsOf(arrival({ kind: 'pattern', periodUs: 60e6, points })), '86,000'); // 1 a second on average
  equal(podsOf(arrival(poisson), arrival(poisson)), '3,500,000');
});

test('nothing is said where the run has an end, or the arrivals do', () => {
  const poisson: ArrivalProcess = { kind: 'poisson', ratePerSecond: 1 };
  deepEqual(endlessArrivals(hourUs, [arrival(poisson)]), []);
  deepEqual(endlessArrivals(null, [arrival(poisson, { endUs: hourUs }), arrival(poisson, { count: 80_000 })]), []);
  equal(podsOf(arrival(poisson, { count: 100_000 })), '86,000'); // it does not get there in a day
});
