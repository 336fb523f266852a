/** A mistake in what the user gave: one clear sentence, caught once, in the CLI. */
export class ConfigError extends Error {
  /** Where it was read: a file name with line and column where known, "--nodes", "stdin". */
  readonly source: string;
  /** Which field: "spec.containers[0].resources.requests.cpu"; "" where there is none. */
  readonly path: string;

  constructor(details: { source: string; path?: string; value?: unknown; problem: string; remedy?: string }) {
    super(sentence(details));
    this.name = 'ConfigError';
    this.source = details.source;
    this.path = details.path ?? '';
  }
}

function sentence(d: { source: string; path?: string; value?: unknown; problem: string; remedy?: string }): string {
  const where = d.path ? `${d.source}: ${d.path}` : d.source;
  const value = d.value === undefined ? '' : ` ${shown(d.value)}`;
  const remedy = d.remedy ? `; ${d.remedy}` : '';
  return `${where}:${value} ${d.problem}${remedy}`;
}

/** A value as it is quoted in the sentence: short, on one line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
