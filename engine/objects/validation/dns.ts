/** Validation of how a pod resolves names and which it has. Upstream: validatePodDNSConfig, ValidateHostAliases and validatePodHostName in pkg/apis/core/validation/validation.go, v1.36. */
import type { DnsConfigV1, PodSpecV1 } from '../api.js';
import { type FieldError, forbidden, invalid, invalidEach, required, tooLong } from '../field-error.js';
import { ipProblems } from '../ip-address.js';
import { searchDomainProblems, subdomainProblems } from '../names.js';
import { utf8Length } from '../utf8-length.js';

const nameserversLimit = 3;
const searchesLimit = 32;
/** Characters of all domains to search together, spaces between them included. */
const searchCharactersLimit = 2048;
const hostnameLimit = 64;

/** Without a policy's name servers a pod needs some of its own. */
export function dnsConfigErrors({ dnsConfig, dnsPolicy }: PodSpecV1, path: string): FieldError[] {
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (!dnsConfig.nameservers?.length)
      return [required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  return dnsConfig ? configErrors(dnsConfig, path) : [];
}

function configErrors({ nameservers = [], searches = [], options = [] }: DnsConfigV1, path: string): FieldError[] {
  return [
    ...(nameservers.length > nameserversLimit
      ? [invalid(`${path}.nameservers`, nameservers, `must not have more than ${nameserversLimit} nameservers`)]
      : []),
    ...nameservers.flatMap((server, i) => invalidEach(`${path}.nameservers[${i}]`, server, ipProblems(server))),
    ...searchesErrors(searches, `${path}.searches`),
    ...options.flatMap(({ name }, i) => (name ? [] : [required(`${path}.options[${i}]`, 'must not be empty')])),
  ];
}

function searchesErrors(searches: readonly string[], path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (searches.length > searchesLimit) {
    errors.push(invalid(path, searches, `must not have more than ${searchesLimit} search paths`));
  }
  if (utf8Length(searches.join(' ')) > searchCharactersLimit) {
    const problem = `must not have more than ${searchCharactersLimit} characters (including spaces) in the search list`;
    errors.push(invalid(path, searches, problem));
  }
  const domains = searches.flatMap((search, i) => {
    const domain = search.endsWith('.') ? search.slice(0, -1) : search;
    return search === '.' ? [] : invalidEach(`${path}[${i}]`, domain, searchDomainProblems(domain));
  });
  return [...errors, ...domains];
}

/** Names that the pod's own hosts file has. */
export function hostAliasErrors(aliases: NonNullable<PodSpecV1['hostAliases']>, path: string): FieldError[] {
  return aliases.flatMap(({ ip = '', hostnames = [] }, i) => [
    ...invalidEach(`${path}[${i}].ip`, ip, ipProblems(ip)),
    ...hostnames.flatMap((name, j) => invalidEach(`${path}[${i}].hostnames[${j}]`, name, subdomainProblems(name))),
  ]);
}

/** A name of the pod's own choice, which excludes other ways to get one. */
export function hostnameOverrideErrors(spec: PodSpecV1, path: string): FieldError[] {
  const { hostnameOverride, setHostnameAsFQDN, hostNetwork } = spec;
  if (hostnameOverride === undefined) return [];
  return [
    ...(setHostnameAsFQDN ? [forbidden(path, 'may not be specified when setHostnameAsFQDN is true')] : []),
    ...(hostNetwork ? [forbidden(path, 'may not be specified when hostNetwork is true')] : []),
    ...(utf8Length(hostnameOverride) > hostnameLimit ? [tooLong(path, hostnameLimit)] : []),
    ...invalidEach(path, hostnameOverride, subdomainProblems(hostnameOverride)),
  ];
}
