import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Diagnosis, fitErrorMessage, rejectedOn } from './fit-error.js';
import { Status, unresolvable, unschedulable } from './status.js';
import { aPod } from './testing.js';

test('reasons are counted over nodes and sorted as texts, and nodes without a verdict share one', () => {
  const diagnosis = new Diagnosis();
  for (let i = 0; i < 10; i++)
    diagnosis.verdicts.explicit.set(`n${i}`, unschedulable('Insufficient cpu', ...(i < 2 ? ['Too many pods'] : [])));
  diagnosis.verdicts.absent = unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]");
  equal(
    fitErrorMessage({ pod: aPod(), numAllNodes: 15, diagnosis }),
    "0/15 nodes are available: 10 Insufficient cpu, 2 Too many pods, 5 node(s) didn't satisfy plugin(s) [NodeAffinity].",
  );
});

test('what PreFilter said stands instead of reasons, what PostFilter said after both', () => {
  const diagnosis = new Diagnosis();
  diagnosis.preFilterMessage = 'no claim';
  diagnosis.verdicts.absent = unresolvable('no claim');
  diagnosis.postFilterMessage = 'preemption: no';
  equal(
    fitErrorMessage({ pod: aPod(), numAllNodes: 2, diagnosis }),
    '0/2 nodes are available: no claim. preemption: no',
  );
});

test('without any reason only the count is said', () => {
  equal(fitErrorMessage({ pod: aPod(), numAllNodes: 3, diagnosis: new Diagnosis() }), '0/3 nodes are available:');
});

test('a plugin that rejects is recorded, one that is pending twice, a nameless verdict not at all', () => {
  const diagnosis = new Diagnosis();
  diagnosis.addPlugin(unschedulable('x').by('A'));
  diagnosis.addPlugin(new Status('Pending', ['y'], 'B'));
  diagnosis.addPlugin(unschedulable('z'));
  diagnosis.addPlugin(new Status('Error', ['e'], 'C'));
  deepEqual([...diagnosis.unschedulablePlugins], ['A', 'B']);
  deepEqual([...diagnosis.pendingPlugins], ['B']);
});

test('a rejection on the chosen node speaks of one node', () => {
  const { status, fitError } = rejectedOn(aPod(), 'a', unschedulable('too late').by('Gate'));
  deepEqual([status.code, status.message], ['Unschedulable', '0/1 nodes are available: 1 too late.']);
  deepEqual([...fitError.diagnosis.unschedulablePlugins], ['Gate']);
});
