/** Files that a page shows, in fenced blocks whose language is followed by a name: js my-score.js. */

export interface PageFile {
  readonly name: string;
  readonly text: string;
}

export function filesOf(page: string): PageFile[] {
  return [...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => ({ name: name!, text: text! }));
}

/** Blocks of JavaScript that are no file, by their first line: nobody runs them. */
export function namelessScripts(page: string): string[] {
  return [...page.matchAll(/^```(?:js|javascript)\n(.*)$/gm)].map(([, first]) => first!);
}
