/** Where the project's own copy of the judged cases is: found from the sources, from dist and in an installed package. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with a release's cases, "1.36". */
export function bundledCases(kubernetes: string): string {
  return join(packageRoot(), 'workloads', 'conformance', kubernetes);
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
