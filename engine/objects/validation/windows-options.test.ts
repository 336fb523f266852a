import { testPods } from './testing.js';

// What validateWindowsSecurityContextOptions of v1.36.3 says against each.
testPods([
  [
    {
      securityContext: { windowsOptions: { gmsaCredentialSpecName: 'A_', gmsaCredentialSpec: '', runAsUserName: '' } },
    },
    {},
    [
      "spec.securityContext.windowsOptions.gmsaCredentialSpecName: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.securityContext.windowsOptions.gmsaCredentialSpec: Invalid value: "": gmsaCredentialSpec cannot be an empty string',
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string',
    ],
  ],
  [
    { securityContext: { windowsOptions: { runAsUserName: 'a\nb' } } },
    {},
    [
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "a\\nb": runAsUserName cannot contain control characters',
    ],
  ],
  [
    { securityContext: { windowsOptions: { runAsUserName: 'a\\b\\c' } } },
    {},
    [
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash',
    ],
  ],
  [
    { securityContext: { windowsOptions: { runAsUserName: '.dom\\..' } } },
    {},
    [
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: ".dom\\\\..": runAsUserName\'s Domain doesn\'t match the NetBios nor the DNS format',
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: ".dom\\\\..": runAsUserName\'s User cannot contain only periods or spaces',
    ],
  ],
  [
    { securityContext: { windowsOptions: { runAsUserName: 'dom\\' } } },
    {},
    [
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "dom\\\\": runAsUserName\'s User cannot be empty',
    ],
  ],
  [
    { securityContext: { windowsOptions: { runAsUserName: 'a<b>' } } },
    {},
    [
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "a\\u003cb\\u003e": runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]',
    ],
  ],
  [
    {
      securityContext: {
        windowsOptions: {
          runAsUserName:
            'uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu',
        },
      },
    },
    {},
    [
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu": runAsUserName\'s User length must not be longer than 104 characters',
    ],
  ],
  [
    {
      securityContext: {
        windowsOptions: {
          runAsUserName:
            'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\\u',
        },
      },
    },
    {},
    [
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\\\\u": runAsUserName\'s Domain length must be under 256 characters',
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\\\\u": runAsUserName\'s Domain doesn\'t match the NetBios nor the DNS format',
    ],
  ],
  [{ securityContext: { windowsOptions: { runAsUserName: 'NT AUTHORITY\\LOCAL SERVICE' } } }, {}, []],
]);
