/** What becomes of the default plugins where a profile enables and disables some. Upstream: mergePlugins in pkg/scheduler/apis/config/v1/default_plugins.go, v1.36. */
import type { PluginSetV1, PluginV1 } from './manifest.js';

export interface MergedSet {
  readonly enabled: readonly PluginV1[];
  /** Names, or "*" for all. */
  readonly disabled: ReadonlySet<string>;
}

/** Defaults less what is disabled, each replaced where the profile enables it too (keeping its place), then what else the profile enables. */
export function mergePluginSet(defaults: readonly PluginV1[], custom: PluginSetV1 = {}): MergedSet {
  const disabled = new Set((custom.disabled ?? []).map((plugin) => plugin.name ?? ''));
  const enabled = custom.enabled ?? [];
  const lastIndex = new Map(enabled.map((plugin, i) => [plugin.name, i]));
  const kept = disabled.has('*') ? [] : defaults.filter((plugin) => !disabled.has(plugin.name ?? ''));
  const replacing = new Set(kept.flatMap((plugin) => lastIndex.get(plugin.name) ?? []));
  const merged = kept.map((plugin) => enabled[lastIndex.get(plugin.name) ?? -1] ?? plugin);
  return { enabled: [...merged, ...enabled.filter((_, i) => !replacing.has(i))], disabled };
}
