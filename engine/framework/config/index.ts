/** KubeSchedulerConfiguration: from the manifest to profiles that can be run. */
export type * from './plugin-args.js';
