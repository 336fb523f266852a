import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import { createClient } from '../controlplane/index.js';
import type { EventReason } from '../scheduler/index.js';
import { eventPoster } from './post-events.js';
import type { Commons } from './world.js';

const minute = 60e6;

/** A poster whose requests are counted, at a clock that the test moves. */
function counting() {
  const state = { nowUs: 0, sent: 0 };
  const api = { operation: () => 0, submit: () => state.sent++ };
  const commons = { api, store: { pod: () => null }, kernel: { nowUs: () => state.nowUs } } as unknown as Commons;
  const post = eventPoster(commons, createClient('events', 0, 0));
  return { state, post: (index: number, reason: EventReason) => post({ index } as Pod, reason) };
}

test('a pod that fails again and again makes two requests: an Event, and its series', () => {
  const { state, post } = counting();
  for (let i = 0; i < 5; i++) post(1, 'FailedScheduling');
  equal(state.sent, 2);
  post(2, 'FailedScheduling');
  equal(state.sent, 3);
});

test('an Event that has not repeated for six minutes is a new one', () => {
  const { state, post } = counting();
  for (let i = 0; i < 3; i++) post(1, 'FailedScheduling');
  state.nowUs += 6 * minute;
  post(1, 'FailedScheduling'); // exactly six minutes: still of the series
  state.nowUs += 6 * minute + 1;
  post(1, 'FailedScheduling');
  equal(state.sent, 3);
});

test('other reasons are posted each time', () => {
  const { state, post } = counting();
  for (const reason of ['Scheduled', 'Preempted', 'Scheduled'] as const) post(1, reason);
  equal(state.sent, 3);
});
