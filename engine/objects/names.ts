/** Rules for names, label keys and label values. Upstream: apimachinery/pkg/util/validation and pkg/api/validate/content, v1.36. */
import { utf8Length } from './utf8-length.js';

const dnsLabelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainPattern = `${dnsLabelPattern}(\\.${dnsLabelPattern})*`;
const oldDnsLabelPattern = '[a-z]([-a-z0-9]*[a-z0-9])?';
const searchLabelPattern = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const searchDomainPattern = `${searchLabelPattern}(\\.${searchLabelPattern})*`;
const keyPattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValuePattern = `(${keyPattern})?`;

const dnsLabel = whole(dnsLabelPattern);
const subdomain = whole(subdomainPattern);
const configKeyPattern = '[-._a-zA-Z0-9]+';
const configKey = whole(configKeyPattern);
const oldDnsLabel = whole(oldDnsLabelPattern);
const searchDomain = whole(searchDomainPattern);
const key = whole(keyPattern);
const labelValue = whole(labelValuePattern);

const keyRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const keyExamples = ['MyName', 'my.name', '123-abc'];

/** What keeps the text from being an RFC 1123 label; empty if nothing. */
export function dnsLabelProblems(text: string): string[] {
  const problems = tooLongFor(text, 63, 'characters');
  if (dnsLabel.test(text)) return problems;
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [
    ...problems,
    subdomain.test(text) ? 'must not contain dots' : patternProblem(rule, dnsLabelPattern, ['my-name', '123-abc']),
  ];
}

/** What keeps the text from being an RFC 1123 subdomain, as most objects' names have to be. */
export function subdomainProblems(text: string): string[] {
  return subdomainProblemsWithin(text, 'characters');
}

function subdomainProblemsWithin(text: string, unit: string): string[] {
  const problems = tooLongFor(text, 253, unit);
  if (subdomain.test(text)) return problems;
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [...problems, patternProblem(rule, subdomainPattern, ['example.com'])];
}

/** What keeps the text from being a domain to search for names in. */
export function searchDomainProblems(text: string): string[] {
  const problems = tooLongFor(text, 253, 'characters');
  if (searchDomain.test(text)) return problems;
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
  return [...problems, patternProblem(rule, searchDomainPattern, ['example.com'])];
}

/** What keeps the text from being a label of the older RFC 1035, which no digit begins. */
export function oldDnsLabelProblems(text: string): string[] {
  const problems = tooLongFor(text, 63, 'characters');
  if (oldDnsLabel.test(text)) return problems;
  const rule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  return [...problems, patternProblem(rule, oldDnsLabelPattern, ['my-name', 'abc-123'])];
}

/** What keeps the text from being a label key or another qualified name: "app", "example.com/app". */
export function qualifiedNameProblems(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    const rule = patternProblem(keyRule, keyPattern, keyExamples);
    return [`a valid label key ${rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const prefixProblems = parts.length === 2 ? keyPrefixProblems(parts[0]!) : [];
  return [
    ...prefixProblems.map((p) => `prefix part ${p}`),
    ...keyNameProblems(parts.at(-1)!).map((p) => `name part ${p}`),
  ];
}

function keyPrefixProblems(prefix: string): string[] {
  return prefix === '' ? ['must be non-empty'] : subdomainProblemsWithin(prefix, 'bytes');
}

function keyNameProblems(name: string): string[] {
  const problems = name === '' ? ['must be non-empty'] : tooLongFor(name, 63, 'bytes');
  return key.test(name) ? problems : [...problems, patternProblem(keyRule, keyPattern, keyExamples)];
}

/** What keeps the text from being a label's value. */
export function labelValueProblems(text: string): string[] {
  const problems = tooLongFor(text, 63, 'bytes');
  if (labelValue.test(text)) return problems;
  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [...problems, patternProblem(rule, labelValuePattern, ['MyValue', 'my_value', '12345'])];
}

/** What keeps the text from being a port's name. */
export function portNameProblems(text: string): string[] {
  const problems = tooLongFor(text, 15, 'characters');
  if (!/^[-a-z0-9]+$/.test(text)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(text)) problems.push('must contain at least one letter (a-z)');
  if (text.includes('--')) problems.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(text)) problems.push('must not begin or end with a hyphen');
  return problems;
}

/** What keeps the text from being a key of a ConfigMap or a Secret. */
export function configKeyProblems(text: string): string[] {
  const problems = tooLongFor(text, 253, 'characters');
  if (!configKey.test(text)) {
    const rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    problems.push(patternProblem(rule, configKeyPattern, ['key.name', 'KEY_NAME', 'key-name']));
  }
  if (text === '.' || text === '..') problems.push(`must not be '${text}'`);
  else if (text.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}

/** What keeps the text from being the name of an environment variable. */
export function variableNameProblems(text: string): string[] {
  if (text === '') return ['environment variable name must be non-empty'];
  return /^[ -<>-~]+$/.test(text)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** What keeps the text from being a part of a path, which every name has to be. Upstream: apimachinery/pkg/api/validation/path, v1.36. */
export function pathSegmentProblems(text: string): string[] {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%']
    .filter((character) => text.includes(character))
    .map((character) => `may not contain '${character}'`);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

function tooLongFor(text: string, limit: number, unit: string): string[] {
  return utf8Length(text) > limit ? [`must be no more than ${limit} ${unit}`] : [];
}

function patternProblem(rule: string, pattern: string, examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${shown}regex used for validation is '${pattern}')`;
}
