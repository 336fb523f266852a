/** Loads the modules that --plugin names: each exports a plugin as its default. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError, type Plugin, type UserPlugin, type UserPluginRef, userPlugin } from '../../engine/index.js';

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
    throw new ConfigError({ source: file, problem: `cannot be loaded: ${(error as Error).message}` });
  }
}

/** What the module exports: a UserPlugin, or a plain plugin object. */
function pluginOf(file: string, module: { default?: unknown }): UserPlugin {
  const exported = module.default as Partial<UserPlugin> | undefined;
  if (typeof exported !== 'object' || exported === null || typeof exported.name !== 'string') {
    throw new ConfigError({ source: file, problem: 'has no plugin as its default export', remedy });
  }
  const plugin = typeof exported.create === 'function' ? (exported as UserPlugin) : userPlugin(exported as Plugin);
  if ((plugin.points ?? []).length > 0) return plugin;
  throw new ConfigError({ source: file, value: plugin.name, problem: 'implements no extension point', remedy });
}
