import { testPods } from './testing.js';

// What ValidateObjectMeta of v1.36.3 says against each.
testPods([
  [
    {},
    { finalizers: ['orphan', 'foregroundDeletion', 'x', 'A b'] },
    [
      "metadata.finalizers: Invalid value: \"A b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion","x","A b"]: finalizer orphan and foregroundDeletion cannot be both set',
      'metadata.finalizers[2]: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified',
      'metadata.finalizers[3]: Invalid value: "A b": name is neither a standard finalizer name nor is it fully qualified',
    ],
  ],
  [
    {},
    {
      ownerReferences: [
        { apiVersion: 'v1', kind: 'A', name: 'a', uid: 'u', controller: true },
        { apiVersion: 'v1/', kind: '', name: '', uid: '', controller: true },
      ],
    },
    [
      'metadata.ownerReferences.apiVersion: Invalid value: "v1/": version must not be empty',
      'metadata.ownerReferences.kind: Invalid value: "": must not be empty',
      'metadata.ownerReferences.name: Invalid value: "": must not be empty',
      'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
      'metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"A","name":"a","uid":"u","controller":true},{"apiVersion":"v1/","kind":"","name":"","uid":"","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for A/a and /',
    ],
  ],
  [
    {},
    { ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'a', uid: 'u' }] },
    [
      'metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"a","uid":"u"}: /v1, Kind=Event is disallowed from being an owner',
    ],
  ],
  [
    {},
    { managedFields: [{ manager: 'a\tb', operation: 'X', fieldsType: 'F' }] },
    [
      'metadata.managedFields[0].operation: Invalid value: "X": must be `Apply` or `Update`',
      'metadata.managedFields[0].fieldsType: Invalid value: "F": must be `FieldsV1`',
      'metadata.managedFields[0].manager: Invalid value: "a\\tb": invalid character U+0009 (at position 1)',
    ],
  ],
  [
    {},
    { namespace: 'A', generation: -1 },
    [
      "metadata.namespace: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'metadata.generation: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [{}, { generateName: 'A-' }, []],
]);
