/** Image names in full: registry, repository, tag. Upstream: distribution/reference, as containerd resolves names. */

const canonical = new Map<string, string>();

/** "nginx" is "docker.io/library/nginx:latest"; equal texts, equal images. */
export function canonicalName(image: string): string {
  let full = canonical.get(image);
  if (full === undefined) {
    full = withTag(withRegistry(image));
    canonical.set(image, full);
  }
  return full;
}

/** A canonical name without its tag or digest. */
export function repositoryOf(name: string): string {
  const at = name.indexOf('@');
  const tagged = at < 0 ? name : name.slice(0, at);
  const colon = tagged.lastIndexOf(':');
  return colon > tagged.lastIndexOf('/') ? tagged.slice(0, colon) : tagged;
}

function withRegistry(image: string): string {
  const slash = image.indexOf('/');
  if (slash < 0) return `docker.io/library/${image}`;
  const first = image.slice(0, slash);
  return /[.:]/.test(first) || first === 'localhost' ? image : `docker.io/${image}`;
}

function withTag(image: string): string {
  return repositoryOf(image) === image ? `${image}:latest` : image;
}
