import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Plugin } from './plugin.js';
import { runPermits, runReserves, runUnreserves } from './reserving.js';
import { failure, Status, success, unschedulable } from './status.js';
import { aFramework, aPod } from './testing.js';

function recording(log: string[], name: string, status: Status): Plugin {
  return {
    name,
    reserve: {
      reserve() {
        log.push(`+${name}`);
        return status;
      },
      unreserve: () => log.push(`-${name}`),
    },
  };
}

test('a failed reservation stops the rest; unreserving goes through all, last first', () => {
  const log: string[] = [];
  const framework = aFramework([
    recording(log, 'A', success),
    recording(log, 'B', unschedulable('full')),
    recording(log, 'C', success),
  ]);
  const cycle = framework.newCycle(1);
  const status = runReserves(framework, cycle, aPod(), 'a');
  runUnreserves(framework, cycle, aPod(), 'a');
  deepEqual([status.code, status.plugin], ['Unschedulable', 'B']);
  deepEqual(log, ['+A', '+B', '-C', '-B', '-A']);
});

test('a reservation that fails is an error with its name', () => {
  const framework = aFramework([recording([], 'A', failure('lost'))]);
  equal(runReserves(framework, framework.newCycle(1), aPod(), 'a').message, 'running Reserve plugin "A": lost');
});

function permitting(name: string, status: Status, timeoutUs?: number): Plugin {
  return { name, permit: () => (timeoutUs === undefined ? { status } : { status, timeoutUs }) };
}

function permitted(plugins: readonly Plugin[]) {
  const framework = aFramework(plugins);
  return runPermits(framework, framework.newCycle(1), aPod(), 'a');
}

test('a pod waits for every plugin that asks for it, fifteen minutes at most', () => {
  const wait = new Status('Wait', ['soon']);
  const { status, timeoutsUs } = permitted([
    permitting('A', wait, 5),
    permitting('B', wait, 10 ** 12),
    permitting('C', success),
  ]);
  equal(status.code, 'Wait');
  equal(status.message, 'soon, one or more plugins asked to wait and no plugin rejected pod');
  deepEqual(timeoutsUs, new Map(Object.entries({ A: 5, B: 900_000_000 })));
});

test('a rejection wins over a wait', () => {
  const { status, timeoutsUs } = permitted([
    permitting('A', new Status('Wait'), 5),
    permitting('B', unschedulable('no')),
  ]);
  deepEqual([status.code, status.plugin, timeoutsUs.size], ['Unschedulable', 'B', 0]);
});

test('a Permit that fails is an error with its name', () => {
  equal(permitted([permitting('A', failure('lost'))]).status.message, 'running Permit plugin "A": lost');
});
