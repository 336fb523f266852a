/** Loads the modules that --plugin names: each exports a plugin as its default. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError, type UserPlugin, type UserPluginRef, type UserSteps, userPlugin } from '../../engine/index.js';

export interface LoadedPlugins {
  readonly plugins: readonly UserPlugin[];
  /** As they stand in the RunSpec. */
  readonly refs: readonly UserPluginRef[];
}

const remedy = 'export default userPlugin({ name: "MyScore", score: … }) from "seatrial"';

export async function loadPlugins(files: readonly string[]): Promise<LoadedPlugins> {
  const plugins: UserPlugin[] = [];
  const refs: UserPluginRef[] = [];
  for (const file of files) {
    refs.push({ specifier: file, sha256: await hashOf(file) });
    plugins.push(pluginOf(file, await moduleOf(file)));
  }
  return { plugins, refs };
}

async function hashOf(file: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError({
      source: file,
      problem: code === 'ENOENT' ? 'there is no such plugin module' : `cannot be read (${code})`,
    });
  }
}

async function moduleOf(file: string): Promise<{ default?: unknown }> {
  try {
    return (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
  } catch (error) {
    throw new ConfigError({ source: file, ...loadProblem(error as NodeJS.ErrnoException) });
  }
}

/** Why a module cannot be loaded, and what helps. */
function loadProblem({ code, message }: NodeJS.ErrnoException): { problem: string; remedy: string } {
  const problem = `cannot be loaded: ${message.split('\n', 1)[0]}`;
  if (code === 'ERR_MODULE_NOT_FOUND' && message.includes("'seatrial'"))
    return { problem, remedy: 'npm install seatrial beside it, or export a plain object and import nothing' };
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
    return {
      problem,
      remedy: 'compile it to JavaScript first, or use a Node.js that runs TypeScript (22.18 or later)',
    };
  if (/Unexpected token 'export'|Cannot use import statement/.test(message))
    return { problem, remedy: 'name it .mjs, or write "type": "module" into its package.json' };
  return { problem, remedy: '' };
}

/** What the module exports: a UserPlugin, or a plain plugin object. */
function pluginOf(file: string, module: { default?: unknown }): UserPlugin {
  const exported = module.default as (UserSteps & Partial<UserPlugin>) | null | undefined;
  if (typeof exported !== 'object' || exported === null)
    throw new ConfigError({ source: file, problem: 'has no plugin as its default export', remedy });
  if (typeof exported.name !== 'string' || exported.name === '')
    throw new ConfigError({ source: file, problem: 'exports a plugin without a name', remedy });
  const plugin = typeof exported.create === 'function' ? (exported as UserPlugin) : userPlugin(exported);
  if (Array.isArray(plugin.points) && plugin.points.length > 0) return plugin;
  const points = 'a plugin has steps at preFilter, filter, score, …';
  throw new ConfigError({ source: file, value: plugin.name, problem: 'implements no extension point', remedy: points });
}
