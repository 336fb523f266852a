/** Validation of who manages which fields. Upstream: ValidateManagedFields in apimachinery/pkg/apis/meta/v1/validation/validation.go, v1.36. */
import type { ObjectMeta } from '../api.js';
import { type FieldError, invalid, invalidTyped, tooLong } from '../field-error.js';
import { isPrintable } from '../printed.js';
import { utf8Length } from '../utf8-length.js';

const managerLimit = 128;
const subresourceLimit = 256;

type Entries = NonNullable<ObjectMeta['managedFields']>;

/** Each entry says how the fields came there, and in which format they are told. */
export function managedFieldsErrors(entries: Entries, path: string): FieldError[] {
  return entries.flatMap(({ operation = '', fieldsType = '', manager = '', subresource = '' }, i) => {
    const at = `${path}[${i}]`;
    return [
      ...(operation === 'Apply' || operation === 'Update'
        ? []
        : [invalidTyped(`${at}.operation`, operation, 'must be `Apply` or `Update`')]),
      ...(fieldsType === '' || fieldsType === 'FieldsV1'
        ? []
        : [invalid(`${at}.fieldsType`, fieldsType, 'must be `FieldsV1`')]),
      ...managerErrors(manager, `${at}.manager`),
      ...(utf8Length(subresource) > subresourceLimit ? [tooLong(`${at}.subresource`, subresourceLimit)] : []),
    ];
  });
}

function managerErrors(manager: string, path: string): FieldError[] {
  const errors = utf8Length(manager) > managerLimit ? [tooLong(path, managerLimit)] : [];
  let position = 0;
  for (const character of manager) {
    if (!isPrintable(character)) {
      const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      errors.push(invalid(path, manager, `invalid character U+${code} (at position ${position})`));
    }
    position += utf8Length(character);
  }
  return errors;
}
