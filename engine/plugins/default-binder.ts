/** DefaultBinder binds a pod to its node through the API. Upstream: plugins/defaultbinder/default_binder.go, v1.36. */
import { definePlugin, type PluginFactory } from '../framework/index.js';

/** Makes DefaultBinder. */
export const defaultBinder: PluginFactory = {
  name: 'DefaultBinder',
  create: (_args, handle) =>
    definePlugin({
      name: 'DefaultBinder',
      bind: (pod, nodeName, done) => handle.calls.bind(pod, nodeName, done),
    }),
};
