/** The tag of an image reference, which decides how it is pulled by default. Upstream: pkg/util/parsers/parsers.go, v1.36, and distribution/reference. */

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const domain = '(?:[a-zA-Z0-9.-]+|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(`^(?:${domain}/)?${component}(?:/${component})*(?::(\\w[\\w.-]{0,127}))?(@${digest})?$`);

/** "latest" where neither tag nor digest is given; "" with a digest alone, and for what is no reference. */
export function imageTag(image: string): string {
  const parts = /^[a-f0-9]{64}$/.test(image) ? null : reference.exec(image);
  if (parts === null) return '';
  return parts[1] ?? (parts[2] === undefined ? 'latest' : '');
}

/** Always for the latest image, IfNotPresent for any other. */
export function defaultPullPolicy(image: string): string {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}
