import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { cidrFamily, cidrProblems, ipFamily, ipProblems, specialIpProblems } from './ip-address.js';

const unreadable = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const zeros = 'must not have leading 0s';

// What validation.IsValidIPForLegacyField of v1.36 says.
const addresses: readonly [text: string, problems: string[]][] = [
  ['1.2.3.4', []],
  ['::', []],
  ['FE80::ABCD', []],
  ['1:2:3:4:5:6:1.2.3.4', []],
  ['1:2:3:4:5:6:7::', []],
  ['01.2.3.4', [zeros]],
  ['::00001', [zeros]],
  ['::1.2.3.04', [zeros]],
  ['::ffff:1.2.3.4', ['must not be an IPv4-mapped IPv6 address']],
  ['::ffff:0102:0304', ['must not be an IPv4-mapped IPv6 address']],
  ...[
    '',
    'x',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'fe80::1%eth0',
    '1:',
  ].map((text): [string, string[]] => [text, [unreadable]]),
];

for (const [text, problems] of addresses) {
  test(`"${text}" ${problems.length === 0 ? 'is an address' : problems[0]}`, () =>
    deepEqual(ipProblems(text), problems));
}

// What validation.IsValidCIDRForLegacyField of v1.36 says.
const networks: readonly [text: string, problems: string[]][] = [
  ['0.0.0.0/0', []],
  ['fd00::/64', []],
  ['10.0.0.1/8', ['must not have bits set beyond the prefix length']],
  ['fd00::1/64', ['must not have bits set beyond the prefix length']],
  ['10.0.0.0/08', ['must not have leading 0s in IP or prefix length']],
  ['::ffff:1.2.3.0/120', ['must not have an IPv4-mapped IPv6 address']],
  ['10.0.0.0/33', ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']],
  ['10.0.0.0', ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)']],
];

for (const [text, problems] of networks) {
  test(`"${text}" ${problems.length === 0 ? 'is a network' : problems[0]}`, () =>
    deepEqual(cidrProblems(text), problems));
}

test('an IPv4 address within an IPv6 one counts as IPv4', () => {
  deepEqual(['1.2.3.4', '::ffff:1.2.3.4', '::1', 'x'].map(ipFamily), [4, 4, 6, null]);
  equal(cidrFamily('fd00::/64'), 6);
});

test('some addresses mean nobody else', () => {
  equal(specialIpProblems('8.8.8.8').length, 0);
  deepEqual(specialIpProblems('::'), ['may not be unspecified (::)']);
  deepEqual(specialIpProblems('::1'), ['may not be in the loopback range (127.0.0.0/8, ::1/128)']);
});
