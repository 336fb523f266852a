import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { warmingUp } from './warming-up.js';

const afterCpuMs = (ms: number) => warmingUp(() => ms);

test('until its code is compiled, a thread is left alone', () => {
  equal(afterCpuMs(3_999).pays(1, 100), false);
  equal(afterCpuMs(4_000).pays(1, 100), true);
  equal(afterCpuMs(4_000).pays(2, 100), false); // 4 s each
});

test('another thread does not pay for a few short runs', () => {
  const warm = afterCpuMs(8_000);
  equal(warm.pays(1, 1), true); // none has come to its end: they may be long
  warm.lastTookMs(200);
  equal(warm.pays(1, 14), false); //  14 · 0.2 s = 2.8 s
  equal(warm.pays(1, 15), true); //   15 · 0.2 s = 3 s
  equal(warm.pays(2, 15), false); //  two threads are through in half of that
});

test('where no run waits, no thread is opened', () => {
  equal(afterCpuMs(1e9).pays(1, 0), false);
});
