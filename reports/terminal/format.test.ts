/** Figures, tables and charts as people read them. */
import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { bar, sparkline } from './chart.js';
import { bytes, count, duration, percent, plural, significant } from './format.js';
import { styles } from './style.js';
import { table, width } from './table.js';

test('durations', () => {
  const told: readonly (readonly [us: number, text: string])[] = [
    [-1, '–'], // never came
    [0, '0 µs'],
    [850, '850 µs'],
    [999.6, '1.00 ms'],
    [12_400, '12.4 ms'],
    [999_999, '1.00 s'],
    [3_210_000, '3.21 s'],
    [59_960_000, '1m00s'],
    [250e6, '4m10s'],
    [3_599.6e6, '1h00m'],
    [7_500e6, '2h05m'],
    [7_199.9e6, '2h00m'],
    [172_800e6, '48h00m'],
  ];
  for (const [us, text] of told) equal(duration(us), text, `${us} µs`);
});

test('three significant figures, never an exponent', () => {
  deepEqual([0, 0.0004, 0.123, 1.234, 9.999, 12.34, 123.4, 12_345.6, -1.5].map(significant), [
    '0',
    '<0.001',
    '0.123',
    '1.23',
    '10.0',
    '12.3',
    '123',
    '12346',
    '-1.50',
  ]);
});

test('counts have a comma every three digits', () => {
  deepEqual([0, 999, 1000, 1234567, -1234].map(count), ['0', '999', '1,000', '1,234,567', '-1,234']);
  deepEqual([plural(1, 'pod'), plural(2000, 'pod'), plural(0, 'pod')], ['1 pod', '2,000 pods', '0 pods']);
});

test('shares', () => {
  deepEqual([0, 0.004, 0.099, 0.0996, 0.5, 1].map(percent), ['0 %', '0.4 %', '9.9 %', '10 %', '50 %', '100 %']);
});

test('bytes', () => {
  deepEqual([0, 512, 1024 ** 2 * 1.5, 64 * 1024 ** 3, 1024 ** 6].map(bytes), [
    '0 B',
    '512 B',
    '1.5 MiB',
    '64 GiB',
    '1024 PiB',
  ]);
});

test('a table is as wide as its widest cells, styles not counted', () => {
  const { bad } = styles(true);
  const lines = table(
    [{ title: 'pod' }, { title: 'n', align: 'right' }],
    [
      [bad('web'), '7'],
      ['frontend', '1,000'],
    ],
  );
  deepEqual(lines, ['pod           n', `${bad('web')}           7`, 'frontend  1,000']);
  deepEqual(lines.map(width), [15, 15, 15]);
});

test('rows may be short, and no line ends in spaces', () => {
  deepEqual(table([{ title: 'a' }, { title: 'long title' }], [['x'], ['', 'y']]), ['a  long title', 'x', '   y']);
});

test('styles are nothing where they are off', () => {
  equal(styles(false).bold('x'), 'x');
  equal(styles(true).bold('x'), '\u001b[1mx\u001b[22m');
});

test('a bar is filled by its share, within its cells', () => {
  deepEqual(
    [0, 0.5, 1, 7, -1].map((share) => bar(share, 4)),
    ['░░░░', '██░░', '████', '████', '░░░░'],
  );
});

test('a sparkline keeps the shape: its greatest value is the tallest block', () => {
  equal(sparkline([0, 1, 2, 4, 8], 10), '▁▂▃▅█');
  equal(sparkline([0, 0], 10), '▁▁');
  equal(sparkline([], 10), '');
  equal(sparkline([1, 3, 2, 6], 2), '▅█'); // means 2 and 4
});
