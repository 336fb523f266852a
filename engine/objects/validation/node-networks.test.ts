import { testObjects } from './testing.js';

// What ValidateNode of v1.36.3 says against each.
testObjects('v1', 'Node', [
  [
    { spec: { podCIDR: 'x' } },
    {},
    ['spec.podCIDRs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
  ],
  [
    { spec: { podCIDRs: ['10.0.0.1/8', '010.0.0.0/8', '10.0.0.0/08', '::ffff:1.2.3.0/120'] } },
    {},
    [
      'spec.podCIDRs[0]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
      'spec.podCIDRs[1]: Invalid value: "010.0.0.0/8": must not have leading 0s in IP or prefix length',
      'spec.podCIDRs[2]: Invalid value: "10.0.0.0/08": must not have leading 0s in IP or prefix length',
      'spec.podCIDRs[3]: Invalid value: "::ffff:1.2.3.0/120": must not have an IPv4-mapped IPv6 address',
      'spec.podCIDRs: Invalid value: ["10.0.0.1/8","010.0.0.0/8","10.0.0.0/08","::ffff:1.2.3.0/120"]: may specify no more than one CIDR for each IP family',
    ],
  ],
  [
    { spec: { podCIDRs: ['10.0.0.0/8', '10.0.0.0/33'] } },
    {},
    [
      'spec.podCIDRs[1]: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      'spec.podCIDRs: Internal error: invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[1]: <nil> (invalid CIDR address: 10.0.0.0/33)',
      'spec.podCIDRs: Invalid value: ["10.0.0.0/8","10.0.0.0/33"]: may specify no more than one CIDR for each IP family',
    ],
  ],
  [
    { spec: { podCIDRs: ['10.0.0.0/8', '11.0.0.0/8'] } },
    {},
    ['spec.podCIDRs: Invalid value: ["10.0.0.0/8","11.0.0.0/8"]: may specify no more than one CIDR for each IP family'],
  ],
  [{ spec: { podCIDRs: ['10.0.0.0/8', 'fd00::/64'] } }, {}, []],
  [{ spec: { podCIDR: '1.0.0.0/8', podCIDRs: ['x'] } }, {}, []],
  [
    { status: { nodeInfo: { swap: { capacity: 0 } } } },
    {},
    ['metadata.nodeSwapStatus.capacity: Invalid value: 0: must be greater than zero'],
  ],
  [
    {},
    { annotations: { 'scheduler.alpha.kubernetes.io/taints': '[{"key":"a b","effect":"X"}]' } },
    [
      "metadata.annotations.scheduler.alpha.kubernetes.io/taints[0].key: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'metadata.annotations.scheduler.alpha.kubernetes.io/taints[0].effect: Unsupported value: "X": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    {},
    { annotations: { 'scheduler.alpha.kubernetes.io/taints': '[{"value":1}]' } },
    [
      'metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/taints": json: cannot unmarshal number into Go struct field Taint.Value of type string',
    ],
  ],
  [
    {},
    { annotations: { 'scheduler.alpha.kubernetes.io/preferAvoidPods': '[' } },
    [
      'metadata.annotations.AvoidPods: Invalid value: "scheduler.alpha.kubernetes.io/preferAvoidPods": unexpected end of JSON input',
    ],
  ],
  [
    {},
    {
      annotations: {
        'scheduler.alpha.kubernetes.io/preferAvoidPods':
          '{"preferAvoidPods":[{},{"podSignature":{"podController":{"controller":false}}}]}',
      },
    },
    [
      'metadata.annotations.scheduler.alpha.kubernetes.io/preferAvoidPods[0].PodSignature: Required value',
      'metadata.annotations.scheduler.alpha.kubernetes.io/preferAvoidPods[1].PodSignature.PodController.Controller: Invalid value: false: must point to a controller',
    ],
  ],
  [
    { status: { declaredFeatures: ['A', 'A', 'a'] } },
    {},
    [
      'status.declaredFeatures[1]: Duplicate value: "A"',
      'status.declaredFeatures[2]: Invalid value: "a": invalid feature name "a": must start with an UpperCamelCase segment, with subsequent segments separated by \'/\' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes',
    ],
  ],
]);
