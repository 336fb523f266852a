import { testPods } from './testing.js';

// What validatePodDNSConfig, ValidateHostAliases and validatePodHostName of v1.36.3 say against each.
testPods([
  [{ dnsPolicy: 'None' }, {}, ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None']],
  [
    { dnsPolicy: 'None', dnsConfig: {} },
    {},
    ['spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None'],
  ],
  [
    { dnsConfig: { nameservers: ['1.1.1.1', 'x', '01.2.3.4', '::ffff:1.2.3.4'] } },
    {},
    [
      'spec.dnsConfig.nameservers: Invalid value: ["1.1.1.1","x","01.2.3.4","::ffff:1.2.3.4"]: must not have more than 3 nameservers',
      'spec.dnsConfig.nameservers[1]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'spec.dnsConfig.nameservers[2]: Invalid value: "01.2.3.4": must not have leading 0s',
      'spec.dnsConfig.nameservers[3]: Invalid value: "::ffff:1.2.3.4": must not be an IPv4-mapped IPv6 address',
    ],
  ],
  [
    { dnsConfig: { searches: ['.', 'a_b.c.', 'A', 'a..'], options: [{ name: 'ndots' }, {}] } },
    {},
    [
      "spec.dnsConfig.searches[2]: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')",
      "spec.dnsConfig.searches[3]: Invalid value: \"a.\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')",
      'spec.dnsConfig.options[1]: Required value: must not be empty',
    ],
  ],
  [
    {
      dnsConfig: {
        searches: [
          'a0',
          'a1',
          'a2',
          'a3',
          'a4',
          'a5',
          'a6',
          'a7',
          'a8',
          'a9',
          'a10',
          'a11',
          'a12',
          'a13',
          'a14',
          'a15',
          'a16',
          'a17',
          'a18',
          'a19',
          'a20',
          'a21',
          'a22',
          'a23',
          'a24',
          'a25',
          'a26',
          'a27',
          'a28',
          'a29',
          'a30',
          'a31',
          'a32',
        ],
      },
    },
    {},
    [
      'spec.dnsConfig.searches: Invalid value: ["a0","a1","a2","a3","a4","a5","a6","a7","a8","a9","a10","a11","a12","a13","a14","a15","a16","a17","a18","a19","a20","a21","a22","a23","a24","a25","a26","a27","a28","a29","a30","a31","a32"]: must not have more than 32 search paths',
    ],
  ],
  [
    { hostAliases: [{ ip: 'x', hostnames: ['A_'] }, { ip: '::1', hostnames: ['a.b'] }, {}] },
    {},
    [
      'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      "spec.hostAliases[0].hostnames[0]: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.hostAliases[2].ip: Invalid value: "": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
  ],
  [
    { hostnameOverride: 'A_', setHostnameAsFQDN: true, hostNetwork: true },
    {},
    [
      'spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true',
      'spec.hostnameOverride: Forbidden: may not be specified when hostNetwork is true',
      "spec.hostnameOverride: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    { hostnameOverride: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
    {},
    ['spec.hostnameOverride: Too long: may not be more than 64 bytes'],
  ],
  [{ hostnameOverride: 'a.b' }, {}, []],
  [
    { hostname: 'a.b', subdomain: 'A' },
    {},
    [
      'spec.hostname: Invalid value: "a.b": must not contain dots',
      "spec.subdomain: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
]);
