/** The default plugins, one factory each, in the order upstream's registry lists them. */
import type { PluginFactory } from '../framework/index.js';

/** Every plugin a profile can name. */
export const plugins: readonly PluginFactory[] = [];
