import { testObjects } from './testing.js';

// What the API server of v1.36.3 says against each.
testObjects('v1', 'Namespace', [
  [
    { spec: { finalizers: ['kubernetes', 'x', 'A b'] } },
    {},
    [
      'spec.finalizers: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified',
      "spec.finalizers: Invalid value: \"A b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'spec.finalizers: Invalid value: "A b": name is neither a standard finalizer name nor is it fully qualified',
    ],
  ],
]);

testObjects('policy/v1', 'PodDisruptionBudget', [
  [
    { spec: { unhealthyPodEvictionPolicy: 'X', maxUnavailable: '101%' } },
    { name: 'a/b' },
    [
      'spec.maxUnavailable: Invalid value: "101%": must not be greater than 100%',
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "X": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ],
  ],
  [{ spec: {} }, { name: 'a/b', finalizers: ['x'] }, ['metadata.name: Invalid value: "a/b": may not contain \'/\'']],
  [
    { spec: { minAvailable: 'x', selector: { matchExpressions: [{ key: 'a', operator: '<' }] } } },
    {},
    [
      "spec.minAvailable: Invalid value: \"x\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      'spec.selector.matchExpressions[0].operator: Invalid value: "\\u003c": not a valid selector operator',
    ],
  ],
]);

testObjects('scheduling.k8s.io/v1', 'PriorityClass', [
  [
    { value: 1, preemptionPolicy: 'X' },
    {},
    ['preemptionPolicy: Unsupported value: "X": supported values: "PreemptLowerPriority", "Never"'],
  ],
  [{ value: 1000000001 }, {}, ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000']],
  [
    { value: 1 },
    { name: 'system-x' },
    [
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class",
    ],
  ],
]);
