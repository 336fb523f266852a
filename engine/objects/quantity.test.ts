import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  quantityProblem,
  roundUpToMilli,
  value,
} from './quantity.js';

// Answers of apimachinery v0.36.3: text, how it prints, thousandths, whole units.
const read: [text: string | number, printed: string, milli: bigint, units: bigint][] = [
  ['0', '0', 0n, 0n],
  ['100m', '100m', 100n, 1n], //                 0.1 rounds up to 1
  [2, '2', 2000n, 2n],
  [0.5, '500m', 500n, 1n],
  ['1.5', '1500m', 1500n, 2n],
  ['1.500', '1.500', 1500n, 2n], //              kept as written: no zeros to take away in threes
  ['1000', '1k', 1_000_000n, 1000n],
  ['1Gi', '1Gi', 1_073_741_824_000n, 1_073_741_824n],
  ['1.5Gi', '1536Mi', 1_610_612_736_000n, 1_610_612_736n],
  ['1024Ki', '1Mi', 1_048_576_000n, 1_048_576n],
  ['1023Ki', '1023Ki', 1_047_552_000n, 1_047_552n],
  ['0.5Ki', '512', 512_000n, 512n], //           below 1024 binary prints decimal
  ['1e3', '1e3', 1_000_000n, 1000n],
  ['12E2', '1200', 1_200_000n, 1200n],
  ['1E', '1E', 1_000_000_000_000_000_000_000n, 1_000_000_000_000_000_000n],
  ['1u', '1u', 1n, 1n],
  ['0.1n', '1n', 1n, 1n], //                     finer than nano rounds up
  ['0.0000000001', '1n', 1n, 1n],
  ['9Ei', '9223372036854775807', 9_223_372_036_854_775_807_000n, 9_223_372_036_854_775_807n], // capped at int64
  ['+5', '+5', 5000n, 5n],
  ['-1', '-1', -1000n, -1n],
  ['.5', '500m', 500n, 1n],
  ['5.', '5.', 5000n, 5n],
  [' 1 ', '1', 1000n, 1n],
];

for (const [text, printed, milli, units] of read) {
  test(`${JSON.stringify(text)} is ${printed}`, () => {
    const quantity = parseQuantity(text);
    equal(formatQuantity(quantity), printed);
    equal(milliValue(quantity), milli);
    equal(value(quantity), units);
  });
}

const form = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const malformed: [text: unknown, problem: string][] = [
  [2 ** 53, 'is a number too large to be read exactly: write it in quotes'],
  ['', form],
  ['abc', form],
  ['1 Gi', form],
  ['1..2', form],
  ['0x10', form],
  ['1GiB', form],
  ['1K', "unable to parse quantity's suffix"],
  ['1gi', form],
  ['1mi', "unable to parse quantity's suffix"],
  ['1e', "unable to parse quantity's suffix"],
  ['e-10', 'unable to parse numeric part of quantity'],
  [null, form],
  [{}, form],
  ['1e999999999', 'is larger than the simulator can count'],
];

for (const [text, problem] of malformed) {
  test(`${JSON.stringify(text)} is no quantity`, () => equal(quantityProblem(text), problem));
}

test('a malformed quantity is a configuration error that quotes it', () => {
  throws(() => parseQuantity('1K'), /quantity: "1K" unable to parse quantity's suffix; write it like 250m, 2 or 1Gi/);
});

test('a sum prints like its first part, or like the second where the first is zero', () => {
  equal(formatQuantity(addQuantities(parseQuantity('1Gi'), parseQuantity('1G'))), '2073741824'); // not a multiple of 1024
  equal(formatQuantity(addQuantities(parseQuantity('1Gi'), parseQuantity('1024Mi'))), '2Gi');
  equal(formatQuantity(addQuantities(parseQuantity('0'), parseQuantity('1Gi'))), '1Gi');
  equal(formatQuantity(addQuantities(parseQuantity('500m'), parseQuantity('1500m'))), '2');
});

test('quantities compare by amount, not by text', () => {
  equal(compareQuantities(parseQuantity('1000m'), parseQuantity('1')), 0);
  equal(compareQuantities(parseQuantity('1Ki'), parseQuantity('1k')), 1);
  equal(compareQuantities(parseQuantity('1n'), parseQuantity('1u')), -1);
});

test('the API stores nothing finer than a thousandth', () => {
  equal(formatQuantity(roundUpToMilli(parseQuantity('100u'))), '1m');
  equal(formatQuantity(roundUpToMilli(parseQuantity('1500m'))), '1500m');
});
