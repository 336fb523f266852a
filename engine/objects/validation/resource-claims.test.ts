import { testPods } from './testing.js';

// What validatePodResourceClaims and validateResourceClaimNames of v1.36.3 say against each.
testPods([
  [
    { resourceClaims: [{ name: 'a' }, { name: 'a', resourceClaimName: 'b', resourceClaimTemplateName: 'C' }, {}] },
    {},
    [
      'spec.resourceClaims[0]: Invalid value: {"Name":"a","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
      'spec.resourceClaims[1].name: Duplicate value: "a"',
      'spec.resourceClaims[1]: Invalid value: {"Name":"a","ResourceClaimName":"b","ResourceClaimTemplateName":"C"}: at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified',
      "spec.resourceClaims[1].resourceClaimTemplateName: Invalid value: \"C\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.resourceClaims[2].name: Required value',
      'spec.resourceClaims[2]: Invalid value: {"Name":"","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
    ],
  ],
  [
    { resourceClaims: [{ name: 'A', resourceClaimName: '' }] },
    {},
    [
      "spec.resourceClaims[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      "spec.resourceClaims[0].resourceClaimName: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    {
      resourceClaims: [
        { name: 'a', resourceClaimName: 'x' },
        { name: 'b', resourceClaimName: 'x' },
      ],
      containers: [
        {
          name: 'c',
          image: 'i',
          resources: {
            claims: [{ name: 'a', request: 'R' }, { name: 'a' }, { name: 'a', request: 's' }, {}, { name: 'z' }],
          },
        },
      ],
    },
    {},
    [
      "spec.containers[0].resources.claims[0].request: Invalid value: \"R\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.containers[0].resources.claims[1]: Duplicate value: "a"',
      'spec.containers[0].resources.claims[2]: Duplicate value: "a"',
      'spec.containers[0].resources.claims[3]: Required value',
      'spec.containers[0].resources.claims[4]: Not found: "z": must be one of the names in pod.spec.resourceClaims: a, b',
    ],
  ],
  [
    { nodeName: 'n', resourceClaims: [{ name: 'a' }] },
    { annotations: { 'kubernetes.io/config.mirror': 'x' } },
    ['[]: Forbidden: static pods do not support resource claims'],
  ],
  [
    { resources: { claims: [{ name: 'a' }] } },
    {},
    [
      'spec.resources.claims: Forbidden: claims may not be set for Resources at pod-level',
      'spec.resources.claims[0]: Not found: "a": must be one of the names in pod.spec.resourceClaims which is empty',
    ],
  ],
]);
