/** KubeSchedulerConfiguration: from the manifest to profiles that can be run. */
export { type ExtensionPoint, type PodPoint, podPoints } from './manifest.js';
export { editDistance, nearestFirst, resembles } from './nearest.js';
export type * from './plugin-args.js';
export { type ExtraPlugins, resolveConfiguration, type SchedulerConfiguration } from './resolve-configuration.js';
