import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { sampler } from './distribution.js';
import { createKernel, type Kernel } from './kernel.js';
import type { Station, StationOptions } from './station.js';

const forever = { untilUs: Number.POSITIVE_INFINITY };

interface Trace {
  readonly arrivalUs: number[];
  readonly serviceUs: number[];
  readonly startUs: number[];
  readonly doneUs: number[];
}

/** Sends 2,000 jobs with random gaps through a station; after every event the laws are checked. */
function trace(seed: string, servers: number, extra: Partial<StationOptions> = {}): { trace: Trace; station: Station } {
  const kernel = createKernel({ seed });
  const random = kernel.stream('jobs');
  const jobs: Trace = { arrivalUs: [], serviceUs: [], startUs: [], doneUs: [] };
  const station = kernel.station('desk', {
    servers,
    serviceUs: (job) => jobs.serviceUs[job]!,
    onStart: (job) => {
      jobs.startUs[job] = kernel.nowUs();
      extra.onStart?.(job);
    },
    onDone: (job) => {
      jobs.doneUs[job] = kernel.nowUs();
      keepsTheLaws(station);
    },
    ...(extra.priorityOf && { priorityOf: extra.priorityOf }),
  });
  const arrive = kernel.on('arrive', (job) => {
    station.arrive(job);
    keepsTheLaws(station);
  });
  let timeUs = 0;
  for (let job = 0; job < 2_000; job++) {
    timeUs += random.below(2, job, 0) * random.below(100, job, 1); // half of them arrive together with the one before
    jobs.arrivalUs.push(timeUs);
    jobs.serviceUs.push(random.below(60 * servers, job, 2));
    kernel.at(timeUs, arrive, job);
  }
  kernel.run(forever);
  return { trace: jobs, station };
}

function keepsTheLaws(station: Station): void {
  ok(station.busyServers <= station.servers, 'never more jobs in service than servers');
  ok(station.queueLength === 0 || station.busyServers === station.servers, 'none waits while a server is free');
  equal(station.idle, station.queueLength === 0 && station.busyServers < station.servers);
}

for (const servers of [1, 2, 7]) {
  test(`jobs start when the first server is free, in order of arrival, with ${servers} servers`, () => {
    const { trace: jobs, station } = trace('fifo', servers);
    const freeUs = new Array<number>(servers).fill(0); // the plain statement: when each server is free next
    let waitUs = 0;
    for (let job = 0; job < 2_000; job++) {
      freeUs.sort((x, y) => x - y);
      const startUs = Math.max(jobs.arrivalUs[job]!, freeUs[0]!);
      freeUs[0] = startUs + jobs.serviceUs[job]!;
      waitUs += startUs - jobs.arrivalUs[job]!;
      deepEqual([jobs.startUs[job], jobs.doneUs[job]], [startUs, freeUs[0]]);
    }
    const { arrived, started, completed, waitUsSum, busyUsSum } = station.stats();
    deepEqual({ arrived, started, completed }, { arrived: 2_000, started: 2_000, completed: 2_000 });
    equal(waitUsSum, waitUs);
    equal(
      busyUsSum,
      jobs.serviceUs.reduce((sum, us) => sum + us, 0),
    );
  });
}

test('with priorities, whoever starts has the lowest value of those waiting, and came first among its equals', () => {
  const priorityOf = (job: number) => (job * 7) % 4;
  const startOrder: number[] = [];
  const { trace: jobs } = trace('priority', 1, { priorityOf, onStart: (job) => startOrder.push(job) });
  equal(startOrder.length, 2_000);
  const waitedInVain = (job: number, other: number) =>
    jobs.arrivalUs[other]! < jobs.startUs[job]! &&
    (priorityOf(other) < priorityOf(job) || (priorityOf(other) === priorityOf(job) && other < job));
  for (const [place, job] of startOrder.entries()) {
    const later = startOrder.slice(place + 1, place + 200);
    deepEqual(
      later.filter((other) => waitedInVain(job, other)),
      [],
    );
  }
});

