/** Field paths as the API server writes them — spec.containers[0].resources.requests[cpu] — taken apart. */

/** The keys of a path; whole numbers in brackets are list positions. */
export function fieldPath(path: string): (string | number)[] {
  const keys: (string | number)[] = [];
  for (const match of path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    const [, bracketed, plain] = match;
    if (bracketed === undefined) keys.push(plain!);
    else keys.push(/^\d+$/.test(bracketed) ? Number(bracketed) : bracketed);
  }
  return keys;
}
