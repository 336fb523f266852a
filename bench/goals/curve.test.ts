/** The goals' measurements in small: they run, and the picture shows what they say. */
import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { curvePicture } from './curve-picture.js';
import { decisionCost } from './decision-costs.js';
import { measureDecisions } from './decisions.js';
import { measureWholePath } from './whole-path.js';

test('a kind’s decisions are made and timed', () => {
  const { kind, nodes, wallFirstNs, wallNs, decisions } = decisionCost('default-spread', 12);
  equal(`${kind} ${nodes}`, 'default-spread 12');
  ok(wallFirstNs > 0 && wallNs > 0 && decisions >= 48, `${wallFirstNs} ${wallNs} ${decisions}`);
});

test('decisions on nodes that no two are used alike equal the reference’s', () => {
  const { wallNs, compared } = measureDecisions({ nodes: 30, pods: 400, use: 'no-two', percentage: 0 });
  ok(wallNs > 0 && compared === 300);
});

test('equal runs of the whole path have one digest', async () => {
  const { podsPerSecond, digest } = await measureWholePath(10, 50);
  ok(podsPerSecond > 0);
  match(digest, /^[0-9a-f]{32}$/);
});

test('the picture has a line and a label for each kind, with a point for each size', () => {
  const cost = (kind: string, nodes: number, wallNs: number) => ({ kind, nodes, wallNs, wallFirstNs: 1, decisions: 1 });
  const picture = curvePicture([
    cost('basic', 10, 1e3),
    cost('basic', 1000, 2e3),
    cost('spread', 10, 5e4),
    cost('spread', 1000, 9e6),
  ]);
  // 10 nodes at the left border, 70; 1,000 at the right one, 650. 1 µs lies at the bottom, 410; 10 ms at the top, 30.
  match(picture, /<polyline points="70\.0,410\.0 650\.0,/);
  equal(picture.match(/<polyline/g)?.length, 2);
  match(picture, />spread<\/text>/);
});
