/** What runs where nothing is configured: the defaults, and users' plugins at all their points. */
import type { ConfigurationV1, ExtensionPoint, PluginV1 } from './manifest.js';

/**
 * Users' plugins come after the default ones, with weight 1, as multiPoint appends them; one that sorts the queue takes PrioritySort's
 * place, and one that binds is asked before DefaultBinder, which would leave it nothing.
 */
export function defaultConfiguration(users: Readonly<Record<string, readonly ExtensionPoint[]>>): ConfigurationV1 {
  const names = Object.keys(users);
  if (names.length === 0) return {};
  const at = (point: ExtensionPoint): PluginV1[] =>
    names.filter((name) => users[name]!.includes(point)).map((name) => ({ name }));
  const [sorts, binds] = [at('queueSort'), at('bind')];
  return {
    profiles: [
      {
        plugins: {
          multiPoint: {
            enabled: names.map((name) => ({ name })),
            ...(sorts.length > 0 && { disabled: [{ name: 'PrioritySort' }] }),
          },
          ...(binds.length > 0 && { bind: { enabled: binds } }),
        },
      },
    ],
  };
}
