import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { runBinds, runPreBindPreFlights, runPreBinds } from './binding.js';
import type { Plugin } from './plugin.js';
import { failure, type Status, skip, success, unschedulable } from './status.js';
import { aFramework, aPod, type FakeOptions } from './testing.js';

interface Step {
  readonly name: string;
  readonly parallel?: boolean;
  readonly flight?: Status;
}

/** PreBind plugins that finish when told to, and the framework they are in. */
function preBinding(steps: readonly Step[], options: FakeOptions = {}) {
  const running = new Map<string, (status: Status) => void>();
  const plugins = steps.map(
    ({ name, parallel = false, flight = success }): Plugin => ({
      name,
      preBind: { parallel, preFlight: () => flight, run: (_pod, _node, _state, done) => running.set(name, done) },
    }),
  );
  const framework = aFramework(plugins, options);
  const cycle = framework.newCycle(1);
  const outcome: Status[] = [];
  const flight = runPreBindPreFlights(framework, cycle, aPod(), 'a');
  runPreBinds(framework, cycle, aPod(), 'a', (status) => outcome.push(status));
  const finish = (name: string, status: Status = success) => {
    const done = running.get(name)!;
    running.delete(name);
    done(status);
  };
  return { flight, outcome, finish, running: () => [...running.keys()] };
}

test('PreBind plugins run one after the other, neighbours that allow it side by side', () => {
  const run = preBinding([{ name: 'A' }, { name: 'B', parallel: true }, { name: 'C', parallel: true }, { name: 'D' }]);
  deepEqual(run.running(), ['A']);
  run.finish('A');
  deepEqual(run.running(), ['B', 'C']);
  run.finish('C');
  run.finish('B');
  deepEqual(run.running(), ['D']);
  run.finish('D');
  deepEqual(run.outcome, [success]);
});

test('with one worker nothing runs side by side', () => {
  const run = preBinding(
    [
      { name: 'B', parallel: true },
      { name: 'C', parallel: true },
    ],
    { parallelism: 1 },
  );
  deepEqual(run.running(), ['B']);
});

test('up to 1.35 nothing runs side by side', () => {
  const run = preBinding(
    [
      { name: 'B', parallel: true },
      { name: 'C', parallel: true },
    ],
    { minor: '1.35' },
  );
  deepEqual(run.running(), ['B']);
});

test('a plugin without work before binding is left out', () => {
  const run = preBinding([{ name: 'A', flight: skip }, { name: 'B' }]);
  equal(run.flight, success);
  deepEqual(run.running(), ['B']);
});

test('where no plugin has work the pre-flight says Skip', () => {
  const run = preBinding([{ name: 'A', flight: skip }]);
  equal(run.flight, skip);
  deepEqual(run.outcome, [success]);
});

test('the first failure of a group ends it once all of the group are through', () => {
  const run = preBinding([{ name: 'A', parallel: true }, { name: 'B', parallel: true }, { name: 'C' }]);
  run.finish('B', failure('lost'));
  equal(run.outcome.length, 0);
  run.finish('A', unschedulable('late'));
  equal(run.outcome[0]!.message, 'running PreBind plugin "B": lost');
  deepEqual(run.running(), []);
});

test('a pre-flight may not reject', () => {
  const run = preBinding([{ name: 'A', flight: unschedulable('no') }]);
  equal(run.flight.code, 'Error');
});

function bound(...statuses: Status[]): Status {
  const plugins = statuses.map((status, i): Plugin => ({ name: `B${i}`, bind: (_pod, _node, done) => done(status) }));
  let outcome: Status = failure('never called back');
  runBinds(aFramework(plugins), aPod(), 'a', (status) => {
    outcome = status;
  });
  return outcome;
}

test('the first Bind plugin that does not skip binds', () => {
  equal(bound(skip, success, failure('never run')), success);
});

test('a binding that fails is an error with its name', () => {
  equal(bound(skip, failure('conflict')).message, 'running Bind plugin "B1": conflict');
});

test('nobody to bind means Skip', () => {
  equal(bound(skip, skip), skip);
});
