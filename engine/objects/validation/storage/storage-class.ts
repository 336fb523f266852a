/** Validation of StorageClasses. Upstream: ValidateStorageClass in pkg/apis/storage/validation/validation.go, v1.36. */
import type { StorageClassV1 } from '../../api.js';
import { duplicate, type FieldError, invalid, invalidEach, required, tooLong } from '../../field-error.js';
import { qualifiedNameProblems, subdomainProblems } from '../../names.js';
import { utf8Length } from '../../utf8-length.js';
import { labelKeyErrors, metadataErrors } from '../metadata.js';
import { oneOfIfSet } from '../numbers.js';

/** What the API server says against a StorageClass. */
export function storageClassErrors(storageClass: StorageClassV1): FieldError[] {
  const { metadata, provisioner = '', volumeBindingMode, allowedTopologies = [] } = storageClass;
  const lower = provisioner.toLowerCase();
  const reclaimPolicy = (storageClass['reclaimPolicy'] as string | undefined) || undefined;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...(lower === '' ? [required('provisioner')] : invalidEach('provisioner', lower, qualifiedNameProblems(lower))),
    ...parameterErrors((storageClass['parameters'] ?? {}) as Readonly<Record<string, string>>, 'parameters'),
    ...oneOfIfSet('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain']),
    ...oneOfIfSet('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
    ...topologiesErrors(allowedTopologies, 'allowedTopologies'),
  ];
}

const mostParameters = 512;
/** Bytes of all parameters together: 256 KiB. */
const mostParameterBytes = 256 * 1024;

function parameterErrors(parameters: Readonly<Record<string, string>>, path: string): FieldError[] {
  const entries = Object.entries(parameters);
  if (entries.length > mostParameters) return [tooLong(path, mostParameters)];
  const bytes = entries.reduce((sum, [name, text]) => sum + utf8Length(name) + utf8Length(text), 0);
  return [
    ...('' in parameters ? [invalid(path, '', 'field can not be empty.')] : []),
    ...(bytes > mostParameterBytes ? [tooLong(path, mostParameterBytes)] : []),
  ];
}

type TopologyTerm = NonNullable<StorageClassV1['allowedTopologies']>[number];

/** Each term, and whether an earlier one is equal. Upstream compares with as many empty ones as there are terms, so that one without expressions repeats each of these. */
function topologiesErrors(terms: readonly TopologyTerm[], path: string): FieldError[] {
  const texts = terms.map(textOf);
  return terms.flatMap((term, i) => {
    const equals = texts.slice(0, i).filter((text) => text === texts[i]).length;
    const repeated = equals + (texts[i] === '' ? terms.length : 0);
    return [
      ...topologyErrors(term, `${path}[${i}]`),
      ...Array.from({ length: repeated }, () => duplicate(`${path}[${i}].matchLabelExpressions`, '')),
    ];
  });
}

/** The same for equal terms: of several expressions with one key the last counts. */
function textOf({ matchLabelExpressions = [] }: TopologyTerm): string {
  const sets = new Map(matchLabelExpressions.map(({ key = '', values = [] }) => [key, [...new Set(values)].sort()]));
  return sets.size === 0 ? '' : JSON.stringify([...sets].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function topologyErrors({ matchLabelExpressions = [] }: TopologyTerm, path: string): FieldError[] {
  const keys = matchLabelExpressions.map((expression) => expression.key ?? '');
  return matchLabelExpressions.flatMap(({ values = [] }, i) => {
    const at = `${path}.matchLabelExpressions[${i}]`;
    return [
      ...(values.length === 0 ? [required(`${at}.values`)] : []),
      ...values.flatMap((v, j) => (values.indexOf(v) < j ? [duplicate(`${at}.values[${j}]`, v)] : [])),
      ...labelKeyErrors(keys[i]!, `${at}.key`),
      ...(keys.indexOf(keys[i]!) < i ? [duplicate(`${at}.key`, keys[i]!)] : []),
    ];
  });
}
