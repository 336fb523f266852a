import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { assignedPodAdd, assignedPodDelete } from './cluster-events.js';
import { InFlight } from './in-flight.js';

const labels = (inFlight: InFlight, pod: number) => inFlight.eventsFor(pod).map(({ after }) => after);

test('a pod sees the events since it was popped, in order', () => {
  const inFlight = new InFlight();
  inFlight.add(1);
  inFlight.note(assignedPodAdd, undefined, 'first');
  inFlight.add(2);
  inFlight.note(assignedPodDelete, undefined, 'second');
  deepEqual(labels(inFlight, 1), ['first', 'second']);
  deepEqual(labels(inFlight, 2), ['second']);
});

test('without pods in flight nothing is kept', () => {
  const inFlight = new InFlight();
  inFlight.note(assignedPodAdd, undefined, 'lost');
  inFlight.add(1);
  deepEqual(labels(inFlight, 1), []);
});

test('events go with the oldest pod that can still ask for them', () => {
  const inFlight = new InFlight();
  inFlight.add(1);
  inFlight.note(assignedPodAdd, undefined, 'first');
  inFlight.add(2);
  inFlight.note(assignedPodAdd, undefined, 'second');
  inFlight.done(1);
  deepEqual(labels(inFlight, 2), ['second']);
  inFlight.done(2);
  equal(inFlight.size, 0);
  inFlight.add(3);
  deepEqual(labels(inFlight, 3), []);
});

test('a younger pod that is done first takes no event from an older one', () => {
  const inFlight = new InFlight();
  inFlight.add(1);
  inFlight.note(assignedPodAdd, undefined, 'first');
  inFlight.add(2);
  inFlight.done(2);
  inFlight.note(assignedPodAdd, undefined, 'second');
  deepEqual(labels(inFlight, 1), ['first', 'second']);
});
