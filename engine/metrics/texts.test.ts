import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Texts, textAt, textColumn } from './texts.js';

test('texts are told as they were', () => {
  const names = ['web-0', 'web-12', '', 'web-012', 'web', '-7', 'a-1234567890', 'job-999999999', 'x-0-1', 'web-0'];
  const column = textColumn(names);
  deepEqual(
    names.map((_, pod) => textAt(column, pod)),
    names,
  );
});

test('names that end in a number share what they begin with', () => {
  const { texts } = textColumn(['web-0', 'web-1', 'web-2']);
  deepEqual(texts, ['web-']);
});

test('a pod without a text has the usual one, also after others got theirs', () => {
  const phases = new Texts('Pending');
  phases.set(1500, 'Running');
  equal(phases.at(3), 'Pending');
  phases.set(1500, 'Succeeded');
  const column = phases.column();
  deepEqual([textAt(column, 1500), textAt(column, 1999)], ['Succeeded', 'Pending']);
});
