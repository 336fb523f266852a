/** Where the project's own copy of the judged cases is: found from the sources, from dist and in an installed package. */
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';

/** The folder with a release’s cases: "1.36"; "mixed/1.36" for those that mix everything. */
export function bundledCases(kubernetes: string): string {
  return join(packageRoot(), 'workloads', 'conformance', kubernetes);
}
