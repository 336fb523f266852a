import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Action, type ClusterEvent, on } from '../../framework/index.js';
import { assignedPodAdd, labelOf, matches, unschedulableTimeout } from './cluster-events.js';
import { QueueingHints } from './queueing-hints.js';

const nodeAdd: ClusterEvent = { resource: 'Node', action: Action.Add };
const taintChange: ClusterEvent = { resource: 'Node', action: Action.UpdateNodeTaint };
const labelChange: ClusterEvent = { resource: 'Node', action: Action.UpdateNodeLabel };

const table: { registered: ClusterEvent; incoming: ClusterEvent; match: boolean }[] = [
  { registered: nodeAdd, incoming: nodeAdd, match: true },
  { registered: nodeAdd, incoming: labelChange, match: false },
  { registered: { resource: 'Node', action: Action.Add | Action.UpdateNodeLabel }, incoming: labelChange, match: true },
  { registered: { resource: 'Node', action: Action.Update }, incoming: labelChange, match: true },
  // the incoming event is less specific than what was registered
  { registered: labelChange, incoming: { resource: 'Node', action: Action.Update }, match: false },
  { registered: { resource: 'Pod', action: Action.Add }, incoming: assignedPodAdd, match: true },
  { registered: { resource: 'Node', action: Action.Add }, incoming: assignedPodAdd, match: false },
  { registered: { resource: '*', action: Action.All }, incoming: labelChange, match: true },
  { registered: { resource: 'Pod', action: Action.All }, incoming: unschedulableTimeout, match: false },
];
for (const { registered, incoming, match } of table) {
  test(`${labelOf(incoming)} ${match ? 'is' : 'is not'} among ${registered.resource}/${registered.action}`, () => {
    equal(matches(registered, incoming), match);
  });
}

function hintsOf(registrations: Parameters<typeof on>[], bringsTaints: boolean): QueueingHints {
  const events = registrations.map((registration) => on(...registration));
  return new QueueingHints(new Map([['p', [{ plugin: 'A', registrations: events }]]]), bringsTaints);
}

test('a plugin that registers node additions gets taint changes too, always Queue', () => {
  const hints = hintsOf([['Node', Action.Add, () => 'QueueSkip']], true);
  const found = hints.of('p', taintChange);
  deepEqual(
    found.map(({ plugin, ask }) => [plugin, ask(undefined as never, undefined, undefined)]),
    [['A', 'Queue']],
  );
});

test('one that registers taint changes itself is asked itself', () => {
  const hints = hintsOf([['Node', Action.Add | Action.UpdateNodeTaint, () => 'QueueSkip']], true);
  deepEqual(
    hints.of('p', taintChange).map(({ ask }) => ask(undefined as never, undefined, undefined)),
    ['QueueSkip'],
  );
});

test('releases from 1.37 on bring no taint changes', () => {
  equal(hintsOf([['Node', Action.Add]], false).isOfInterest(taintChange), false);
});

test('an event that no plugin registered is of no interest, a wildcard always', () => {
  const hints = hintsOf([['Node', Action.Add]], true);
  equal(hints.isOfInterest(labelChange), false);
  equal(hints.isOfInterest(unschedulableTimeout), true);
});
