/** NodeName puts a pod that names its node there and nowhere else. Upstream: plugins/nodename/node_name.go, v1.36. */
import { Action, definePlugin, on, type PluginFactory, success, unresolvable } from '../framework/index.js';

const rejection = unresolvable("node(s) didn't match the requested node name");

/** Makes NodeName. */
export const nodeName: PluginFactory = {
  name: 'NodeName',
  create: () =>
    definePlugin({
      name: 'NodeName',
      signs: (pod) => pod.spec.nodeName,
      signsSpecOnly: true,
      signsNoVolumes: () => true,
      filter: {
        dependsOn: 'node-static',
        check: (pod, node) => (pod.spec.nodeName === '' || pod.spec.nodeName === node.name ? success : rejection),
        seesShapeOnly: (pod) => pod.spec.nodeName === '',
      },
      requeueOn: [on('Node', Action.Add)],
    }),
};
