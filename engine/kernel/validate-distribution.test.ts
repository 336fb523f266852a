import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { validateDistribution } from './validate-distribution.js';

test('every form is accepted', () => {
  const forms = [
    0,
    12.5,
    { constant: 3 },
    { p50: 1, p99: 1 },
    { p50Us: 1, p99Us: 5 },
    { uniform: { min: 0, max: 1 } },
    { exponential: { mean: 1 } },
    { pareto: { min: 1, shape: 2 } },
    { weibull: { scale: 1, shape: 2 } },
    { empirical: [{ value: 0, weight: 1 }] },
  ];
  for (const form of forms) deepEqual(validateDistribution(form, 'x'), []);
});

test('each fault is named with its path', () => {
  const table: [value: unknown, path: string, message: RegExp][] = [
    [-1, 'etcd.fsync', /number, 0 or greater; it is -1/],
    [Number.NaN, 'etcd.fsync', /number, 0 or greater/],
    ['5ms', 'etcd.fsync', /expected a number or a distribution, one of \{ p50, p99 \}/],
    [null, 'etcd.fsync', /expected a number or a distribution/],
    [[1], 'etcd.fsync', /expected a number or a distribution/],
    [{}, 'etcd.fsync', /unknown distribution; give one of/],
    [{ normal: { mean: 1 } }, 'etcd.fsync', /unknown distribution/],
    [{ p50: 1 }, 'etcd.fsync.p99', /greater than 0; it is missing/],
    [{ p50: 0, p99: 1 }, 'etcd.fsync.p50', /greater than 0; it is 0/],
    [{ p50: 5, p99: 1 }, 'etcd.fsync.p99', /must not be less than p50 \(5\); it is 1/],
    [{ p50: 1, p99: 2, p90: 1.5 }, 'etcd.fsync.p90', /unknown field; expected p50, p99/],
    [{ p50Us: 1, p99: 2 }, 'etcd.fsync.p99', /unknown field; expected p50Us, p99Us/],
    [{ constant: 1, min: 0 }, 'etcd.fsync.min', /unknown field; expected constant/],
    [{ uniform: { min: 3, max: 1 } }, 'etcd.fsync.uniform.max', /must not be less than min/],
    [{ uniform: 3 }, 'etcd.fsync.uniform', /expected \{ min, max \}/],
    [{ exponential: { mean: 0 } }, 'etcd.fsync.exponential.mean', /greater than 0/],
    [{ pareto: { min: 1, shape: '2' } }, 'etcd.fsync.pareto.shape', /greater than 0; it is "2"/],
    [{ weibull: { scale: 1 } }, 'etcd.fsync.weibull.shape', /missing/],
    [{ empirical: [] }, 'etcd.fsync.empirical', /at least one entry/],
    [{ empirical: [3] }, 'etcd.fsync.empirical[0]', /expected \{ value, weight \}/],
    [{ empirical: [{ value: 1, weight: 0 }] }, 'etcd.fsync.empirical', /at least one weight/],
    [
      {
        empirical: [
          { value: 1, weight: 1 },
          { value: -1, weight: 1 },
        ],
      },
      'etcd.fsync.empirical[1].value',
      /0 or greater/,
    ],
  ];
  for (const [value, path, message] of table) {
    const faults = validateDistribution(value, 'etcd.fsync');
    equal(
      faults.some((fault) => fault.path === path && message.test(fault.message)),
      true,
      JSON.stringify({ value, faults }),
    );
  }
});

test('several faults are told at once', () => {
  equal(validateDistribution({ uniform: { min: -1, max: 'x', mid: 3 } }, 'x').length, 3);
  match(validateDistribution({ pareto: {} }, 'x')[0]!.message, /missing/);
});
