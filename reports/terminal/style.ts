/** Emphasis, where the terminal shows it; plain text elsewhere. */

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

/** Styles for a terminal that shows them, or none. */
export function styles(enabled: boolean): Style {
  const sgr = (code: number, end: number) => (text: string) =>
    enabled ? `\u001b[${code}m${text}\u001b[${end}m` : text;
  return { bold: sgr(1, 22), dim: sgr(2, 22), good: sgr(32, 39), bad: sgr(31, 39), warn: sgr(33, 39) };
}
