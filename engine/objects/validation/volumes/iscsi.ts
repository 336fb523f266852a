/** Validation of iSCSI volumes. Upstream: validateISCSIVolumeSource in pkg/apis/core/validation/validation.go, v1.36. */
import { type FieldError, invalid, required } from '../../field-error.js';
import { allOf, byteErrors, needs, type Source, type SourceRule, secretNeeds, textOf } from './source-rule.js';

const malformed = 'must be valid format';
const startsWrong = `${malformed} starting with iqn, eui, or naa`;

/** How names of each kind are written. */
const forms: readonly (readonly [kind: string, form: RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.[A-Za-z0-9\-.]+:[^,;*&$|\t\n\f\r ]+$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
];

/** The name of a target or of an initiator. */
function nameErrors(name: string, path: string, otherwise: string): FieldError[] {
  const form = forms.find(([kind]) => name.startsWith(kind));
  if (form === undefined) return [invalid(path, name, otherwise)];
  return form[1].test(name) ? [] : [invalid(path, name, malformed)];
}

function rule(otherwise: string): SourceRule {
  return (source, path) => {
    const initiator = source['initiatorName'] as string | undefined;
    const target = textOf(source, 'iqn');
    const needsSecret = (source['chapAuthDiscovery'] || source['chapAuthSession']) && source['secretRef'] === undefined;
    return [
      ...(target === '' ? [required(`${path}.iqn`)] : nameErrors(target, `${path}.iqn`, otherwise)),
      ...byteErrors(`${path}.lun`, source['lun']),
      ...(needsSecret ? [required(`${path}.secretRef`)] : []),
      ...(otherwise === malformed ? secretNeeds('name')(source, path) : []),
      ...(initiator === undefined ? [] : nameErrors(initiator, `${path}.initiatorname`, otherwise)),
    ];
  };
}

/** A pod's iSCSI volume. */
export const iscsiErrors: SourceRule = allOf(needs('targetPortal'), rule(startsWrong));

/** A PersistentVolume's, whose name is part of what must not become too long. */
export function persistentIscsiErrors(source: Source, volumeName: string, path: string): FieldError[] {
  const portal = textOf(source, 'targetPortal');
  return [
    ...needs('targetPortal')(source, path),
    ...(isTooLong(source, volumeName) ? [invalid(`${path}.targetportal`, portal, tooLong)] : []),
    ...rule(malformed)(source, path),
  ];
}

/** A pod's volume whose name and portal together are too long for an initiator. */
export function iscsiLengthErrors(source: Source | undefined, volumeName: string, path: string): FieldError[] {
  return source !== undefined && isTooLong(source, volumeName) ? [invalid(`${path}.name`, volumeName, tooLong)] : [];
}

const tooLong =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';

function isTooLong(source: Source, volumeName: string): boolean {
  return source['initiatorName'] !== undefined && `${volumeName}:${textOf(source, 'targetPortal')}`.length > 64;
}
