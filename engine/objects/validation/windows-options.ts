/** Validation of options for Windows. Upstream: validateWindowsSecurityContextOptions in pkg/apis/core/validation/validation.go, v1.36. */
import type { WindowsOptionsV1 } from '../api.js';
import { type FieldError, invalidTyped } from '../field-error.js';
import { subdomainProblems } from '../names.js';
import { utf8Length } from '../utf8-length.js';

const credentialSpecKiB = 64;
/** Characters that the domain of a user has to have less than. */
const domainLimit = 256;
/** Characters that the name of a user may have. */
const userLimit = 104;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\x00-\x1f\x7f]/;
const netBiosDomain = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const dnsDomain = new RegExp(`^${dnsLabel}(?:\\.${dnsLabel})*$`);

/** Credentials, and the user that a container runs as. */
export function windowsOptionsErrors(options: WindowsOptionsV1 | undefined, path: string): FieldError[] {
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options ?? {};
  const each = (field: string, value: string | undefined, problems: (value: string) => string[]) =>
    value === undefined ? [] : problems(value).map((problem) => invalidTyped(`${path}.${field}`, value, problem));
  return [
    ...each('gmsaCredentialSpecName', name, subdomainProblems),
    ...each('gmsaCredentialSpec', spec, credentialSpecProblems),
    ...each('runAsUserName', user, userProblems),
  ];
}

function credentialSpecProblems(spec: string): string[] {
  if (spec === '') return ['gmsaCredentialSpec cannot be an empty string'];
  if (utf8Length(spec) <= credentialSpecKiB * 1024) return [];
  return [`gmsaCredentialSpec size must be under ${credentialSpecKiB} KiB`];
}

/** "user" or "domain\user". */
function userProblems(text: string): string[] {
  if (text === '') return ['runAsUserName cannot be an empty string'];
  if (control.test(text)) return ['runAsUserName cannot contain control characters'];
  const parts = text.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  return [...(parts.length === 2 ? domainProblems(parts[0]!) : []), ...userNameProblems(parts.at(-1)!)];
}

function domainProblems(domain: string): string[] {
  const long = utf8Length(domain) >= domainLimit;
  return [
    ...(long ? [`runAsUserName's Domain length must be under ${domainLimit} characters`] : []),
    ...(netBiosDomain.test(domain) || dnsDomain.test(domain)
      ? []
      : ["runAsUserName's Domain doesn't match the NetBios nor the DNS format"]),
  ];
}

function userNameProblems(user: string): string[] {
  const problems: string[] = [];
  if (user === '') problems.push("runAsUserName's User cannot be empty");
  if (utf8Length(user) > userLimit)
    problems.push(`runAsUserName's User length must not be longer than ${userLimit} characters`);
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    problems.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  return problems;
}
