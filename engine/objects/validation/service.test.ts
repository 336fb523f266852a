import { testObjects } from './testing.js';

// What ValidateServiceCreate of v1.36.3 says against each; addresses and ports that the API server allocates count as there.
testObjects('v1', 'Service', [
  [{ spec: {} }, {}, ['spec.ports: Required value']],
  [
    { spec: { ports: [{ port: 80 }] } },
    { name: 'A' },
    [
      "metadata.name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    { spec: { ports: [{ port: 80 }], type: 'X', sessionAffinity: 'X' } },
    {},
    [
      'spec.sessionAffinity: Unsupported value: "X": supported values: "ClientIP", "None"',
      'spec.type: Unsupported value: "X": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
  ],
  [
    { spec: { clusterIP: 'None', type: 'NodePort' } },
    {},
    ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
  ],
  [{ spec: { type: 'ExternalName' } }, {}, ['spec.externalName: Required value']],
  [
    {
      spec: {
        type: 'ExternalName',
        externalName: 'A.',
        clusterIP: '1.1.1.1',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
      },
    },
    {},
    [
      'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
      'spec.ipFamilies: Forbidden: may not be set for ExternalName services',
      'spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services',
      "spec.externalName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    {
      spec: {
        ports: [
          { port: 80 },
          { port: 80, name: 'A', protocol: 'X', targetPort: 'Web', appProtocol: 'a b', nodePort: 5 },
          { port: 0, name: 'A' },
        ],
      },
    },
    {},
    [
      'spec.ports[0].name: Required value',
      "spec.ports[1].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.ports[1].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"',
      'spec.ports[1].targetPort: Invalid value: "Web": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      "spec.ports[1].appProtocol: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      "spec.ports[2].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.ports[2].name: Duplicate value: "A"',
      'spec.ports[2].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.ports[2].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
      "spec.ports[1].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
  ],
  [
    {
      spec: {
        type: 'NodePort',
        ports: [
          { port: 80, name: 'a', nodePort: 30000 },
          { port: 81, name: 'b', nodePort: 30000 },
        ],
      },
    },
    {},
    ['spec.ports[1].nodePort: Duplicate value: 30000'],
  ],
  [
    {
      spec: {
        ports: [{ port: 80 }],
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } },
      },
    },
    {},
    [
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400',
    ],
  ],
  [
    { spec: { ports: [{ port: 80 }], clusterIP: 'x' } },
    {},
    ['spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
  ],
  [
    { spec: { ports: [{ port: 80 }], clusterIPs: ['1.1.1.1'] } },
    {},
    ['spec.clusterIPs: Invalid value: ["1.1.1.1"]: must be empty when `clusterIP` is not specified'],
  ],
  [
    { spec: { ports: [{ port: 80 }], clusterIP: '1.1.1.1', clusterIPs: ['1.1.1.2', 'None'] } },
    {},
    [
      'spec.clusterIPs: Invalid value: ["1.1.1.2","None"]: first value must match `clusterIP`',
      'spec.clusterIPs[1]: Invalid value: "None": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
  ],
  [
    {
      spec: {
        ports: [{ port: 80 }],
        clusterIP: '1.1.1.1',
        clusterIPs: ['1.1.1.1', '1.1.1.2'],
        ipFamilies: ['IPv6', 'IPv6', 'X'],
        ipFamilyPolicy: 'X',
      },
    },
    {},
    [
      'spec.ipFamilies[1]: Duplicate value: "IPv6"',
      'spec.ipFamilies[2]: Unsupported value: "X": supported values: "IPv4", "IPv6"',
      'spec.ipFamilyPolicy: Unsupported value: "X": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"',
      'spec.clusterIPs: Invalid value: ["1.1.1.1","1.1.1.2"]: may specify no more than one IP for each IP family',
      'spec.clusterIPs[0]: Invalid value: "1.1.1.1": expected an IPv6 value as indicated by `ipFamilies[0]`',
      'spec.clusterIPs[1]: Invalid value: "1.1.1.2": expected an IPv6 value as indicated by `ipFamilies[1]`',
    ],
  ],
  [
    {
      spec: {
        ports: [{ port: 80 }],
        externalIPs: ['x', '0.0.0.0', '127.0.0.1', '169.254.0.1', '224.0.0.1', 'fe80::1'],
      },
    },
    {},
    [
      'spec.externalIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'spec.externalIPs[1]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
      'spec.externalIPs[2]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'spec.externalIPs[3]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      'spec.externalIPs[4]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
      'spec.externalIPs[5]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
    ],
  ],
  [
    { spec: { ports: [{ port: 80 }], loadBalancerSourceRanges: [' 10.0.0.0/8', '10.0.0.1/8'] } },
    {},
    [
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
      'spec.LoadBalancerSourceRanges[1]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
    ],
  ],
  [
    { spec: { ports: [{ port: 80 }] } },
    { annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, x' } },
    [
      "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Forbidden: may only be used when `type` is 'LoadBalancer'",
      'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ],
  [
    { spec: { ports: [{ port: 80 }], allocateLoadBalancerNodePorts: true, loadBalancerClass: 'a' } },
    {},
    [
      "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
      "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
  ],
  [
    { spec: { ports: [{ port: 80 }], type: 'LoadBalancer', loadBalancerClass: 'a b', externalTrafficPolicy: 'X' } },
    {},
    [
      "spec.loadBalancerClass: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'spec.externalTrafficPolicy: Unsupported value: "X": supported values: "Cluster", "Local"',
    ],
  ],
  [
    {
      spec: {
        ports: [{ port: 80 }],
        externalTrafficPolicy: 'Local',
        internalTrafficPolicy: 'X',
        trafficDistribution: '<',
        healthCheckNodePort: 5,
      },
    },
    {},
    [
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
      "spec.healthCheckNodePort: Invalid value: 5: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      'spec.internalTrafficPolicy: Unsupported value: "X": supported values: "Cluster", "Local"',
      'spec.trafficDistribution: Unsupported value: "<": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
    ],
  ],
  [
    {
      spec: { ports: [{ port: 80 }], type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 70000 },
    },
    {},
    ['spec.healthCheckNodePort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
  ],
  [
    { spec: { ports: [{ port: 80 }] } },
    { annotations: { 'service.kubernetes.io/topology-mode': 'a', 'service.kubernetes.io/topology-aware-hints': 'b' } },
    [
      'metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "a": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified',
    ],
  ],
  [
    {
      spec: {
        ports: [{ port: 80 }],
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        externalIPs: ['1.2.3.4'],
        sessionAffinity: 'ClientIP',
        trafficDistribution: 'PreferSameZone',
      },
    },
    {},
    [],
  ],
]);
