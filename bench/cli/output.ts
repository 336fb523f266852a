/** Writing to standard output; a reader that went away (`| head`) ends the command quietly. */

/** Writes lines and waits until they are taken. */
export async function print(lines: readonly string[]): Promise<void> {
  await write(lines.map((line) => `${line}\n`).join(''));
}

export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A value as indented JSON. */
export function printJson(value: unknown): Promise<void> {
  return write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Whether standard output shows colours. https://no-color.org */
export function colours(): boolean {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'];
}
