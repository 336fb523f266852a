/** Commands in a page, "$ command" and what it prints below, in fenced blocks of the language console. */

export interface PageCommand {
  readonly command: string;
  /** As it stands in the page. */
  readonly output: string;
}

const block = /^```console\n([\s\S]*?)^```$/gm;

/** The commands of a page, in order. */
export function commandsOf(page: string): PageCommand[] {
  return [...page.matchAll(block)].flatMap(([, text]) => commandsIn(text!));
}

/** The page with what its commands print now, in the same order. */
export function withOutputs(page: string, outputs: readonly string[]): string {
  let next = 0;
  return page.replace(block, (_all, text: string) => {
    const entries = commandsIn(text).map(({ command }) => `$ ${command}\n${outputs[next++]!}`);
    return `\`\`\`console\n${entries.join('')}\`\`\``;
  });
}

/** A command goes on in the next line after a backslash. */
function commandsIn(text: string): PageCommand[] {
  const commands: PageCommand[] = [];
  const entry = /^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)/gm;
  for (const [, command, output] of text.matchAll(entry)) commands.push({ command: command!, output: output! });
  return commands;
}
