/** Those whose names contain the text that a suite was given; a text that none contains ends it with 2. */
export function namedLike<T extends { readonly name: string }>(all: readonly T[], text: string, what: string): T[] {
  const chosen = all.filter(({ name }) => name.includes(text));
  if (chosen.length > 0) return chosen;
  process.stderr.write(`no ${what}’s name contains ${JSON.stringify(text)}\n`);
  process.exit(2);
}
