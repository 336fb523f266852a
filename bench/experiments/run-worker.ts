/** A thread that does one run after the other: imports the spec's plugins, simulates, and hands back the result. */
import type { MessagePort } from 'node:worker_threads';
import { ConfigError, type Progress, type RunResult, type RunSpec, simulate } from '../../engine/index.js';
import { everyTenthSecond } from '../cli/progress.js';
import { loadPlugins } from '../cli/user-plugins.js';

export interface Task {
  readonly spec: RunSpec;
  readonly verify: boolean;
  /** Where progress goes. */
  readonly port: MessagePort;
}

/** A user's mistake goes back as data, since errors lose their kind between threads. */
export type Ended = { readonly result: RunResult } | { readonly mistake: ConstructorParameters<typeof ConfigError>[0] };

export default async function run({ spec, verify, port }: Task): Promise<Ended> {
  try {
    const plugins = await pluginsOf(spec);
    const onProgress = (progress: Progress) => port.postMessage(progress);
    return { result: await simulate(spec, { plugins, workers: 1, verify, isDue: everyTenthSecond(), onProgress }) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { mistake: mistakeOf(error) };
  }
}

async function pluginsOf({ scheduler }: RunSpec) {
  const { plugins, refs } = await loadPlugins(scheduler.plugins.map(({ specifier }) => specifier));
  for (const [i, { specifier, sha256 }] of refs.entries())
    if (sha256 !== scheduler.plugins[i]!.sha256)
      throw new ConfigError({ source: specifier, problem: 'has changed since the run was prepared' });
  return plugins;
}

/** The same sentence, its parts after the place in one. */
function mistakeOf({ source, path, message }: ConfigError): ConstructorParameters<typeof ConfigError>[0] {
  const place = path === '' ? source : `${source}: ${path}`;
  return { source, path, problem: message.slice(place.length + 1).trimStart() };
}
