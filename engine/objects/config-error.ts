/** What a mistake's sentence is made of. */
interface Details {
  readonly source: string;
  readonly path?: string;
  readonly value?: unknown;
  readonly problem: string;
  readonly remedy?: string;
  /** Sentences on further mistakes of the same thing. */
  readonly also?: readonly string[];
}

/** A mistake in what the user gave: one clear sentence, caught once, in the CLI. */
export class ConfigError extends Error {
  /** Where it was read: a file name with line and column where known, "--nodes", "stdin". */
  readonly source: string;
  /** Which field: "spec.containers[0].resources.requests.cpu"; "" where there is none. */
  readonly path: string;

  constructor(private readonly details: Details) {
    super(sentence(details));
    this.name = 'ConfigError';
    this.source = details.source;
    this.path = details.path ?? '';
  }

  /** The same mistake, said to be elsewhere: where the user wrote what it was found in. */
  at(place: { readonly source: string; readonly path?: string; readonly remedy?: string }): ConfigError {
    return new ConfigError({ ...this.details, ...place });
  }

  /** The same mistake, with further ones of the same thing below it, one a line. */
  with(others: readonly ConfigError[]): ConfigError {
    return new ConfigError({ ...this.details, also: others.map(({ message }) => message) });
  }
}

function sentence(d: Details): string {
  const where = d.path ? `${d.source}: ${d.path}` : d.source;
  const value = d.value === undefined ? '' : ` ${shown(d.value)}`;
  const remedy = d.remedy ? `; ${d.remedy}` : '';
  const also = (d.also ?? []).map((other) => `\nalso ${other}`).join('');
  return `${where}:${value} ${d.problem}${remedy}${also}`;
}

/** A value as it is quoted in the sentence: short, on one line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