test('the queue at a station with exponential arrivals and services is as long as theory says', () => {
  const kernel = createKernel({ seed: 'M/M/1' });
  const random = kernel.stream('draws');
  const gap = sampler({ exponential: { mean: 1_000 } });
  const service = sampler({ exponential: { mean: 700 } });
  const station = kernel.station('desk', {
    servers: 1,
    serviceUs: (job) => service(random.uniform(job, 1)),
    onDone() {},
  });
  const arrive = kernel.on('arrive', (job) => {
    station.arrive(job);
    if (job < 300_000) kernel.after(Math.round(gap(random.uniform(job))), arrive, job + 1);
  });
  kernel.at(0, arrive, 0);
  kernel.run(forever);
  const { waitUsSum, arrived, utilisation } = station.stats();
  near(utilisation, 0.7, 0.01); //               ρ = 700/1000
  near(waitUsSum / arrived, 700 * (0.7 / 0.3), 0.04); // mean wait = service·ρ/(1 − ρ)
});

test('background load stretches service and counts as use', () => {
  const { kernel, station, doneUs } = desk({ servers: 1, serviceUs: () => 50 });
  station.setBackgroundLoad(0.5);
  station.arrive(1);
  kernel.run(forever);
  deepEqual(doneUs, [100]); // 50/(1 − 0.5)
  near(station.stats().utilisation, 1, 1e-12);
  later(kernel, 400);
  // the background took half of 400 µs, the job's own work 50: 250/400
  near(station.stats().utilisation, 0.625, 1e-12);
  equal(station.stats().busyUsSum, 100);
});

test('background load beyond capacity is held at 99 percent', () => {
  const { kernel, station, doneUs } = desk({ servers: 1, serviceUs: () => 50 });
  station.setBackgroundLoad(3);
  station.arrive(1);
  kernel.run(forever);
  deepEqual(doneUs, [5_000]); // 50/(1 − 0.99)
  throws(() => station.setBackgroundLoad(-0.1), /background load/);
  throws(() => station.setBackgroundLoad(Number.NaN), /background load/);
});

test('serve starts a batch at once, and a second one only after it', () => {
  const { kernel, station, doneUs } = desk({ servers: 1, serviceUs: (size) => 10 * size });
  station.serve(3);
  equal(station.idle, false);
  throws(() => station.serve(1), /no free server/);
  kernel.run(forever);
  deepEqual(doneUs, [30]);
  equal(station.idle, true);
});

test('a job sent back by onDone queues behind those who waited', () => {
  const order: number[] = [];
  const kernel = createKernel({ seed: 's' });
  const station = kernel.station('desk', {
    servers: 1,
    serviceUs: () => 1,
    onDone: (job) => {
      order.push(job);
      if (order.length === 1) station.arrive(job);
    },
  });
  for (const job of [1, 2, 3]) station.arrive(job);
  kernel.run(forever);
  deepEqual(order, [1, 2, 3, 1]);
});

test('service times are rounded to whole microseconds; broken ones are refused', () => {
  const { kernel, station, doneUs } = desk({ servers: 3, serviceUs: (job) => job });
  station.arrive(1.4);
  station.arrive(1.5);
  kernel.run(forever);
  deepEqual(doneUs, [1, 2]);
  throws(() => station.arrive(-1), /service time of -1/);
  throws(() => desk({ servers: 0, serviceUs: () => 1 }), /whole number of servers/);
});

function desk(options: Pick<StationOptions, 'servers' | 'serviceUs'>) {
  const kernel = createKernel({ seed: 's' });
  const doneUs: number[] = [];
  const station = kernel.station('desk', { ...options, onDone: () => doneUs.push(kernel.nowUs()) });
  return { kernel, station, doneUs };
}

function later(kernel: Kernel, timeUs: number): void {
  kernel.at(
    timeUs,
    kernel.on('later', () => {}),
  );
  kernel.run(forever);
}

function near(actual: number, expected: number, relative: number): void {
  ok(Math.abs(actual - expected) <= relative * expected, `${actual}, not ${expected}`);
}
